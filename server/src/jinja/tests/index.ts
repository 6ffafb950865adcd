import { bind } from "../arguments.ts";
import { type ComparisonOperator, compare, contains, equals, identical } from "../compare.ts";
import { FILTER_NAMES } from "../filters/names.ts";
import type { Interpreter } from "../interpreter.ts";
import { isIterable, iterate } from "../iterate.ts";
import { isLower, isUpper } from "../methods/str-predicates.ts";
import { isIntegral, isNumeric } from "../numbers.ts";
import { binary } from "../operators.ts";
import { isString, str } from "../text.ts";
import {
  HostObject,
  type KeywordArguments,
  PyDict,
  PyFloat,
  PyList,
  PyTuple,
  Undefined,
  Unknown,
  type Value,
} from "../values.ts";

/** `input is name(positional…, keyword…)` */
export type TestFunction = (
  input: Value,
  positional: readonly Value[],
  keyword: KeywordArguments,
  interpreter: Interpreter,
) => boolean;

function asking(name: string, holds: (value: Value) => boolean): TestFunction {
  return (input, positional, keyword) => {
    bind(name, ["value"], [input, ...positional], keyword);
    return holds(input);
  };
}

function asking2(
  name: string,
  parameter: string,
  holds: (value: Value, other: Value, interpreter: Interpreter) => boolean,
): TestFunction {
  return (input, positional, keyword, interpreter) => {
    const [, other = null] = bind(name, ["value", parameter], [input, ...positional], keyword, 2);
    return holds(input, other, interpreter);
  };
}

function comparing(operator: ComparisonOperator): TestFunction {
  return asking2("operator", "b", (value, other) => compare(operator, value, other));
}

function remainderIs(value: Value, divisor: Value, wanted: number, { charge }: Interpreter): boolean {
  return equals(binary("%", value, divisor, charge), wanted);
}

// Jinja2's undefined can be called, if only to raise.
function isCallable(value: Value): boolean {
  return value instanceof Undefined || (value instanceof HostObject && value.call !== undefined);
}

function isSequence(value: Value): boolean {
  if (isString(value) || value instanceof PyList || value instanceof PyTuple || value instanceof PyDict) return true;
  if (value instanceof Undefined) return true;
  return value instanceof HostObject && value.length() !== undefined && !value.typeName.startsWith("dict_");
}

function isInside(value: Value, container: Value): boolean {
  if (container instanceof HostObject && container.iterate() === undefined) iterate(container);
  return contains(container, value);
}

const parity =
  (wanted: number): TestFunction =>
  (input, positional, keyword, interpreter) => {
    bind("test", ["value"], [input, ...positional], keyword);
    return remainderIs(input, 2, wanted, interpreter);
  };

const tests: ReadonlyMap<string, TestFunction> = new Map([
  ["boolean", asking("test_boolean", (value) => typeof value === "boolean")],
  ["callable", asking("callable", isCallable)],
  ["defined", asking("test_defined", (value) => !(value instanceof Undefined))],
  ["undefined", asking("test_undefined", (value) => value instanceof Undefined)],
  [
    "divisibleby",
    asking2("test_divisibleby", "num", (value, by, interpreter) => remainderIs(value, by, 0, interpreter)),
  ],
  ["even", parity(0)],
  ["odd", parity(1)],
  ["true", asking("test_true", (value) => value === true)],
  ["false", asking("test_false", (value) => value === false)],
  ["float", asking("test_float", (value) => value instanceof PyFloat)],
  ["integer", asking("test_integer", (value) => isIntegral(value) && typeof value !== "boolean")],
  ["number", asking("test_number", isNumeric)],
  ["in", asking2("test_in", "seq", isInside)],
  ["iterable", asking("test_iterable", isIterable)],
  ["lower", asking("test_lower", (value) => isLower(str(value)))],
  ["upper", asking("test_upper", (value) => isUpper(str(value)))],
  [
    "mapping",
    asking("test_mapping", (value) => value instanceof PyDict || (value instanceof HostObject && value.isMapping())),
  ],
  ["none", asking("test_none", (value) => value === null)],
  ["sameas", asking2("test_sameas", "other", identical)],
  ["sequence", asking("test_sequence", isSequence)],
  ["string", asking("test_string", isString)],
  // Nothing here carries Python's mark of being markup.
  ["escaped", asking("test_escaped", () => false)],
  ["filter", asking("test_filter", (value) => isString(value) && FILTER_NAMES.has(str(value)))],
  ["test", asking("test_test", (value) => isString(value) && isTestName(str(value)))],
  ...(
    [
      ["==", "==", "eq", "equalto"],
      ["!=", "!=", "ne"],
      ["<", "<", "lt", "lessthan"],
      ["<=", "<=", "le"],
      [">", ">", "gt", "greaterthan"],
      [">=", ">=", "ge"],
    ] as const
  ).flatMap(([operator, ...names]) => names.map((name) => [name, comparing(operator)] as const)),
]);

function isTestName(name: string): boolean {
  return tests.has(name);
}

/** The test of that name; undefined when there is none. Of an unknown only `defined` holds. */
export function test(name: string): TestFunction | undefined {
  const run = tests.get(name);
  if (!run) return undefined;
  return (input, positional, keyword, interpreter) => {
    if (input instanceof Unknown) return name === "defined";
    if (positional.some((it) => it instanceof Unknown)) return false;
    return run(input, positional, keyword, interpreter);
  };
}
