import { expect, test } from "vitest";
import { repr, str, truthy, typeName } from "./text.ts";
import { PyDict, PyFloat, PyList, PySet, PyTuple, Traced, Undefined, Unknown, type Value } from "./values.ts";

test.each<readonly [Value, string]>([
  ["it's", `"it's"`],
  [`it's "x"`, `'it\\'s "x"'`],
  ["\t\n\x00\xad\u200b\u{e0001}é😀", `'\\t\\n\\x00\\xad\\u200b\\U000e0001é😀'`],
  [new PyFloat(1e16), "1e+16"],
  [new PyFloat(1e15), "1000000000000000.0"],
  [new PyFloat(0.0001), "0.0001"],
  [new PyFloat(0.00001), "1e-05"],
  [new PyFloat(-0), "-0.0"],
  [new PyFloat(Number.NaN), "nan"],
  [12345678901234567890n, "12345678901234567890"],
  [new PyTuple([1]), "(1,)"],
  [new PySet(), "set()"],
  [PyDict.from([["a", new PyList([null, true])]]), "{'a': [None, True]}"],
])("%o looks as Python shows it: %s", (value, expected) => {
  expect(repr(value)).toBe(expected);
});

test("what a value prints differs from its repr only for texts and undefined values", () => {
  expect(str("it's")).toBe("it's");
  expect(str(new Undefined("'x' is undefined"))).toBe("");
  expect(repr(new PyList([new Undefined("'x' is undefined")]))).toBe("[Undefined]");
  expect(str(new Unknown("why"))).toBe("__unknown__");
  expect(repr(new Traced("a", []))).toBe("'a'");
});

test("a list inside itself is hinted at, and lists that double are refused instead of printed for ever", () => {
  const list = new PyList([1]);
  list.items.push(list);
  expect(repr(list)).toBe("[1, [...]]");
  let doubled: Value = new PyList(["0123456789"]);
  for (let turn = 0; turn < 60; turn++) doubled = new PyList([doubled, doubled]);
  expect(() => repr(doubled)).toThrow("too large");
});

test("an int of more than 4300 digits is not printed, as in Python", () => {
  expect(() => str(10n ** 4300n)).toThrow("Exceeds the limit (4300 digits)");
  expect(str(10n ** 4299n)).toHaveLength(4300);
});

test("truth and type names are Python's", () => {
  const empty: Value[] = [null, false, 0, "", new PyFloat(0), new PyList(), new PyTuple([]), new PyDict(), new PySet()];
  expect([...empty, new Undefined(""), new Unknown("")].map(truthy)).not.toContain(true);
  expect([true, -1, " ", 10n ** 20n, new PyFloat(0.1), new PyList([0])].map(truthy)).not.toContain(false);
  expect([null, true, 1, "a", new PyFloat(1)].map(typeName)).toEqual(["NoneType", "bool", "int", "str", "float"]);
});
