import { expect, test } from "vitest";
import { compare, contains, equals } from "./compare.ts";
import { PyDict, PyFloat, PyList, PySet, Traced, Undefined, Unknown, type Value } from "./values.ts";

test("1, 1.0 and True are one value and one key", () => {
  expect(equals(1, new PyFloat(1))).toBe(true);
  expect(equals(true, 1)).toBe(true);
  const dict = PyDict.from([
    [1, "one"],
    [new PyFloat(1), "float"],
    [true, "true"],
  ]);
  expect([...dict.entries()]).toEqual([[1, "true"]]);
});

test("ints and floats are compared exactly", () => {
  expect(equals(9007199254740993n, new PyFloat(9007199254740992))).toBe(false);
  expect(compare("<", new PyFloat(9007199254740992), 9007199254740993n)).toBe(true);
  expect(equals(new PyFloat(Number.NaN), new PyFloat(Number.NaN))).toBe(false);
});

test("texts are ordered by code point, not by UTF-16 unit", () => {
  expect(compare("<", "\uffee", "\u{1f600}")).toBe(true);
  expect(equals(new Traced("a", []), "a")).toBe(true);
});

test("what has no order says so in Python's words", () => {
  expect(() => compare("<", 1, "a")).toThrow("'<' not supported between instances of 'int' and 'str'");
  expect(() => compare(">", new Undefined("'x' is undefined"), 1)).toThrow("'x' is undefined");
});

test("no comparison with an unknown holds", () => {
  const unknown = new Unknown("why");
  expect(equals(unknown, unknown)).toBe(false);
  expect(compare("!=", unknown, 1)).toBe(false);
  expect(contains(new PyList([unknown]), unknown)).toBe(false);
});

test("lists that double are given up instead of compared for ever", () => {
  const doubled = (turns: number): Value => {
    let list: Value = new PyList([1]);
    for (let turn = 0; turn < turns; turn++) list = new PyList([list, list]);
    return list;
  };
  expect(() => equals(doubled(60), doubled(60))).toThrow("recursion");
});

test("sets are ordered by what they hold", () => {
  expect(compare("<", new PySet([1]), new PySet([1, 2]))).toBe(true);
  expect(compare("<=", new PySet([3]), new PySet([1, 2]))).toBe(false);
});
