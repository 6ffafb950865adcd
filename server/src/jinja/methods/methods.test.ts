import { expect, test } from "vitest";
import { interpreterOf, Overrun } from "../../../test-kit/interpreter.ts";
import { NativeFunction, type Piece, PyDict, PyList, PyTuple, Traced, Unknown, type Value } from "../values.ts";
import { methodsOf } from "./index.ts";

function call(
  self: Value,
  name: string,
  positional: readonly Value[] = [],
  keyword: Record<string, Value> = {},
): Value {
  const method = methodsOf(self)?.get(name);
  if (!method) throw new Error(`no method ${name}`);
  return method(self, positional, new Map(Object.entries(keyword)), interpreterOf());
}

const verbatim: Piece = { kind: "verbatim", length: 5, path: "m.sql", start: 40, end: 45 };

test("stripping keeps the origins of what is left", () => {
  const traced = new Traced("--x--", [verbatim]);
  expect(call(traced, "strip", ["-"])).toEqual(new Traced("x", [{ ...verbatim, length: 1, start: 42, end: 43 }]));
  expect(call(traced, "lstrip", ["-"])).toEqual(new Traced("x--", [{ ...verbatim, length: 3, start: 42 }]));
  expect(call(traced, "upper")).toBe("--X--");
});

test("joining keeps the origins of the items", () => {
  expect(call(",", "join", [new PyList([new Traced("--x--", [verbatim]), "b"])])).toEqual(
    new Traced("--x--,b", [verbatim, { kind: "scaffold", length: 1 }, { kind: "scaffold", length: 1 }]),
  );
});

test("what a method would fill up is charged before it is made", () => {
  const many = 10 ** 9;
  for (const name of ["ljust", "rjust", "center", "zfill"]) expect(() => call("x", name, [many])).toThrow(Overrun);
  expect(() => call("\t", "expandtabs", [many])).toThrow(Overrun);
  expect(() => call("a".repeat(5000), "replace", ["", "b".repeat(5000)])).toThrow(Overrun);
  expect(() => call("b".repeat(5000), "join", ["a".repeat(5000)])).toThrow(Overrun);
});

test("a list is changed in place, and sorted with a function of the template", () => {
  const list = new PyList([3, 1, 2]);
  expect(call(list, "append", [0])).toBe(null);
  const negative = new NativeFunction("negative", ([it]) => (typeof it === "number" ? -it : 0));
  expect(call(list, "sort", [], { key: negative })).toBe(null);
  expect(list.items).toEqual([3, 2, 1, 0]);
  expect(call(list, "extend", [list])).toBe(null);
  expect(list.items).toHaveLength(8);
});

test("an unknown key has an unknown value, and an unknown item may stand in a list", () => {
  const unknown = new Unknown("why");
  expect(call(new PyDict(), "get", [unknown, 1])).toBe(unknown);
  expect(call(new PyTuple([1]), "index", [unknown])).toBe(unknown);
  const list = new PyList();
  call(list, "append", [unknown]);
  expect(list.items).toEqual([unknown]);
  expect(call("a", "replace", ["a", unknown])).toBe(unknown);
});

test("positions are code points", () => {
  expect(call("é😀x😀", "find", ["x"])).toBe(2);
  expect(call("é😀x😀", "rfind", ["😀"])).toBe(3);
  expect(call("😀", "rjust", [3, "🙂"])).toBe("🙂🙂😀");
  expect(call("😀a😀", "strip", ["😀"])).toBe("a");
});
