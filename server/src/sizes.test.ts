import ts from "typescript";
import { expect, test } from "vitest";
import { sources } from "../test-kit/sources.ts";

const written = sources().filter((it) => !it.isTest);
const lines = (text: string) => text.trimEnd().split("\n").length;
const sizes = written.map((it) => lines(it.text)).sort((a, b) => a - b);
const at = (share: number) => sizes[Math.floor((sizes.length - 1) * share)] ?? 0;

test("files are small: half of them have at most 90 lines, nine in ten at most 300", () => {
  expect(at(0.5)).toBeLessThanOrEqual(90);
  expect(at(0.9)).toBeLessThanOrEqual(300);
});

test("no file has more than 500 lines", () => {
  expect(written.filter((it) => lines(it.text) > 500).map((it) => it.path)).toEqual([]);
});

/** The lines of a function less those of the functions inside it, which are counted for themselves. */
function longFunctions(path: string, text: string): readonly string[] {
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, false);
  const lineOf = (position: number) => file.getLineAndCharacterOfPosition(position).line;
  const found: string[] = [];
  const visit = (node: ts.Node): number => {
    let inside = 0;
    ts.forEachChild(node, (it) => {
      inside += visit(it);
    });
    if (!ts.isFunctionLike(node) || !("body" in node) || !node.body) return inside;
    const first = lineOf(node.getStart(file));
    const all = lineOf(node.end) - first;
    if (all + 1 - inside > 60) found.push(`${path}:${first + 1} has a function of ${all + 1 - inside} lines`);
    return all;
  };
  visit(file);
  return found;
}

test("no function has more than 60 lines of its own", () => {
  const candidates = written.filter((it) => lines(it.text) > 60);
  expect(candidates.flatMap((it) => longFunctions(it.path, it.text))).toEqual([]);
});

test("a long function is found, one that only holds short ones is not", () => {
  const body = (count: number) => "  a();\n".repeat(count);
  expect(longFunctions("a.ts", `function f() {\n${body(60)}}\n`)).toEqual(["a.ts:1 has a function of 62 lines"]);
  expect(longFunctions("a.ts", `function f() {\n  function g() {\n${body(50)}  }\n${body(40)}}\n`)).toEqual([]);
});
