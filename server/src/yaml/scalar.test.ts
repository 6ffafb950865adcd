import { expect, test } from "vitest";
import { WholeFloat } from "../base/plain.ts";
import { resolvePlain } from "./scalar.ts";

test.each<[string, unknown]>([
  ["yes", true],
  ["Off", false],
  ["TRUE", true],
  ["y", "y"],
  ["tRUE", "tRUE"],
  ["", null],
  ["~", null],
  ["Null", null],
  ["none", "none"],
])("the word %j is %j", (text, value) => expect(resolvePlain(text)).toBe(value));

test.each<[string, unknown]>([
  ["12", 12],
  ["-12", -12],
  ["+1_000", 1000],
  ["010", 8],
  ["08", "08"],
  ["0", 0],
  ["0x1F", 31],
  ["0b101", 5],
  ["0o17", "0o17"],
  ["1:30", 90],
  ["-1:30:00", -5400],
  ["9007199254740991", 9007199254740991],
  ["1-2", "1-2"],
])("the integer %j is %j", (text, value) => expect(resolvePlain(text)).toBe(value));

test("an integer beyond 2^53 is exact", () => {
  expect(resolvePlain("9007199254740993")).toBe(9007199254740993n);
  expect(resolvePlain("-0x20000000000001")).toBe(-9007199254740993n);
});

test.each<[string, unknown]>([
  ["1.5", 1.5],
  ["1.", new WholeFloat(1)],
  [".5", 0.5],
  ["1e3", "1e3"],
  ["1.0e3", "1.0e3"],
  ["1.0e+3", new WholeFloat(1000)],
  ["-.inf", Number.NEGATIVE_INFINITY],
  [".nan", Number.NaN],
  ["1:30.5", 90.5],
  ["1.2.3", "1.2.3"],
])("the float %j is %j", (text, value) => expect(resolvePlain(text)).toStrictEqual(value));

test.each<[string, unknown]>([
  ["2024-01-31", "2024-01-31"],
  ["2024-1-31", "2024-1-31"],
  ["2001-12-14t21:59:43.10", "2001-12-14 21:59:43.100000"],
  ["2001-12-14 21:59:43.10 -5", "2001-12-14 21:59:43.100000-05:00"],
  ["2001-12-14 21:59:43Z", "2001-12-14 21:59:43+00:00"],
  ["2024-01-31T", "2024-01-31T"],
])("the time %j is what Python prints for it, %j", (text, value) => expect(resolvePlain(text)).toBe(value));

test("text stays as it is", () => {
  for (const text of ["orders", "+tags", "-", "a: b", "1st"]) expect(resolvePlain(text)).toBe(text);
});
