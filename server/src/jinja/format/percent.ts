import { pointLength } from "../code-points.ts";
import { growth } from "../growth.ts";
import {
  asFloat,
  asInteger,
  clamped,
  type Integer,
  integerText,
  isIntegral,
  isNumeric,
  truncated,
} from "../numbers.ts";
import { isString, repr, str, textOf, typeName } from "../text.ts";
import { type Charge, PyDict, PyError, PyFloat, PyList, PyTuple, Undefined, Unknown, type Value } from "../values.ts";
import { exponentDigits, fixedDigits, generalDigits } from "./decimal.ts";
import { ascii } from "./template.ts";

const FIELD = /%(?:\(((?:[^()]|\([^()]*\))*)\))?([-+ #0]*)(\*|\d+)?(?:\.(\*|\d*))?[hlL]?(.)?/gsu;

interface Field {
  readonly flags: string;
  readonly width: number;
  readonly precision: number | undefined;
  readonly type: string;
}

interface Arguments {
  readonly mapping: PyDict | undefined;
  readonly values: readonly Value[];
  next: number;
}

/** `text % arguments`, a tuple for several and a dict for named fields; sizes are charged before the text is made. */
export function formatPercent(text: string, given: Value, charge: Charge): Value {
  if (given instanceof Unknown && text.includes("%")) return given;
  const args: Arguments = {
    mapping: given instanceof PyDict ? given : undefined,
    values: given instanceof PyTuple ? given.items : [given],
    next: 0,
  };
  const grow = growth(charge);
  const parts: string[] = [];
  let at = 0;
  for (const found of text.matchAll(FIELD)) {
    const part = formatField(found, text, args, charge);
    grow(1, found.index - at + part.length);
    parts.push(text.slice(at, found.index), part);
    at = found.index + found[0].length;
  }
  const result = parts.join("") + text.slice(at);
  const unused = args.next < args.values.length;
  if (unused && !isMappingLike(given))
    throw new PyError("TypeError", "not all arguments converted during string formatting");
  return result;
}

// CPython lets whatever can be indexed go unused, since it might have been meant for named fields.
function isMappingLike(given: Value): boolean {
  return given instanceof PyDict || given instanceof PyList || given instanceof Undefined;
}

function formatField(found: RegExpExecArray, text: string, args: Arguments, charge: Charge): string {
  const [whole, name, flags, width, precision, type] = found;
  const named = name === undefined ? undefined : namedArgument(name, args);
  const widthGiven = width === "*" ? star(args) : Number(width ?? 0);
  const precisionGiven =
    precision === undefined ? undefined : precision === "*" ? Math.max(0, star(args)) : Number(precision);
  if (type === undefined) throw new PyError("ValueError", "incomplete format");
  const field = {
    flags: (flags ?? "") + (widthGiven < 0 ? "-" : ""),
    width: Math.abs(widthGiven),
    precision: precisionGiven,
    type,
  };
  const needed = field.width + (precisionGiven ?? 0);
  if (needed > 2 ** 31) throw new PyError("ValueError", "width too big");
  charge(1 + needed / 64, needed);
  if (type === "%") return "%";
  const value = named ?? nextArgument(args);
  if (!"diouxXeEfFgGcrsa".includes(type)) {
    const at = pointLength(text.slice(0, found.index + whole.length)) - 1;
    const code = (type.codePointAt(0) ?? 0).toString(16);
    throw new PyError("ValueError", `unsupported format character '${type}' (0x${code}) at index ${at}`);
  }
  return formatOne(value, field);
}

function namedArgument(name: string, args: Arguments): Value {
  if (!args.mapping) throw new PyError("TypeError", "format requires a mapping");
  const value = args.mapping.get(name);
  if (value === undefined) throw new PyError("KeyError", repr(name));
  // A mapping that was asked for a name is used up for fields without one.
  args.next = args.values.length;
  return value;
}

function nextArgument(args: Arguments): Value {
  const value = args.values[args.next++];
  if (value === undefined) throw new PyError("TypeError", "not enough arguments for format string");
  return value;
}

function star(args: Arguments): number {
  const value = nextArgument(args);
  if (!isIntegral(value)) throw new PyError("TypeError", "* wants int");
  return clamped(asInteger(value));
}

function formatOne(value: Value, field: Field): string {
  if (value instanceof Unknown) return str(value);
  switch (field.type) {
    case "s":
      return padded("", cut(str(value), field), field);
    case "r":
      return padded("", cut(repr(value), field), field);
    case "a":
      return padded("", cut(ascii(repr(value)), field), field);
    case "c":
      return padded("", character(value), field);
    default:
      return "diouxX".includes(field.type) ? integral(value, field) : floating(value, field);
  }
}

function cut(text: string, { precision }: Field): string {
  return precision === undefined ? text : Array.from(text).slice(0, precision).join("");
}

function character(value: Value): string {
  if (isString(value) && pointLength(textOf(value)) === 1) return textOf(value);
  if (!isIntegral(value)) throw new PyError("TypeError", "%c requires int or char");
  const code = Number(asInteger(value));
  if (code < 0 || code > 0x10ffff) throw new PyError("OverflowError", "%c arg not in range(0x110000)");
  return String.fromCodePoint(code);
}

const RADIX: ReadonlyMap<string, number> = new Map([
  ["o", 8],
  ["x", 16],
  ["X", 16],
]);

function integral(value: Value, field: Field): string {
  const radix = RADIX.get(field.type);
  const number = wholeNumber(value, field.type);
  const magnitude = number < 0 ? -number : number;
  const lower = radix ? magnitude.toString(radix) : integerText(magnitude);
  const digits = (field.type === "X" ? lower.toUpperCase() : lower).padStart(field.precision ?? 0, "0");
  const prefix = field.flags.includes("#") && radix ? `0${field.type}` : "";
  return padded(signOf(number < 0, field) + prefix, digits, field);
}

function wholeNumber(value: Value, type: string): Integer {
  if (isIntegral(value)) return asInteger(value);
  if (value instanceof Undefined) throw new PyError(value.errorType, value.message);
  if (value instanceof PyFloat && !RADIX.has(type)) return truncated(value.value);
  const wanted = RADIX.has(type) ? "an integer" : "a real number";
  throw new PyError("TypeError", `%${type} format: ${wanted} is required, not ${typeName(value)}`);
}

function signOf(negative: boolean, { flags }: Field): string {
  if (negative) return "-";
  return flags.includes("+") ? "+" : flags.includes(" ") ? " " : "";
}

function floating(value: Value, field: Field): string {
  if (value instanceof Undefined) throw new PyError(value.errorType, value.message);
  if (!isNumeric(value)) throw new PyError("TypeError", `must be real number, not ${typeName(value)}`);
  const number = asFloat(value);
  const sign = signOf(number < 0 || Object.is(number, -0), field);
  const lower = floatDigits(number, field);
  const digits = /[EFG]/.test(field.type) ? lower.toUpperCase() : lower;
  return padded(sign, digits, field);
}

function floatDigits(value: number, { type, precision = 6, flags }: Field): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? "nan" : "inf";
  const alternate = flags.includes("#");
  const kind = type.toLowerCase();
  if (kind === "g") return generalDigits(value, precision, alternate ? "kept" : "dropped");
  if (kind === "f") return fixedDigits(value, precision) + (alternate && precision === 0 ? "." : "");
  const digits = exponentDigits(value, precision);
  return alternate && precision === 0 ? digits.replace("e", ".e") : digits;
}

function padded(prefix: string, body: string, { flags, width, type }: Field): string {
  const missing = width - pointLength(prefix + body);
  if (missing <= 0) return prefix + body;
  if (flags.includes("-")) return prefix + body + " ".repeat(missing);
  const zeros = flags.includes("0") && !"srac".includes(type);
  return zeros ? prefix + "0".repeat(missing) + body : " ".repeat(missing) + prefix + body;
}
