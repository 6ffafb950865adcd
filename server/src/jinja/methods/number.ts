import { countArguments } from "../arguments.ts";
import { asInteger, integer, isIntegral } from "../numbers.ts";
import { PyError, PyFloat, PyTuple, type Value } from "../values.ts";
import type { Method, Methods } from "./method.ts";

function onInteger(name: string, run: (value: number | bigint) => Value): readonly [string, Method] {
  return [
    name,
    (self, positional, keyword) => {
      countArguments(`int.${name}`, positional, keyword, [0, 0]);
      return run(isIntegral(self) ? asInteger(self) : 0);
    },
  ];
}

function onFloat(name: string, run: (value: number) => Value): readonly [string, Method] {
  return [
    name,
    (self, positional, keyword) => {
      countArguments(`float.${name}`, positional, keyword, [0, 0]);
      return run(self instanceof PyFloat ? self.value : Number.NaN);
    },
  ];
}

function magnitude(value: number | bigint): bigint {
  return value < 0 ? -BigInt(value) : BigInt(value);
}

function exactBits(value: number | bigint): number {
  return Number(value) === 0 ? 0 : magnitude(value).toString(2).length;
}

function bitCount(value: number | bigint): number {
  return magnitude(value).toString(2).replaceAll("0", "").length;
}

/** A float as the fraction it is exactly. */
function ratioOf(value: number): PyTuple {
  if (Number.isNaN(value)) throw new PyError("ValueError", "cannot convert NaN to integer ratio");
  if (!Number.isFinite(value)) throw new PyError("OverflowError", "cannot convert Infinity to integer ratio");
  let above = value;
  let below = 1n;
  while (!Number.isInteger(above)) {
    above *= 2;
    below *= 2n;
  }
  return new PyTuple([integer(BigInt(above)), integer(below)]);
}

/** Python's int methods, which bools have as well. */
export const integerMethods: Methods = new Map([
  onInteger("bit_length", exactBits),
  onInteger("bit_count", bitCount),
  onInteger("conjugate", (value) => value),
  onInteger("as_integer_ratio", (value) => new PyTuple([value, 1])),
]);

/** Python's float methods; hexadecimal floats are left out. */
export const floatMethods: Methods = new Map([
  onFloat("is_integer", (value) => Number.isInteger(value)),
  onFloat("conjugate", (value) => new PyFloat(value)),
  onFloat("as_integer_ratio", ratioOf),
]);
