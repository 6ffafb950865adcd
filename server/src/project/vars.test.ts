import { expect, test } from "vitest";
import { readVars } from "./command-line-vars.ts";
import { keepLast } from "./keep.ts";
import { lookUpVar } from "./vars.ts";

const scope = {
  commandLine: { a: "command line" },
  root: { a: "root", b: "root", d: null, pkg: { b: "root for pkg", c: "root for pkg" } },
  own: { a: "own", b: "own", c: "own", e: "own", pkg: { e: "own block" } },
  packageName: "pkg",
};

test.each<[string, unknown]>([
  ["a", "command line"],
  ["b", "root for pkg"],
  ["c", "root for pkg"],
  ["d", null],
  ["e", "own block"],
  ["nobody", undefined],
  ["toString", undefined],
])("the var %s is %j", (name, value) => expect(lookUpVar(scope, name)).toBe(value));

test.each<[string, unknown]>([
  ["{a: 1, b: [x]}", { a: 1, b: ["x"] }],
  ['{"a": "1"}', { a: "1" }],
  ["a: yes", { a: true }],
  ["", {}],
])("--vars %j", (text, value) => expect(readVars(text)).toEqual({ ok: true, value }));

test("--vars that are no map, or no YAML", () => {
  expect(readVars("just a word")).toEqual({ ok: false, error: expect.stringContaining("need a map") });
  expect(readVars("{a: 1")).toEqual({ ok: false, error: expect.stringContaining("not valid YAML") });
});

test("an answer is kept while its parts are the same, lists by their elements", () => {
  const made: number[] = [];
  const [x, y] = [{}, {}];
  const sum = keepLast((items: readonly object[], more: number) => made.push(items.length + more));
  expect([sum([x, y], 1), sum([x, y], 1)]).toEqual([1, 1]);
  expect([sum([y, x], 1), sum([y, x], 2), sum([y], 2)]).toEqual([2, 3, 4]);
});
