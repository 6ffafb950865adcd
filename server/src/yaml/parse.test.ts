import { expect, test } from "vitest";
import { parseFixture } from "../../test-kit/fixture.ts";
import { parseYaml } from "./parse.ts";
import { entryOf, plainOf } from "./tree.ts";

const readValue = (text: string) => {
  const { root } = parseYaml({ text });
  return root && plainOf(root);
};

/** Every problem stands at its mark and nowhere else, and says the mark's words. */
function checkProblems(source: string, value?: unknown): void {
  const { files, marks } = parseFixture(source);
  const text = [...files.values()].join("");
  const { root, problems } = parseYaml({ text });
  expect(problems.map((it) => ({ ...it.span, says: it.message }))).toEqual(
    marks.map((it) => ({ ...it.span, says: expect.stringContaining(it.text) })),
  );
  if (value !== undefined) expect(root && plainOf(root)).toEqual(value);
}

test("values have their types, keys their order", () => {
  const value = readValue("b: [1, two, 3.5]\na: {x: yes, y: ~}\n'on': \"010\"\nt: |\n  line\n");
  expect(value).toEqual({ b: [1, "two", 3.5], a: { x: true, y: null }, on: "010", t: "line\n" });
  expect(Object.keys(value ?? {})).toEqual(["b", "a", "on", "t"]);
});

test("keys that aren't strings are spelled as Python prints them", () => {
  expect(readValue("on: 1\n2: b\n~: c\n")).toEqual({ True: 1, "2": "b", None: "c" });
});

test("every key and value knows where it stands", () => {
  const text = "models:\n  - name: orders\n    tags: ['a', b]\n";
  const models = entryOf(parseYaml({ text }).root, "models");
  const cut = (span: { start: number; end: number } | undefined) => span && text.slice(span.start, span.end);
  expect(cut(models?.keySpan)).toBe("models");
  const first = models?.value.kind === "list" ? models.value.items[0] : undefined;
  expect(cut(entryOf(first, "name")?.value.span)).toBe("orders");
  const tags = entryOf(first, "tags")?.value;
  const [quoted, plain] = tags?.kind === "list" ? tags.items : [];
  expect([cut(quoted?.span), cut(plain?.span)]).toEqual(["'a'", "b"]);
  expect(quoted?.kind === "scalar" && cut(quoted.content)).toBe("a");
});

test("a string with an escape has no text that stands for it one to one", () => {
  const { root } = parseYaml({ text: 'a: "x\\ty"\n' });
  const value = entryOf(root, "a")?.value;
  expect(value?.kind === "scalar" && [value.value, value.content]).toEqual(["x\ty", undefined]);
});

test("CRLF and a byte order mark are no part of any value", () => {
  const text = "\uFEFFname: shop\r\nvars:\r\n  a: |\r\n    x\r\n    y\r\n";
  const { root, problems } = parseYaml({ text });
  expect(problems).toEqual([]);
  expect(root && plainOf(root)).toEqual({ name: "shop", vars: { a: "x\ny\n" } });
  const span = entryOf(root, "name")?.value.span;
  expect(span && text.slice(span.start, span.end)).toBe("shop");
});

test("an empty file and a file of comments hold nothing, and nothing is wrong with them", () => {
  expect(parseYaml({ text: "" })).toEqual({ root: undefined, problems: [] });
  expect(parseYaml({ text: "# nothing yet\n" })).toEqual({ root: undefined, problems: [] });
});

test("a text is parsed once", () => {
  const file = { text: "a: 1\n" };
  expect(parseYaml(file)).toBe(parseYaml(file));
});

test("several slips are several problems, and what lies between them is read", () => {
  checkProblems(
    `
models:
  - name: a
    confi
    ^^^^^ Expected \`:\` after \`confi\`
  - name: @b
          ^ can't begin with \`@\`
  - name: c
`,
    { models: [{ name: "a", confi: null }, { name: "@b" }, { name: "c" }] },
  );
});

