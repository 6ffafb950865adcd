import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { readTolerantly } from "./parse.ts";
import { readPlainly } from "./plainly.ts";

const PROJECTS = join(import.meta.dirname, "../../../test-fixtures/projects");

const STYLES: Readonly<Record<string, string>> = {
  empty: "",
  comments: "# only\n# comments\n",
  "lists and maps":
    "models:\n  - name: orders\n    columns:\n    - name: id\n      data_tests: [unique, not_null]\n\n  - name: b\n",
  scalars: "a: 1\nb: yes\nc: ~\nd: 'it''s'\ne: \"x\\ty\"\nf: 2024-01-02\ng: 0x1f\nh: 1e3\ni: .inf\n'j': \"\"\n",
  "values left out": "a:\nb:   \nc: # why\nd:\n  - e:\n  - f\n",
  "plain text over lines": "description: one\n  two\n\n  three\nname: x\n",
  "block text": "a: |\n  one\n   two\n\nb: >-\n  three\n  four\n\n\nc: | # clipped\n  five\n\n\n\nd: |2\n   six\n",
  "flow over lines": "a: [ 'x', # first ]\n  y,\n  ]\nb: { c: 1,\n  d: [ ] }\ne: {}\n",
  CRLF: "\uFEFFa:\r\n  - b: 1\r\n    c: |\r\n      d\r\n  - e\r\n",
  "a list alone": "- a\n- [b, {c: d}]\n",
  "a scalar alone": "just text\n",
};

test.each(Object.entries(STYLES))("%s: the same tree, places included, as the tolerant reader's", (_, text) => {
  const plain = readPlainly(text);
  expect(plain).toBeDefined();
  expect({ root: plain?.root, problems: [] }).toEqual(readTolerantly(text));
});

test("every YAML file of the fixtures is read alike", () => {
  const files = readdirSync(PROJECTS, { recursive: true, encoding: "utf8" }).filter((it) => /\.ya?ml$/.test(it));
  const texts = files.map((it) => readFileSync(join(PROJECTS, it), "utf8"));
  const plain = texts.filter((it) => readPlainly(it) !== undefined);
  expect(plain.length).toBeGreaterThan(10);
  for (const text of plain) expect({ root: readPlainly(text)?.root, problems: [] }).toEqual(readTolerantly(text));
});

test.each([
  ["an anchor", "a: &x 1\nb: *x\n"],
  ["a merge key", "a: {b: 1}\nc:\n  <<: {d: 2}\n"],
  ["a tag", "a: !!str 1\n"],
  ["a key that is set twice", "a: 1\na: 2\n"],
  ["a key that is no string", "on: 1\n"],
  ["a key that is a map", "a: {{ b }}\n"],
  ["an item that is left out", "- a\n-\n- b\n"],
  ["block text that keeps its line breaks", "a: |+\n  b\n\n"],
  ["two documents", "a: 1\n---\nb: 2\n"],
  ["a quote that never ends", "a: 'b\n"],
  ["an indentation that fits nothing", "a:\n  b: 1\n c: 2\n"],
  ["a tab that indents", "a:\n\tb: 1\n"],
])("%s is left to the tolerant reader", (_, text) => {
  expect(readPlainly(text)).toBeUndefined();
});
