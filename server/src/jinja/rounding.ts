import { scaledDigits } from "./format/decimal.ts";
import { asInteger, type Integer, integer, isIntegral } from "./numbers.ts";
import { typeName } from "./text.ts";
import { PyError, PyFloat, type Value } from "./values.ts";

/** Python's `round(value, digits)`: ties go to the even neighbour, decided on the exact binary value. */
export function pythonRound(value: Value, digits: number): Value {
  if (isIntegral(value)) return digits >= 0 ? asInteger(value) : roundInteger(asInteger(value), -digits);
  if (!(value instanceof PyFloat))
    throw new PyError("TypeError", `type ${typeName(value)} doesn't define __round__ method`);
  const number = value.value;
  if (!Number.isFinite(number) || number === 0 || digits > 330) return value;
  if (digits < -310) return new PyFloat(number < 0 ? -0 : 0);
  const scaled = scaledDigits(Math.abs(number), digits);
  const rounded = digits > 0 ? Number(`${scaled}e-${digits}`) : Number(`${scaled}e${-digits}`);
  if (!Number.isFinite(rounded)) throw new PyError("OverflowError", "rounded value too large to represent");
  return new PyFloat(number < 0 ? -rounded : rounded);
}

function roundInteger(value: Integer, zeros: number): Integer {
  if (zeros > 5000) return 0;
  const unit = 10n ** BigInt(zeros);
  const number = BigInt(value);
  const magnitude = number < 0n ? -number : number;
  const quotient = magnitude / unit;
  const twice = (magnitude % unit) * 2n;
  const up = twice > unit || (twice === unit && quotient % 2n === 1n);
  const rounded = (quotient + (up ? 1n : 0n)) * unit;
  return integer(number < 0n ? -rounded : rounded);
}
