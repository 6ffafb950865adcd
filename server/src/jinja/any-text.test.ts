import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { SourceSpan } from "../base/span.ts";
import type { Node, Template } from "./ast.ts";
import { parseTemplate } from "./parser.ts";
import { walk } from "./walk.ts";

const inside = (inner: SourceSpan, outer: SourceSpan) =>
  outer.start <= inner.start && inner.start <= inner.end && inner.end <= outer.end;

/** The first thing about a tree that must never be so, as words; undefined when all is well. */
function fault({ text, body, problems, hasJinja }: Template): string | undefined {
  const whole = { start: 0, end: text.length } as SourceSpan;
  let found = problems.find(({ span }) => !inside(span, whole))?.message;
  walk(body, {
    enter(it, parents) {
      if (!inside(it.span, parents.at(-1)?.span ?? whole)) found ??= `${it.kind} outside of its parent`;
      if ("nameSpan" in it && !inside(it.nameSpan, it.span)) found ??= `the name of ${it.kind} outside of it`;
      if (it.kind === "text" && !isCopy(text.slice(it.span.start, it.span.end), it.value, hasJinja))
        found ??= "a text that is no copy of its source";
      if ("body" in it) found ??= overlap(it.body);
      return found === undefined ? undefined : "stop";
    },
  });
  return found ?? overlap(body);
}

/** Offsets match one to one, but for a CRLF at the very end. */
function isCopy(source: string, value: string, hasJinja: Template["hasJinja"]): boolean {
  if (!hasJinja) return source === value;
  const printed = source.endsWith("\r\n") ? `${source.slice(0, -2)}\n` : source;
  return printed.replaceAll("\r", "\n") === value;
}

function overlap(nodes: readonly Node[]): string | undefined {
  const late = nodes.find((it, index) => it.span.start < (nodes[index - 1]?.span.end ?? 0));
  return late && `${late.kind} begins before the one before it ends`;
}

const templates: readonly string[] = [
  "{{ config(materialized='incremental', unique_key=['a', \"b\"],) }}\r\nselect * from {{ ref('x') }}\r\n",
  "{%- set q -%}\n select {{ a.b[0]|join(', ') if c is not none else -1 ** 2 }}\n{%- endset -%}{{ q }}",
  "{% macro m(a: string, b={'c': [1, 2.5e3]}, **kwargs) %}{% for i, j in a.items() if i not in b %}{{ loop.index ~ i }}{% else %}x{% endfor %}{% endmacro %}",
  "{% call(x) m(*a, **b) %}{# {{ }} #}{% raw %}{{ {% endraw %}{% if a < b <= c %}1{% elif not d %}2{% else %}3{% endif %}{% endcall %}",
  "{% materialization m, adapter='duckdb' %}{% do return({'relations': [r]}) %}{% endmaterialization %}{% docs d %} {{ {% enddocs %}",
  "{% test t(model, column_name) %}{% filter upper|trim %}a{% endfilter %}{% with a=1 %}{{ a[1:2:-1] }}{% endwith %}{% endtest %}",
];

const projects = join(import.meta.dirname, "../../../test-fixtures/projects");
const fixtures = readdirSync(projects, { recursive: true, encoding: "utf8" })
  .filter((it) => /\.(sql|md|ya?ml)$/.test(it) && !it.includes("target/"))
  .map((it) => readFileSync(join(projects, it), "utf8"));

test("the fixtures are found", () => {
  expect(fixtures.length).toBeGreaterThan(10);
});

test("every prefix of a template parses", () => {
  for (const text of [...templates, ...fixtures]) {
    for (let end = 0; end <= text.length; end++) {
      const template = parseTemplate(text.slice(0, end));
      const wrong = fault(template);
      if (wrong !== undefined) expect.fail(`${wrong}: ${JSON.stringify(template.text)}`);
    }
  }
});

test("a template with any one character left out parses", () => {
  for (const text of templates) {
    for (let at = 0; at < text.length; at++) {
      expect(fault(parseTemplate(text.slice(0, at) + text.slice(at + 1)))).toBeUndefined();
    }
  }
});

const words = fc.constantFrom(
  ...["{{", "}}", "{%", "%}", "{#", "#}", "{{-", "-}}", "{%-", "-%}", "+%}", "'", '"', "\\", "\n", "\r\n", "\r", " "],
  ...[
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    ",",
    ".",
    ":",
    "=",
    "==",
    "|",
    "~",
    "-",
    "*",
    "**",
    "<",
    "1",
    "2.5",
    "a",
    "ref",
    "$",
  ],
  ...["if", "elif", "else", "endif", "for", "in", "endfor", "set", "endset", "macro", "endmacro", "call", "endcall"],
  ...["raw", "endraw", "docs", "enddocs", "is", "not", "and", "do", "with", "filter", "break", "materialization", "😀"],
);

test("any sequence of words parses, with every span where it belongs", () => {
  const property = fc.property(fc.array(words, { maxLength: 60 }), (all) => {
    expect(fault(parseTemplate(all.join("")))).toBeUndefined();
    expect(fault(parseTemplate(all.join(" ")))).toBeUndefined();
  });
  fc.assert(property, { numRuns: 2_000 });
});

test("any text parses", () => {
  const property = fc.property(fc.string({ unit: "binary", maxLength: 200 }), (text) => {
    expect(fault(parseTemplate(`{{${text}`))).toBeUndefined();
  });
  fc.assert(property, { numRuns: 500 });
});

/** Texts whose cost or depth would explode in a parser that backtracks or recurses freely; the test's time limit tells. */
test.each([
  ["braces", "{".repeat(100_000)],
  ["prints without an end", "{{ ".repeat(50_000)],
  ["quotes without an end", `{{ '{{ "`.repeat(50_000)],
  ["statements without an end", "{% if ".repeat(50_000)],
  ["calls over lines without an end", "{{ a(\n".repeat(25_000)],
  ["parentheses", `{{ ${"(".repeat(10_000)}${")".repeat(10_000)} }}`],
  ["lists", `{{ ${"[".repeat(10_000)}`],
  ["negations", `{{ ${"not -".repeat(10_000)}a }}`],
  ["sums", `{{ a${" + a".repeat(100_000)} }}`],
  ["attributes", `{{ a${".b".repeat(100_000)} }}`],
  ["filters", `{{ a${"|f(1)".repeat(50_000)} }}`],
  ["conditions", `{{ ${"a if b else ".repeat(20_000)}c }}`],
  ["blocks", "{% if a %}".repeat(10_000)],
  ["tags that nobody knows", "{% foo %}".repeat(50_000)],
  ["macros without an end", "{% macro a() %}\n".repeat(10_000)],
  ["crossed blocks", "{% if a %}{% for b in c %}{% endif %}\n".repeat(20_000)],
  ["comments without an end", "{#\n".repeat(100_000)],
  ["white space", `{%${" ".repeat(500_000)}{{${"\n".repeat(500_000)}`],
  ["strange characters", `{{ ${"$".repeat(100_000)} }}`],
  ["digits", `{{ ${"1".repeat(500_000)} }}`],
])("a text of nothing but %s parses", (_, text) => {
  const template = parseTemplate(text);
  expect(template.problems.length).toBeGreaterThan(0);
  expect(fault(template)).toBeUndefined();
});
