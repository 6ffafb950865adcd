import { expect, test } from "vitest";
import { parseYaml } from "./parse.ts";
import { plainOf } from "./tree.ts";

/** What PyYAML makes of each text was read from PyYAML 6. */
test.each([
  [
    "a bracket that is closed at the line's beginning",
    "a:\n x: [\n   1, # one\n   'two'\n]\n y: 3\n",
    { a: { x: [1, "two"], y: 3 } },
  ],
  [
    "a string that goes on to the left of its key",
    'a:\n  - d: "one\n two"\n    t: 1\n',
    { a: [{ d: "one two", t: 1 }] },
  ],
  [
    "with blank lines",
    "a:\n  b: 'one\n\n\n  it''s two  \n three'\nc: 1\n",
    { a: { b: "one\n\nit's two three" }, c: 1 },
  ],
  ["with Windows' line ends", 'a:\r\n  b: "one\r\n  two"\r\n  c: 1\r\n', { a: { b: "one two", c: 1 } }],
  ["a string in brackets", 'a:\n  - d: ["one \\"1\\"\n two", 3]\n    t: 1\n', { a: [{ d: ['one "1" two', 3], t: 1 }] }],
  [
    "a block scalar before it is left alone",
    "a:\n  - s: |\n      it's [ not\n\n      closed\n    d: {x: 1,\n  y: 2\n}\n    t: !!str 1\n",
    { a: [{ s: "it's [ not\n\nclosed\n", d: { x: 1, y: 2 }, t: "1" }] },
  ],
  [
    "an apostrophe in a plain text",
    "a:\n  b: don't\n  c: [\n  don't, 'x\n y'\n]\n  d: 1\n",
    { a: { b: "don't", c: ["don't", "x y"], d: 1 } },
  ],
])("%s", (_, text, value) => {
  const { root, problems } = parseYaml({ text });
  expect(problems).toEqual([]);
  expect(root && plainOf(root)).toEqual(value);
});

test("places stay what they are, and what is wrong elsewhere is still told", () => {
  const text = "a: [\n1\n]\nb: [\n2\n]\nc: [3\n";
  const { problems } = parseYaml({ text });
  expect(problems.length).toBeGreaterThan(0);
  expect(problems.every((it) => it.span.start >= text.indexOf("[3"))).toBe(true);
});
