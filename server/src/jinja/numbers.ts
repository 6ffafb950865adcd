import { PyError, PyFloat, type Value } from "./values.ts";

/** A Python int as the evaluator holds it: a safe `number`, or a `bigint` beyond that. */
export type Integer = number | bigint;

/** Brings an int into its one form: `number` while it is safe, `bigint` beyond. */
export function integer(value: bigint): Integer {
  return value >= BigInt(Number.MIN_SAFE_INTEGER) && value <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(value) : value;
}

/** Whether the value counts as an int in Python: ints, and bools as well. */
export function isIntegral(value: Value): value is Integer | boolean {
  return typeof value === "number" || typeof value === "bigint" || typeof value === "boolean";
}

/** Whether arithmetic knows the value as a number: int, bool or float. */
export function isNumeric(value: Value): value is Integer | boolean | PyFloat {
  return isIntegral(value) || value instanceof PyFloat;
}

/** The int that an int or bool stands for. */
export function asInteger(value: Integer | boolean): Integer {
  return typeof value === "boolean" ? (value ? 1 : 0) : value;
}

/** The float nearest to a number; throws Python's OverflowError for an int that no float can hold. */
export function asFloat(value: Integer | boolean | PyFloat): number {
  if (value instanceof PyFloat) return value.value;
  const float = Number(value);
  if (!Number.isFinite(float)) throw new PyError("OverflowError", "int too large to convert to float");
  return float;
}

/** An int as a JavaScript number for counting and indexing; one too large to count with is moved to the nearest safe integer. */
export function clamped(value: Integer): number {
  if (typeof value === "number") return value;
  return value > 0n ? Number.MAX_SAFE_INTEGER : Number.MIN_SAFE_INTEGER;
}

/** A float's whole part as an int, exactly. */
export function truncated(value: number): Integer {
  if (Number.isNaN(value)) throw new PyError("ValueError", "cannot convert float NaN to integer");
  if (!Number.isFinite(value)) throw new PyError("OverflowError", "cannot convert float infinity to integer");
  const whole = Math.trunc(value);
  return Number.isSafeInteger(whole) ? whole + 0 || 0 : integer(BigInt(whole));
}

/** How many binary digits an int's magnitude has. */
export function bitLength(value: Integer): number {
  if (typeof value === "number") {
    const magnitude = Math.abs(value);
    return magnitude === 0
      ? 0
      : Math.floor(Math.log2(magnitude)) + (2 ** Math.floor(Math.log2(magnitude)) > magnitude ? 0 : 1);
  }
  return (value < 0n ? -value : value).toString(16).length * 4;
}

/** An int in decimal; beyond 4300 digits Python refuses, and so do we. */
export function integerText(value: Integer): string {
  if (typeof value === "number") return String(value === 0 ? 0 : value);
  // 14285 bits are the most that 4300 decimal digits can hold.
  const tooLong = bitLength(value) > 14300;
  const text = tooLong ? "" : value.toString();
  if (tooLong || text.length - (value < 0n ? 1 : 0) > 4300)
    throw new PyError(
      "ValueError",
      "Exceeds the limit (4300 digits) for integer string conversion; use sys.set_int_max_str_digits() to increase the limit",
    );
  return text;
}

/** A float as Python prints it: the shortest digits that read back, exponents below -4 and from 16 on. */
export function floatText(value: number): string {
  if (Number.isNaN(value)) return "nan";
  if (!Number.isFinite(value)) return value > 0 ? "inf" : "-inf";
  if (value === 0) return Object.is(value, -0) ? "-0.0" : "0.0";
  const [mantissa = "", power = "0"] = value.toExponential().split("e");
  const exponent = Number(power);
  if (exponent < -4 || exponent >= 16) {
    const digits = Math.abs(exponent) < 10 ? `0${Math.abs(exponent)}` : `${Math.abs(exponent)}`;
    return `${mantissa}e${exponent < 0 ? "-" : "+"}${digits}`;
  }
  const sign = value < 0 ? "-" : "";
  const digits = mantissa.replace(/[-.]/g, "");
  if (exponent < 0) return `${sign}0.${"0".repeat(-exponent - 1)}${digits}`;
  const whole = digits.slice(0, exponent + 1).padEnd(exponent + 1, "0");
  return `${sign}${whole}.${digits.slice(exponent + 1) || "0"}`;
}

const DIGIT = /^[0-9a-z]$/;

/**
 * Reads an int as Python's `int(text, base)` does: surrounding space, a sign, single underscores and a
 * prefix that fits the base are allowed. Undefined when it isn't one.
 */
export function readInteger(text: string, base = 10): Integer | undefined {
  const matched = /^([+-]?)(.*)$/s.exec(asciiDigits(pythonTrim(text)).toLowerCase());
  let digits = matched?.[2] ?? "";
  let radix = base;
  const prefix = { "0x": 16, "0o": 8, "0b": 2 }[digits.slice(0, 2)];
  if (prefix !== undefined && (base === 0 || base === prefix)) {
    radix = prefix;
    digits = digits.slice(2).replace(/^_/, "");
  } else if (base === 0) {
    radix = 10;
    if (/^0[0_]*[1-9]/.test(digits)) return undefined;
  }
  if (digits === "" || /^_|__|_$/.test(digits)) return undefined;
  const plain = digits.replaceAll("_", "");
  for (const digit of plain) {
    if (!DIGIT.test(digit) || Number.parseInt(digit, 36) >= radix) return undefined;
  }
  if (plain.length > 4300 && (radix & (radix - 1)) !== 0) return undefined;
  const magnitude = readDigits(plain, radix);
  return integer(matched?.[1] === "-" ? -magnitude : magnitude);
}

function readDigits(digits: string, radix: number): bigint {
  if (radix === 10) return BigInt(digits);
  const prefix = { 2: "0b", 8: "0o", 16: "0x" }[radix];
  if (prefix) return BigInt(prefix + digits);
  let value = 0n;
  for (const digit of digits) value = value * BigInt(radix) + BigInt(Number.parseInt(digit, 36));
  return value;
}

const FLOAT = /^[+-]?(?:\d+(?:_\d+)*\.?(?:\d+(?:_\d+)*)?|\.\d+(?:_\d+)*)(?:e[+-]?\d+(?:_\d+)*)?$/i;

/** Reads a float as Python's `float(text)` does; undefined when it isn't one. */
export function readFloat(text: string): number | undefined {
  const trimmed = asciiDigits(pythonTrim(text));
  const named = /^([+-]?)(inf|infinity|nan)$/i.exec(trimmed);
  if (named) {
    if (named[2]?.toLowerCase() === "nan") return Number.NaN;
    return named[1] === "-" ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  }
  return FLOAT.test(trimmed) ? Number(trimmed.replaceAll("_", "")) : undefined;
}

const SPACE_AROUND = /^[\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+/;

function pythonTrim(text: string): string {
  const start = SPACE_AROUND.exec(text)?.[0].length ?? 0;
  let end = text.length;
  while (end > start && SPACE_AROUND.test(text.charAt(end - 1))) end--;
  return text.slice(start, end);
}

// Python reads the decimal digits of every script.
function asciiDigits(text: string): string {
  if (!/[^\0-\x7f]/.test(text)) return text;
  return text.replace(/\p{Nd}/gu, (digit) => {
    const code = digit.codePointAt(0) ?? 0;
    for (let value = 0; value < 10; value++) {
      // Decimal digits stand in runs of ten, so the first of its run is where the category begins.
      if (!/\p{Nd}/u.test(String.fromCodePoint(code - value - 1))) return String(value);
    }
    return String(code % 10);
  });
}
