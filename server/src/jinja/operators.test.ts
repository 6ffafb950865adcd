import { expect, test } from "vitest";
import { interpreterOf, Overrun } from "../../test-kit/interpreter.ts";
import { binary, concat, negate } from "./operators.ts";
import { str } from "./text.ts";
import { type Piece, PyFloat, PyList, Traced, Unknown, type Value } from "./values.ts";

const free = () => undefined;
const written: Piece = { kind: "verbatim", length: 3, path: "macros/m.sql", start: 10, end: 13 };

test("ints stay exact beyond 2^53 and come back to numbers below it", () => {
  const huge = binary("*", 9007199254740991, 3, free);
  expect(huge).toBe(27021597764222973n);
  expect(binary("//", huge, 3, free)).toBe(9007199254740991);
  expect(binary("-", binary("+", Number.MAX_SAFE_INTEGER, 1, free), 1, free)).toBe(Number.MAX_SAFE_INTEGER);
  expect(binary("%", -7, 3, free)).toBe(2);
  expect(negate(0)).toBe(0);
});

test("dividing ints gives the nearest float, also where the ints are longer than a float", () => {
  expect(binary("/", 10n ** 400n + 1n, 10n ** 400n, free)).toEqual(new PyFloat(1));
  expect(binary("/", 6, 3, free)).toEqual(new PyFloat(2));
});

test("what would take too much memory is refused before it is taken", () => {
  const { charge } = interpreterOf();
  const attempts: readonly (readonly [string, Value, Value])[] = [
    ["*", "x", 10 ** 9],
    ["*", new PyList([1, 2]), 10 ** 12],
    ["*", 10n ** 30n, "ab"],
    ["%", "%999999999d", 1],
    ["**", 10, 10 ** 9],
    ["**", 2n ** 70n, 2n ** 70n],
  ];
  for (const [operator, left, right] of attempts)
    expect(() => binary(operator as "*", left, right, charge)).toThrow(Overrun);
});

test("squaring again and again is charged for what it costs", () => {
  const { charge } = interpreterOf({ steps: 5_000_000, size: 20_000_000 });
  let value: Value = 3;
  expect(() => {
    for (let turn = 0; turn < 64; turn++) value = binary("*", value, value, charge);
  }).toThrow(Overrun);
});

test("`~` keeps the origins of what is traced and asks for those of the rest", () => {
  const joined = concat(
    [new Traced("abc", [written]), 1, ""],
    (index) => ({ kind: "printed", path: "models/m.sql", start: index, end: index + 1 }),
    free,
  );
  expect(joined).toEqual(
    new Traced("abc1", [written, { kind: "printed", path: "models/m.sql", start: 1, end: 2, length: 1 }]),
  );
  expect(concat(["a", 1], () => ({ kind: "scaffold" }), free)).toBe("a1");
});

test("`+` keeps the origins of its traced side", () => {
  const sum = binary("+", new Traced("abc", [written]), "!", free);
  expect(sum).toEqual(new Traced("abc!", [written, { kind: "scaffold", length: 1 }]));
});

test("an unknown spreads through arithmetic, and stands as a placeholder inside text", () => {
  const unknown = new Unknown("only the warehouse knows");
  expect(binary("+", 1, unknown, free)).toBe(unknown);
  expect(binary("*", unknown, "a", free)).toBe(unknown);
  const text = binary("+", "max: ", unknown, free);
  expect(str(text)).toBe("max: __unknown__");
  expect(text).toEqual(
    new Traced("max: __unknown__", [
      { kind: "scaffold", length: 5 },
      { kind: "unknown", length: 11, reason: "only the warehouse knows" },
    ]),
  );
});
