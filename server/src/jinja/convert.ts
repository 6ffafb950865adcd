import { type Plain, plainFloat, WholeFloat } from "../base/plain.ts";
import { floatText, integer } from "./numbers.ts";
import { isString, textOf, typeName } from "./text.ts";
import { PyDict, PyError, PyFloat, PyList, PyTuple, type Value } from "./values.ts";

/** A new Python value that means the same: numbers with a fraction, and those too large to be exact, become floats. */
export function fromPlain(plain: Plain): Value {
  if (plain === null || typeof plain === "boolean" || typeof plain === "string") return plain;
  if (typeof plain === "bigint") return integer(plain);
  if (plain instanceof WholeFloat) return new PyFloat(plain.value);
  if (typeof plain === "number") return Number.isSafeInteger(plain) ? plain : new PyFloat(plain);
  if (isArray(plain)) return new PyList(plain.map(fromPlain));
  return PyDict.from(Object.entries(plain).map(([key, value]) => [key, fromPlain(value)] as const));
}

function isArray(plain: Plain): plain is readonly Plain[] {
  return Array.isArray(plain);
}

/** The value as JSON would hold it; throws a `PyError` (TypeError) for what isn't plain: undefined and unknown values, sets, host objects. */
export function toPlain(value: Value): Plain {
  return plainOf(value, [], { left: 1_000_000 });
}

// Lists may hold one another many times over; what is left of this is shared by one whole conversion.
interface Budget {
  left: number;
}

function plainOf(value: Value, open: readonly Value[], budget: Budget): Plain {
  if (--budget.left < 0) throw new PyError("MemoryError", "the value is too large to be converted");
  if (value === null || typeof value === "boolean" || typeof value === "number" || typeof value === "bigint")
    return value;
  if (isString(value)) return textOf(value);
  if (value instanceof PyFloat) return plainFloat(value.value);
  if (open.includes(value)) throw new PyError("ValueError", "Circular reference detected");
  if (open.length > 200) throw new PyError("RecursionError", "maximum recursion depth exceeded");
  const inside = [...open, value];
  if (value instanceof PyList || value instanceof PyTuple) return value.items.map((it) => plainOf(it, inside, budget));
  // `Object.fromEntries` defines its properties, so a key `__proto__` stays a key.
  if (value instanceof PyDict)
    return Object.fromEntries([...value.entries()].map(([key, it]) => [keyOf(key), plainOf(it, inside, budget)]));
  throw new PyError("TypeError", `Object of type ${typeName(value)} is not JSON serializable`);
}

/** A dict key as JSON spells it: `true`, `null` and numbers as text. */
export function keyOf(key: Value): string {
  if (isString(key)) return textOf(key);
  if (key === null) return "null";
  if (typeof key === "boolean" || typeof key === "number" || typeof key === "bigint") return String(key);
  if (key instanceof PyFloat) return floatText(key.value);
  throw new PyError("TypeError", `keys must be str, int, float, bool or None, not ${typeName(key)}`);
}
