// Every double has at most 1074 decimals; beyond them only zeros follow.
const MOST_DECIMALS = 1100;

/** `value * 10^decimals` of a positive finite float as an int, rounded once, half to even, from the exact binary value. */
export function scaledDigits(value: number, decimals: number): bigint {
  const [mantissa, exponent] = decomposed(value);
  let above = mantissa;
  let below = 1n;
  if (exponent > 0) above <<= BigInt(exponent);
  else below <<= BigInt(-exponent);
  if (decimals > 0) above *= 10n ** BigInt(decimals);
  else below *= 10n ** BigInt(-decimals);
  const quotient = above / below;
  const twice = (above % below) * 2n;
  return twice > below || (twice === below && quotient % 2n === 1n) ? quotient + 1n : quotient;
}

function decomposed(value: number): readonly [bigint, number] {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, value);
  const bits = view.getBigUint64(0);
  const exponent = Number((bits >> 52n) & 0x7ffn);
  const fraction = bits & 0xfffffffffffffn;
  return exponent === 0 ? [fraction, -1074] : [fraction | 0x10000000000000n, exponent - 1075];
}

/** A finite float without its sign, with exactly so many decimals. */
export function fixedDigits(value: number, decimals: number): string {
  const places = Math.min(decimals, MOST_DECIMALS);
  const digits = scaledDigits(Math.abs(value), places)
    .toString()
    .padStart(places + 1, "0");
  const whole = digits.slice(0, digits.length - places);
  return decimals === 0 ? whole : `${whole}.${digits.slice(digits.length - places)}${"0".repeat(decimals - places)}`;
}

/** The first `count` significant digits of a finite float without its sign, and the exponent of the first one. */
export function significantDigits(
  value: number,
  count: number,
): { readonly digits: string; readonly exponent: number } {
  const magnitude = Math.abs(value);
  const kept = Math.min(count, MOST_DECIMALS);
  const filling = "0".repeat(count - kept);
  if (magnitude === 0) return { digits: "0".repeat(count), exponent: 0 };
  const exponent = Number(magnitude.toExponential().split("e")[1] ?? 0);
  const digits = scaledDigits(magnitude, kept - 1 - exponent).toString();
  // Rounding up may have made one digit more: 9.99 → 10.0.
  return digits.length > kept
    ? { digits: digits.slice(0, kept) + filling, exponent: exponent + 1 }
    : { digits: digits + filling, exponent };
}

/** A finite float without its sign as `%e` writes it. */
export function exponentDigits(value: number, decimals: number): string {
  const { digits, exponent } = significantDigits(value, decimals + 1);
  const point = decimals > 0 ? "." : "";
  return `${digits.charAt(0)}${point}${digits.slice(1)}e${exponentText(exponent)}`;
}

function exponentText(exponent: number): string {
  return `${exponent < 0 ? "-" : "+"}${String(Math.abs(exponent)).padStart(2, "0")}`;
}

/** Which zeros `%g` leaves at the end: none, or with `#` all of them. */
export type Zeros = "dropped" | "kept";

/** A finite float without its sign as `%g` writes it; `limit` is the exponent from which on it is written with an exponent. */
export function generalDigits(value: number, precision: number, zeros: Zeros, limit = Math.max(1, precision)): string {
  const count = Math.max(1, precision);
  const { digits, exponent } = significantDigits(value, count);
  const trim = (text: string) => (zeros === "kept" ? text : text.replace(/0+$/, ""));
  if (exponent < -4 || exponent >= limit) {
    const rest = trim(digits.slice(1));
    return `${digits.charAt(0)}${rest || zeros === "kept" ? "." : ""}${rest}e${exponentText(exponent)}`;
  }
  if (exponent < 0) return `0.${"0".repeat(-exponent - 1)}${trim(digits) || "0"}`;
  const rest = trim(digits.slice(exponent + 1));
  return `${digits.slice(0, exponent + 1).padEnd(exponent + 1, "0")}${rest || zeros === "kept" ? "." : ""}${rest}`;
}
