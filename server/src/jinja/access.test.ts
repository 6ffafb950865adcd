import { expect, test } from "vitest";
import { interpreterOf } from "../../test-kit/interpreter.ts";
import { attribute, item, slice } from "./access.ts";
import { str } from "./text.ts";
import {
  HostObject,
  Namespaced,
  NativeFunction,
  PyDict,
  PyFloat,
  PyList,
  PySet,
  PyTuple,
  Traced,
  Undefined,
  Unknown,
  type Value,
} from "./values.ts";

const EVERY_TYPE: readonly Value[] = [
  null,
  true,
  1,
  10n ** 20n,
  "text",
  new PyFloat(1),
  new Traced("t", []),
  new PyList([1]),
  new PyTuple([1]),
  new PyDict(),
  new PySet([1]),
  new NativeFunction("ref", () => null),
  new Namespaced("module", () => undefined),
];

// Names that every JavaScript object or function answers to.
const JAVASCRIPT = [
  "constructor",
  "prototype",
  "toString",
  "valueOf",
  "hasOwnProperty",
  "isPrototypeOf",
  "__proto__",
  "__defineGetter__",
  "__lookupGetter__",
  "propertyIsEnumerable",
  "toLocaleString",
  "push",
  "map",
  "charCodeAt",
  "substring",
  "toFixed",
  "apply",
  "bind",
  "call",
  "arguments",
  "caller",
  "items_",
  "typeName",
  "entries",
  "#names",
];

test("no property of JavaScript can be reached from any value", () => {
  for (const value of EVERY_TYPE)
    for (const name of JAVASCRIPT) {
      expect(attribute(value, name)).toBeInstanceOf(Undefined);
      expect(item(value, name)).toBeInstanceOf(Undefined);
    }
});

test("Python's own special names are kept by the sandbox", () => {
  for (const value of EVERY_TYPE) {
    if (value instanceof HostObject) continue;
    const found = attribute(value, "__class__");
    expect(found).toMatchObject({ errorType: "SecurityError" });
    expect(item(value, "__class__")).toMatchObject({ errorType: "SecurityError" });
  }
});

test("a dict's methods come before its keys with a dot, its keys first with brackets", () => {
  const dict = PyDict.from([
    ["items", 1],
    ["other", 2],
  ]);
  expect(str(attribute(dict, "items"))).toBe("<built-in method items of dict object>");
  expect(item(dict, "items")).toBe(1);
  expect(attribute(dict, "other")).toBe(2);
});

test("what is missing is undefined in Jinja2's words", () => {
  expect(attribute(new PyDict(), "x")).toEqual(new Undefined("'dict object' has no attribute 'x'"));
  expect(attribute(null, "x")).toEqual(new Undefined("'None' has no attribute 'x'"));
  expect(item(new PyList([1]), 5)).toEqual(new Undefined("list object has no element 5"));
  expect(() => attribute(new Undefined("'foo' is undefined"), "x")).toThrow("'foo' is undefined");
});

test("an unknown has unknown attributes, items and slices", () => {
  const unknown = new Unknown("why");
  expect(attribute(unknown, "x")).toBe(unknown);
  expect(item(new PyDict(), unknown)).toBe(unknown);
  expect(slice(new PyList([1]), unknown, undefined, undefined)).toBe(unknown);
});

test("slices of a traced text keep its origins", () => {
  const traced = new Traced("abcdef", [{ kind: "verbatim", length: 6, path: "a.sql", start: 10, end: 16 }]);
  expect(slice(traced, 2, -1, undefined)).toEqual(
    new Traced("cde", [{ kind: "verbatim", length: 3, path: "a.sql", start: 12, end: 15 }]),
  );
});

test("format looks into its arguments as the sandbox does", () => {
  const format = attribute("{0.__class__}{0[constructor]}{0.constructor}|{0[a]}", "format");
  const call = format instanceof HostObject ? format.call : undefined;
  expect(call?.([PyDict.from([["a", 7]])], new Map(), interpreterOf())).toBe("|7");
});