test("a tab in the indentation", () => {
  checkProblems(`
models:
\t- name: a
^ A tab is used for indentation
`);
});

test("a value that begins with braces must stand in quotes", () => {
  checkProblems(
    `
schema: {{ var('x') }}
        ^^^^^^^^^^^^^^ must stand in quotes
name: shop
`,
    { schema: {}, name: "shop" },
  );
  checkProblems(`
schema: {{ target.schema }}_raw
        ^^^^^^^^^^^^^^^^^^^ must stand in quotes
                           ^^^^ must stand in quotes
`);
});

test("a second colon on a line", () => {
  checkProblems(`
description: note: this is wrong
             ^^^^ A second \`:\` on this line
`);
});

test("a quote inside of the same quotes", () => {
  checkProblems(`
schema: "{{ var("schema") }}"
                 ^^^^^^^^^^^^ Text after the closing quote
`);
});

test("a line that fits no indentation", () => {
  checkProblems(
    `
models:
   - name: a
  other: 1
^ fits none of the lines above
name: shop
`,
    { models: [{ name: "a" }], other: 1, name: "shop" },
  );
});

test("an open bracket", () => {
  checkProblems(
    `
tags: [a, b
name: shop
^^^^ not closed before this line
`,
    { tags: ["a", "b"], name: "shop" },
  );
});

test("a quote that never ends", () => {
  const { problems } = parseYaml({ text: "a: 'x\nb: 1\n" });
  expect(problems.map((it) => it.message)).toEqual([
    "The file ends inside a quoted value or a bracket: its end is missing.",
  ]);
});

test("a second document", () => {
  checkProblems(`
a: 1
---
^^^ A second document begins here
b: 2
`);
});

test("a repeated key: dbt takes the last", () => {
  checkProblems(
    `
name: a
tags: x
name: b
^^^^ \`name\` is already set above
`,
    { name: "b", tags: "x" },
  );
});

test("an anchor stands for its value wherever it is named", () => {
  expect(readValue("a: &x {k: 1}\nb: *x\nc: [*x, *x]\n")).toEqual({
    a: { k: 1 },
    b: { k: 1 },
    c: [{ k: 1 }, { k: 1 }],
  });
});

test("own keys beat merged ones, and the first merged map beats the next", () => {
  const text = "x: &x {a: 1, b: 1}\ny: &y {b: 2, c: 2}\nz:\n  c: 3\n  <<: [*x, *y]\n";
  expect(entryOf(parseYaml({ text }).root, "z")?.value).toMatchObject({
    entries: [
      { key: "a", value: { value: 1 } },
      { key: "b", value: { value: 1 } },
      { key: "c", value: { value: 3 } },
    ],
  });
});

test("an unknown anchor, and one that stands for itself", () => {
  checkProblems(`
a: *nope
   ^^^^^ No anchor \`&nope\`
b: &b
  - *b
    ^^ No anchor \`&b\`
`);
});

test("aliases can't make a small file big", () => {
  const levels = Array.from(
    { length: 12 },
    (_, at) => `l${at + 1}: &l${at + 1} [${Array(9).fill(`*l${at}`).join(", ")}]`,
  );
  const { problems } = parseYaml({ text: `l0: &l0 [x, x, x]\n${levels.join("\n")}\n` });
  expect(problems[0]?.message).toContain("stand for more than 1000000 values");
});

test("deep nesting is a problem and no crash", () => {
  for (const nested of ["[", "{a: ", "- "]) {
    const { root, problems } = parseYaml({ text: nested.repeat(10_000) });
    expect(problems.map((it) => it.message)).toContain("This is nested too deeply to be read.");
    expect(root && plainOf(root)).toBeDefined();
  }
});

test("tags that dbt reads are read, others reported", () => {
  checkProblems(
    `
a: !!str 12
b: !secret x
           ^ doesn't know the YAML tag \`!secret\`
`,
    { a: "12", b: "x" },
  );
});

test("a key that is a list", () => {
  checkProblems(`
? [a, b]
  ^^^^^^ A key must be a single value
: c
`);
});
