import { expect, test } from "vitest";
import { outlined } from "../../test-kit/jinja-tree.ts";
import { parseTemplate } from "./parser.ts";

function outlineOf(text: string): string {
  const { body, problems } = parseTemplate(text);
  expect(problems).toEqual([]);
  return outlined(body);
}

test.each([
  ["a{{ b }}c", '"a" print b "c"'],
  ["{{ b, c }}", "print (b, c,)"],
  ["{# {{ a }} #}b", 'comment "b"'],
  ["{% raw %}{{ a }}{% endraw %}", 'raw "{{ a }}"'],
  ["{% if a %}b{% elif c %}d{% elif e %}{% else %}f{% endif %}", 'if a["b"] else if c["d"] else if e[] else["f"]'],
  ["{% if a: %}b{% else: %}c{% endif %}", 'if a["b"] else["c"]'],
  ["{% if a, b %}{% endif %}", "if (a, b,)[]"],
  ["{% for a in b %}c{% else %}d{% endfor %}", 'for a in b["c"] else["d"]'],
  ["{% for a, (b, c) in d if e recursive %}{% endfor %}", "for (a, (b, c)) in d if e recursive[]"],
  ["{% for a in b, c %}{% break %}{% continue %}{% endfor %}", "for a in (b, c,)[break continue]"],
  ["{% set a = 1 %}", "set a = 1"],
  ["{% set a, ns.b = 1, 2 %}", "set (a, ns.b) = (1, 2,)"],
  ["{% set (a, b) = c %}", "set (a, b) = c"],
  ["{% set a %}b{% endset %}", 'set a["b"]'],
  ["{% set a | upper | f(1) %}b{% endset %}", 'set a(|upper())(|f(1))["b"]'],
  ["{% set ns.a %}b{% endset %}", 'set ns.a["b"]'],
  ["{% do a.append(1) %}", "do a.append(1)"],
  ["{% macro m(a, b=1) %}c{% endmacro %}", 'macro m(a, b=1)["c"]'],
  ["{% macro m(a: string, b: dict[str, list[int]] = {}) %}{% endmacro %}", "macro m(a, b={})[]"],
  ["{% macro m(a,) -%} b {%- endmacro %}", 'macro m(a)["b"]'],
  ["{% call f(1) %}a{% endcall %}", 'call() f(1)["a"]'],
  ["{% call(a, b=1) x.f() %}{% endcall %}", "call(a, b=1) x.f()[]"],
  ["{% filter upper | trim %}a{% endfilter %}", 'filter (|upper())(|trim())["a"]'],
  ["{% with a = 1, b = a %}c{% endwith %}", 'with a=1, b=a["c"]'],
  ["{% with %}c{% endwith %}", 'with ["c"]'],
  ["{% autoescape false %}a{% endautoescape %}", 'with ["a"]'],
  ["{% print a %}", "print a"],
  ["{% print a, b %}", "print a print b"],
  ["{% test t(model) %}a{% endtest %}", 'test test_t(model)["a"]'],
  ["{% data_test t(model) %}a{% endtest %}", 'data_test test_t(model)["a"]'],
  ["{% data_test t(model) %}a{% enddata_test %}", 'data_test test_t(model)["a"]'],
  ["{% materialization m, default %}a{% endmaterialization %}", 'materialization materialization_m_default()["a"]'],
  [
    "{% materialization m, adapter='duckdb', supported_languages=['sql'] %}{% endmaterialization %}",
    'materialization materialization_m_duckdb(supported_languages=["sql"])[]',
  ],
  ["{% snapshot s %}a{% endsnapshot %}", 'snapshot s["a"]'],
  ["{% docs d %}a {{ b } {% if %}{% enddocs %}c", 'docs d["a {{ b } {% if %}"] "c"'],
  ["{% include 'a' ignore missing with context %}", "include"],
  ["{% import 'a' as b without context %}", "import b"],
  ["{% from 'a' import b, c as d with context %}", "from b, d"],
  ["{% extends 'a' %}", "extends"],
  ["{% block a scoped %}b{% endblock a %}", 'block a["b"]'],
])("%s", (text, expected) => {
  expect(outlineOf(text)).toBe(expected);
});

test("a text without delimiters is one text, as it is", () => {
  const text = "select 1\r\n";
  expect(parseTemplate(text)).toEqual({
    text,
    body: [{ kind: "text", value: "select 1\r\n", span: { start: 0, end: 10 } }],
    problems: [],
    hasJinja: false,
  });
  expect(parseTemplate("").body).toEqual([]);
});

test("a closing delimiter alone makes a text a template, as for dbt", () => {
  expect(parseTemplate("a }}\r\n")).toMatchObject({ hasJinja: true, body: [{ value: "a }}" }] });
});

test("a macro says where its head and its name are, and by what name it is called", () => {
  expect(parseTemplate("a{% test unique(model) %}b{% endtest %}").body[1]).toMatchObject({
    kind: "macro",
    name: "unique",
    callName: "test_unique",
    nameSpan: { start: 9, end: 15 },
    head: { start: 1, end: 25 },
    parameters: [{ name: "model", span: { start: 16, end: 21 } }],
    closed: true,
    span: { start: 1, end: 39 },
  });
});

test("each branch of an if has the span of its tag", () => {
  expect(parseTemplate("{% if a %}{% elif b %}{% endif %}").body[0]).toMatchObject({
    branches: [{ tag: { start: 0, end: 10 } }, { tag: { start: 10, end: 22 } }],
  });
});

test.each([
  ["{{ caller() }}", { caller: true, varargs: false, kwargs: false }],
  ["{% for a in varargs %}{% endfor %}", { caller: false, varargs: true, kwargs: false }],
  ["{{ f(**kwargs) }}", { caller: false, varargs: false, kwargs: true }],
  ["{% set kwargs = kwargs %}{{ kwargs }}", { caller: false, varargs: false, kwargs: false }],
  ["{{ kwargs }}{% set kwargs = 1 %}", { caller: false, varargs: false, kwargs: true }],
  ["{% macro n() %}{{ caller() }}{% endmacro %}", { caller: true, varargs: false, kwargs: false }],
  ["{% macro n(varargs) %}{{ varargs }}{% endmacro %}", { caller: false, varargs: false, kwargs: false }],
  ["{{ x.caller }} kwargs", { caller: false, varargs: false, kwargs: false }],
])("a macro with the body %s knows which surplus it takes", (body, uses) => {
  expect(parseTemplate(`{% macro m() %}${body}{% endmacro %}`).body[0]).toMatchObject({ uses });
  expect(parseTemplate(`{% call f() %}${body}{% endcall %}`).body[0]).toMatchObject({ uses });
});

test("a parameter called kwargs is a parameter", () => {
  const text = "{% macro m(kwargs) %}{{ kwargs }}{% endmacro %}";
  expect(parseTemplate(text).body[0]).toMatchObject({ uses: { kwargs: false } });
});
