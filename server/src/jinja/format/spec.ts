import { pointLength } from "../code-points.ts";
import { asFloat, asInteger, bitLength, floatText, type Integer, integerText, isIntegral } from "../numbers.ts";
import { isString, str, textOf, typeName } from "../text.ts";
import { type Charge, HostObject, PyError, PyFloat, Unknown, type Value } from "../values.ts";
import { exponentDigits, fixedDigits, generalDigits } from "./decimal.ts";

/** What stands behind the colon in `{:…}`. */
interface Spec {
  readonly fill: string;
  readonly align: "<" | ">" | "=" | "^" | undefined;
  readonly sign: "+" | "-" | " ";
  readonly noNegativeZero: boolean;
  readonly alternate: boolean;
  readonly width: number;
  readonly grouping: "," | "_" | undefined;
  readonly precision: number | undefined;
  readonly type: string;
}

const SPEC = /^(?:(.)?([<>=^]))?([-+ ])?(z)?(#)?(0)?(\d+)?([,_])?(?:\.(\d+))?([^.])?$/su;

function parseSpec(text: string, value: Value): Spec {
  const found = SPEC.exec(text);
  if (!found) {
    if (/\.(?!\d)/.test(text)) throw new PyError("ValueError", "Format specifier missing precision");
    throw new PyError("ValueError", `Invalid format specifier '${text}' for object of type '${typeName(value)}'`);
  }
  const [, fill, align, sign, z, alternate, zero, width, grouping, precision, type] = found;
  if (grouping && type === "n") throw new PyError("ValueError", `Cannot specify '${grouping}' with 'n'.`);
  const tooMany = [width, precision].some((it) => Number(it ?? 0) > 2 ** 31);
  if (tooMany) throw new PyError("ValueError", "Too many decimal digits in format string");
  return {
    fill: fill ?? (zero && !align ? "0" : (zero ?? " ")),
    align: align === undefined ? (zero && !isString(value) ? "=" : undefined) : (align as Spec["align"]),
    sign: sign === "+" || sign === " " ? sign : "-",
    noNegativeZero: z !== undefined,
    alternate: alternate !== undefined,
    width: Number(width ?? 0),
    grouping: grouping === "," || grouping === "_" ? grouping : undefined,
    precision: precision === undefined ? undefined : Number(precision),
    type: type ?? "",
  };
}

/** Python's `format(value, spec)`; width and precision are charged before the text is made. */
export function formatValue(value: Value, text: string, charge: Charge): string {
  if (value instanceof Unknown) return str(value);
  if (value instanceof HostObject) {
    const own = text === "" ? value.str() : value.formatted(text);
    if (own !== undefined) return own;
  }
  if (text === "") return str(value);
  const numeric = isIntegral(value) || value instanceof PyFloat;
  if (!numeric && !isString(value))
    throw new PyError("TypeError", `unsupported format string passed to ${typeName(value)}.__format__`);
  const spec = parseSpec(text, value);
  charge(1 + (spec.width + (spec.precision ?? 0)) / 64, spec.width + (spec.precision ?? 0));
  if (isString(value)) return formatText(textOf(value), spec);
  if (value instanceof PyFloat) return formatFloat(value.value, spec, "float");
  if (typeof value === "boolean" && spec.type === "s") throw unknownCode(spec.type, value);
  return formatInteger(asInteger(value), spec, value);
}

function unknownCode(code: string, value: Value): PyError {
  return new PyError("ValueError", `Unknown format code '${code}' for object of type '${typeName(value)}'`);
}

function formatText(text: string, spec: Spec): string {
  if (spec.type !== "" && spec.type !== "s") throw unknownCode(spec.type, text);
  if (spec.sign !== "-") throw new PyError("ValueError", "Sign not allowed in string format specifier");
  if (spec.alternate) throw new PyError("ValueError", "Alternate form (#) not allowed in string format specifier");
  if (spec.align === "=") throw new PyError("ValueError", "'=' alignment not allowed in string format specifier");
  if (spec.grouping) throw new PyError("ValueError", `Cannot specify '${spec.grouping}' with 's'.`);
  const cut = spec.precision === undefined ? text : Array.from(text).slice(0, spec.precision).join("");
  return aligned("", cut, spec, "<");
}

const RADIX: ReadonlyMap<string, readonly [number, string]> = new Map([
  ["b", [2, "0b"]],
  ["o", [8, "0o"]],
  ["x", [16, "0x"]],
  ["X", [16, "0X"]],
]);

function formatInteger(value: Integer, spec: Spec, original: Value): string {
  if (/^[eEfFgG%]$/.test(spec.type)) return formatFloat(asFloat(value), spec, "int");
  if (spec.precision !== undefined)
    throw new PyError("ValueError", "Precision not allowed in integer format specifier");
  if (spec.type === "c") return formatCharacter(value, spec);
  const radix = RADIX.get(spec.type);
  if (!radix && !/^[dn]?$/.test(spec.type)) throw unknownCode(spec.type, original);
  if (radix && spec.grouping === ",") throw new PyError("ValueError", `Cannot specify ',' with '${spec.type}'.`);
  const magnitude = value < 0 ? -value : value;
  const digits = radix ? magnitude.toString(radix[0]) : integerText(magnitude);
  const shown = spec.type === "X" ? digits.toUpperCase() : digits;
  const prefix = signOf(value < 0, spec) + (radix && spec.alternate ? radix[1] : "");
  return number(prefix, shown, "", spec, radix ? 4 : 3);
}

function formatCharacter(value: Integer, spec: Spec): string {
  if (spec.sign !== "-") throw new PyError("ValueError", "Sign not allowed with integer format specifier 'c'");
  if (bitLength(value) > 21 || value < 0 || value > 0x10ffff)
    throw new PyError("OverflowError", "%c arg not in range(0x110000)");
  return aligned("", String.fromCodePoint(Number(value)), spec, ">");
}

function signOf(negative: boolean, spec: Spec): string {
  if (negative) return "-";
  return spec.sign === "-" ? "" : spec.sign;
}

function formatFloat(value: number, spec: Spec, from: "int" | "float"): string {
  if (!/^[eEfFgGn%]?$/.test(spec.type)) throw unknownCode(spec.type, from === "int" ? 0 : new PyFloat(value));
  const upper = /^[EFG]$/.test(spec.type);
  const scaled = spec.type === "%" ? value * 100 : value;
  const percent = spec.type === "%" ? "%" : "";
  if (!Number.isFinite(scaled)) {
    const name = Number.isNaN(scaled) ? "nan" : "inf";
    return number(signOf(scaled < 0, spec), (upper ? name.toUpperCase() : name) + percent, "", spec, 0);
  }
  const shown = upper ? floatDigits(scaled, spec).toUpperCase() : floatDigits(scaled, spec);
  const negative = scaled < 0 || Object.is(scaled, -0);
  const zero = spec.noNegativeZero && !/[1-9]/.test(shown.split(/[eE]/)[0] ?? "");
  const whole = /^\d+/.exec(shown)?.[0] ?? "";
  return number(signOf(negative && !zero, spec), whole, shown.slice(whole.length) + percent, spec, 3);
}

function floatDigits(value: number, spec: Spec): string {
  const { precision = 6, alternate } = spec;
  switch (spec.type.toLowerCase()) {
    case "f":
    case "%":
      return fixedDigits(value, precision) + (alternate && precision === 0 ? "." : "");
    case "e": {
      const digits = exponentDigits(value, precision);
      return alternate && precision === 0 ? digits.replace("e", ".e") : digits;
    }
    case "g":
    case "n":
      return generalDigits(value, precision, alternate ? "kept" : "dropped");
    default:
      return untyped(value, spec);
  }
}

// Without a type a float is written as `str` does, or with so many digits but always with a decimal.
function untyped(value: number, spec: Spec): string {
  if (spec.precision === undefined) {
    const shortest = floatText(Math.abs(value));
    return spec.alternate && !shortest.includes(".") ? shortest.replace("e", ".e") : shortest;
  }
  const precision = Math.max(1, spec.precision);
  const digits = generalDigits(value, precision, spec.alternate ? "kept" : "dropped", precision - 1);
  return /[.e]/.test(digits) ? digits : `${digits}.0`;
}

/** Puts grouping into the digits and the sign, prefix and filling around them. `every` is the size of a group; 0 for what has no digits. */
function number(prefix: string, digits: string, rest: string, spec: Spec, every: number): string {
  const { grouping } = spec;
  if (!grouping || every === 0) return aligned(prefix, digits + rest, spec, ">");
  // Zeros that fill up to the width are grouped with the digits.
  const zeros = spec.align === "=" && spec.fill === "0" ? spec.width - prefix.length - rest.length : 0;
  return aligned(prefix, grouped(digits, grouping, every, zeros) + rest, spec, ">");
}

function grouped(digits: string, separator: string, every: number, atLeast: number): string {
  const lengthWith = (count: number) => count + Math.floor((count - 1) / every);
  let count = digits.length;
  if (lengthWith(count) < atLeast) {
    count = Math.floor((atLeast * every) / (every + 1));
    while (lengthWith(count) < atLeast) count++;
  }
  const filled = digits.padStart(count, "0");
  const groups: string[] = [];
  for (let end = filled.length; end > 0; end -= every) groups.push(filled.slice(Math.max(0, end - every), end));
  return groups.reverse().join(separator);
}

function aligned(prefix: string, body: string, spec: Spec, otherwise: "<" | ">"): string {
  const missing = spec.width - pointLength(prefix + body);
  if (missing <= 0) return prefix + body;
  const align = spec.align ?? otherwise;
  if (align === "=") return prefix + spec.fill.repeat(missing) + body;
  const before = align === "<" ? 0 : align === ">" ? missing : Math.floor(missing / 2);
  return spec.fill.repeat(before) + prefix + body + spec.fill.repeat(missing - before);
}
