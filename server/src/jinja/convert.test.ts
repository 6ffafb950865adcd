import { expect, test } from "vitest";
import { fromPlain, toPlain } from "./convert.ts";
import { PyDict, PyFloat, PyList, PySet, PyTuple, Traced, Undefined, Unknown } from "./values.ts";

test("plain data comes back as it went in", () => {
  const plain = { a: [1, 2.5, null, true, "x"], big: 9007199254740993n, __proto__x: {} };
  expect(toPlain(fromPlain(plain))).toEqual(plain);
});

test("numbers with a fraction, and those too large to be exact, are floats", () => {
  expect(fromPlain(1)).toBe(1);
  expect(fromPlain(1.5)).toEqual(new PyFloat(1.5));
  expect(fromPlain(1e20)).toEqual(new PyFloat(1e20));
  expect(fromPlain(10n)).toBe(10);
});

test("each conversion makes new containers", () => {
  const source = { list: [1] };
  const value = fromPlain(source);
  const list = value instanceof PyDict ? value.get("list") : undefined;
  if (list instanceof PyList) list.items.push(2);
  expect(source).toEqual({ list: [1] });
});

test("keys become what JSON makes of them, `__proto__` among them", () => {
  const dict = PyDict.from([
    [true, 1],
    [null, new PyTuple([2])],
    [new PyFloat(1.5), new Traced("t", [])],
    ["__proto__", 3],
  ]);
  const plain = toPlain(dict);
  expect(Object.entries(plain ?? {})).toEqual([
    ["true", 1],
    ["null", [2]],
    ["1.5", "t"],
    ["__proto__", 3],
  ]);
});

test("what is not plain says so", () => {
  const self = new PyList();
  self.items.push(self);
  for (const value of [new Undefined(""), new Unknown(""), new PySet([1]), self])
    expect(() => toPlain(value)).toThrow();
});
