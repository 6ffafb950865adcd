import { asFloat, asInteger, bitLength, type Integer, integer, isIntegral } from "./numbers.ts";
import { type Charge, PyError, PyFloat, Unknown, type Value } from "./values.ts";

type Numeric = Integer | boolean | PyFloat;

/** The arithmetic operators of the expression language. */
export type ArithmeticOperator = "+" | "-" | "*" | "/" | "//" | "%" | "**";

/** Arithmetic on two numbers as Python does it: ints are exact at any size, a float on either side makes a float. */
export function arithmetic(operator: ArithmeticOperator, left: Numeric, right: Numeric, charge: Charge): Value {
  if (operator === "/") return new PyFloat(divided(left, right));
  if (isIntegral(left) && isIntegral(right)) return onIntegers(operator, asInteger(left), asInteger(right), charge);
  return onFloats(operator, asFloat(left), asFloat(right));
}

function onIntegers(operator: ArithmeticOperator, left: Integer, right: Integer, charge: Charge): Value {
  if (operator === "**") return power(left, right, charge);
  if ((operator === "//" || operator === "%") && Number(right) === 0)
    throw new PyError(
      "ZeroDivisionError",
      operator === "%" ? "integer modulo by zero" : "integer division or modulo by zero",
    );
  if (typeof left === "number" && typeof right === "number") {
    const quick = onSafeIntegers(operator, left, right);
    if (Number.isSafeInteger(quick)) return quick + 0 === 0 ? 0 : quick;
  } else {
    chargeFor(bitLength(left), bitLength(right), charge);
  }
  return integer(onBigIntegers(operator, BigInt(left), BigInt(right)));
}

function onSafeIntegers(operator: ArithmeticOperator, left: number, right: number): number {
  switch (operator) {
    case "+":
      return left + right;
    case "-":
      return left - right;
    case "*":
      return left * right;
    case "//":
      // The rounded quotient of two large numbers may be one off; only small ones are divided here.
      return Math.abs(left) < 2 ** 31 ? Math.floor(left / right) : Number.NaN;
    default: {
      const rest = left % right;
      return rest !== 0 && rest < 0 !== right < 0 ? rest + right : rest;
    }
  }
}

function onBigIntegers(operator: ArithmeticOperator, left: bigint, right: bigint): bigint {
  if (operator === "+") return left + right;
  if (operator === "-") return left - right;
  if (operator === "*") return left * right;
  const rest = left % right;
  const uneven = rest !== 0n && rest < 0n !== right < 0n;
  if (operator === "//") return left / right - (uneven ? 1n : 0n);
  return uneven ? rest + right : rest;
}

// Multiplying long integers takes more than linear time; what it takes is counted before it is spent.
function chargeFor(leftBits: number, rightBits: number, charge: Charge): void {
  const words = (leftBits + rightBits) / 64;
  charge(1 + Math.ceil(words ** 1.6 / 50), Math.ceil((leftBits + rightBits) / 16));
}

function power(base: Integer, exponent: Integer, charge: Charge): Value {
  if (exponent < 0) return floatPower(asFloat(base), asFloat(exponent));
  const size = bitLength(base);
  if (size > 1) chargeFor(size * Number(exponent), 0, charge);
  else if (base === 1 || base === 0) return Number(exponent) === 0 ? 1 : base;
  else return BigInt(exponent) % 2n === 0n ? 1 : -1;
  const quick = Number(base) ** Number(exponent);
  return Number.isSafeInteger(quick) ? quick : integer(BigInt(base) ** BigInt(exponent));
}

function floatPower(base: number, exponent: number): Value {
  if (base === 0 && exponent < 0) throw new PyError("ZeroDivisionError", "0.0 cannot be raised to a negative power");
  if (base === 1 || exponent === 0) return new PyFloat(1);
  if (base === -1 && !Number.isFinite(exponent) && !Number.isNaN(exponent)) return new PyFloat(1);
  if (base < 0 && Number.isFinite(base) && Number.isFinite(exponent) && !Number.isInteger(exponent))
    return new Unknown("a complex number, which templates here don't compute");
  const result = base ** exponent;
  if (!Number.isFinite(result) && Number.isFinite(base) && Number.isFinite(exponent))
    throw new PyError("OverflowError", "(34, 'Numerical result out of range')");
  return new PyFloat(result);
}

function onFloats(operator: ArithmeticOperator, left: number, right: number): Value {
  switch (operator) {
    case "+":
      return new PyFloat(left + right);
    case "-":
      return new PyFloat(left - right);
    case "*":
      return new PyFloat(left * right);
    case "**":
      return floatPower(left, right);
    default:
      if (right === 0)
        throw new PyError("ZeroDivisionError", operator === "%" ? "float modulo" : "float floor division by zero");
      return new PyFloat(operator === "%" ? floatRest(left, right) : floatQuotient(left, right));
  }
}

/** A float's remainder with the sign of the divisor, as Python's `%` gives it. */
function floatRest(left: number, right: number): number {
  const rest = left % right;
  if (rest === 0) return right < 0 ? -0 : 0;
  return rest < 0 !== right < 0 ? rest + right : rest;
}

function floatQuotient(left: number, right: number): number {
  const rest = left % right;
  let quotient = (left - rest) / right;
  if (rest !== 0 && rest < 0 !== right < 0) quotient -= 1;
  if (quotient === 0) return left / right < 0 || Object.is(left / right, -0) ? -0 : 0;
  const floor = Math.floor(quotient);
  return quotient - floor > 0.5 ? floor + 1 : floor;
}

function divided(left: Numeric, right: Numeric): number {
  if (left instanceof PyFloat || right instanceof PyFloat) {
    const divisor = asFloat(right);
    if (divisor === 0) throw new PyError("ZeroDivisionError", "float division by zero");
    return asFloat(left) / divisor;
  }
  const [above, below] = [asInteger(left), asInteger(right)];
  if (Number(below) === 0) throw new PyError("ZeroDivisionError", "division by zero");
  return typeof above === "number" && typeof below === "number" ? above / below : ratio(BigInt(above), BigInt(below));
}

/** The float nearest to `above / below`, rounded once. */
export function ratio(above: bigint, below: bigint): number {
  if (above === 0n) return 0;
  const negative = above < 0n !== below < 0n;
  const [top, bottom] = [above < 0n ? -above : above, below < 0n ? -below : below];
  // Enough binary digits for a double and one sticky digit that remembers whether anything was left over.
  const shift = Math.max(-1074, bitLength(top) - bitLength(bottom) - 66);
  const [scaledTop, scaledBottom] = shift < 0 ? [top << BigInt(-shift), bottom] : [top, bottom << BigInt(shift)];
  const quotient = scaledTop / scaledBottom;
  const sticky = scaledTop % scaledBottom === 0n ? 0n : 1n;
  const result = Number((quotient << 1n) | sticky) * 2 ** -1;
  const scaled = scaleByPower(result, shift);
  if (!Number.isFinite(scaled)) throw new PyError("OverflowError", "integer division result too large for a float");
  return negative ? -scaled : scaled;
}

function scaleByPower(value: number, power: number): number {
  const half = Math.trunc(power / 2);
  return value * 2 ** half * 2 ** (power - half);
}
