import { asCount } from "../arguments.ts";
import { arithmetic } from "../arithmetic.ts";
import { fixedDigits } from "../format/decimal.ts";
import { asFloat, asInteger, floatText, isIntegral, isNumeric, readFloat, readInteger, truncated } from "../numbers.ts";
import { pythonRound } from "../rounding.ts";
import { isString, repr, str, textOf, truthy, typeName } from "../text.ts";
import { type Charge, HostObject, PyError, PyFloat, Undefined, type Value } from "../values.ts";
import { type Filters, filterOf } from "./filter.ts";

function absolute(value: Value): Value {
  if (value instanceof PyFloat) return new PyFloat(Math.abs(value.value));
  if (isIntegral(value)) {
    const number = asInteger(value);
    return number < 0 ? -number : number;
  }
  const own = value instanceof HostObject ? value.operate("abs", null, "left") : undefined;
  if (own !== undefined) return own;
  throw new PyError("TypeError", `bad operand type for abs(): '${typeName(value)}'`);
}

/** What `float(value)` makes of it; undefined where Python raises a TypeError or ValueError. */
function floatFrom(value: Value): number | undefined {
  if (value instanceof Undefined) throw new PyError(value.errorType, value.message);
  if (isNumeric(value)) return asFloat(value);
  return isString(value) ? readFloat(textOf(value)) : undefined;
}

function toInteger(value: Value, fallback: Value, base: number): Value {
  if (value instanceof PyFloat && !Number.isNaN(value.value)) return truncated(value.value);
  if (isIntegral(value)) return asInteger(value);
  const read =
    isString(value) && (base === 0 || (base >= 2 && base <= 36)) ? readInteger(textOf(value), base) : undefined;
  const float = read === undefined ? floatFrom(value) : undefined;
  if (float !== undefined && Number.isFinite(float)) return truncated(float);
  return read ?? fallback;
}

function round(bound: readonly (Value | undefined)[], charge: Charge): Value {
  const [value = null, precision = 0, method = "common"] = bound;
  const how = str(method);
  if (!["common", "ceil", "floor"].includes(how))
    throw new PyError("FilterArgumentError", "method must be common, ceil or floor");
  if (how === "common") return pythonRound(value, asCount(precision, 0));
  if (value instanceof Undefined) throw new PyError(value.errorType, value.message);
  if (!isNumeric(value) || !isNumeric(precision))
    throw new PyError("TypeError", `must be real number, not ${typeName(value)}`);
  const factor = arithmetic("**", 10, precision, charge);
  if (!isNumeric(factor)) return factor;
  const scaled = arithmetic("*", value, factor, charge);
  if (!isNumeric(scaled)) return scaled;
  const rounded = isIntegral(scaled)
    ? scaled
    : truncated(how === "ceil" ? Math.ceil(scaled.value) : Math.floor(scaled.value));
  return arithmetic("/", rounded, factor, charge);
}

const BINARY = ["KiB", "MiB", "GiB", "TiB", "PiB", "EiB", "ZiB", "YiB"];
const DECIMAL = ["kB", "MB", "GB", "TB", "PB", "EB", "ZB", "YB"];

function fileSize(value: Value, binary: Value): string {
  const bytes = floatFrom(value);
  if (bytes === undefined) {
    if (!isString(value))
      throw new PyError("TypeError", `float() argument must be a string or a real number, not '${typeName(value)}'`);
    throw new PyError("ValueError", `could not convert string to float: ${repr(value)}`);
  }
  const [base, units] = truthy(binary) ? [1024, BINARY] : [1000, DECIMAL];
  if (bytes === 1) return "1 Byte";
  if (bytes < base) return `${truncated(bytes)} Bytes`;
  const index = units.findIndex((_, at) => bytes < base ** (at + 2));
  const at = index < 0 ? units.length - 1 : index;
  const count = (base * bytes) / base ** (at + 2);
  return `${Number.isFinite(count) ? fixedDigits(count, 1) : floatText(count)} ${units[at]}`;
}

/** The filters on numbers. */
export const numberFilters: Filters = new Map([
  ["abs", filterOf("abs", [], ([value]) => absolute(value))],
  [
    "int",
    filterOf("do_int", ["default", "base"], ([value, fallback = 0, base]) =>
      toInteger(value, fallback, asCount(base, 10)),
    ),
  ],
  [
    "float",
    filterOf("do_float", ["default"], ([value, fallback = new PyFloat(0)]) => {
      const float = floatFrom(value);
      return float === undefined ? fallback : new PyFloat(float);
    }),
  ],
  ["round", filterOf("do_round", ["precision", "method"], (bound, { charge }) => round(bound, charge))],
  ["filesizeformat", filterOf("do_filesizeformat", ["binary"], ([value, binary = false]) => fileSize(value, binary))],
]);
