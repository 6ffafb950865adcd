import { expect, test } from "vitest";
import { interpreterOf, Overrun } from "../../../test-kit/interpreter.ts";
import { iterate } from "../iterate.ts";
import { str } from "../text.ts";
import { type Piece, PyList, Traced, Unknown, type Value } from "../values.ts";
import { filter } from "./index.ts";
import { FILTER_NAMES } from "./names.ts";

function apply(
  name: string,
  input: Value,
  positional: readonly Value[] = [],
  keyword: Record<string, Value> = {},
): Value {
  const run = filter(name);
  if (!run) throw new Error(`no filter ${name}`);
  return run(input, positional, new Map(Object.entries(keyword)), interpreterOf());
}

const verbatim: Piece = { kind: "verbatim", length: 5, path: "m.sql", start: 40, end: 45 };

test("the list of names is the list of filters", () => {
  expect([...FILTER_NAMES].filter((name) => !filter(name))).toEqual([]);
  expect(filter("constructor")).toBeUndefined();
  expect(filter("nope")).toBeUndefined();
});

test("trimming keeps the origins of what is left", () => {
  expect(apply("trim", new Traced("  x  ", [verbatim]))).toEqual(
    new Traced("x", [{ ...verbatim, length: 1, start: 42, end: 43 }]),
  );
  const traced = new Traced("hello", [verbatim]);
  expect(apply("string", traced)).toBe(traced);
  expect(apply("safe", traced)).toBe(traced);
});

test("joining keeps the origins of the items, and shows where one is unknown", () => {
  const joined = apply("join", new PyList([new Traced("hello", [verbatim]), 1, new Unknown("why")]), [", "]);
  expect(joined).toEqual(
    new Traced("hello, 1, __unknown__", [
      verbatim,
      { kind: "scaffold", length: 2 },
      { kind: "scaffold", length: 1 },
      { kind: "scaffold", length: 2 },
      { kind: "unknown", length: 11, reason: "why" },
    ]),
  );
});

test("an unknown goes through every filter", () => {
  const unknown = new Unknown("why");
  for (const name of FILTER_NAMES) expect(apply(name, unknown)).toBe(unknown);
  expect(apply("replace", "a", ["a", unknown])).toBe(unknown);
  expect(apply("default", 1, [unknown])).toBe(1);
});

test("what a filter would fill up is charged before it is made", () => {
  const many = 10 ** 9;
  expect(() => apply("center", "x", [many])).toThrow(Overrun);
  expect(() => apply("indent", "a\nb", [many])).toThrow(Overrun);
  expect(() => apply("format", "%9999999s", ["x"])).toThrow(Overrun);
  expect(() => apply("replace", "a".repeat(5000), ["a", "b".repeat(5000)])).toThrow(Overrun);
  expect(() => apply("list", apply("batch", new PyList([1]), [many, 0]))).toThrow(Overrun);
  expect(() => apply("list", apply("slice", new PyList([1]), [many]))).toThrow(Overrun);
  expect(() => apply("round", 1, [-many, "ceil"])).not.toThrow(RangeError);
});

test("a generator is gone through once and prints as one", () => {
  const generator = apply("map", new PyList(["a", "b"]), ["upper"]);
  expect(str(generator)).toBe("<generator object sync_do_map>");
  expect([...iterate(generator)]).toEqual(["A", "B"]);
  expect([...iterate(generator)]).toEqual([]);
});

test("a random choice is not known, and says why", () => {
  const interpreter = interpreterOf();
  const chosen = filter("random")?.(new PyList([1, 2]), [], new Map(), interpreter);
  expect(chosen).toBeInstanceOf(Unknown);
  expect(interpreter.reasons).toHaveLength(1);
});
