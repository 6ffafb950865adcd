import { pointLength, points } from "./code-points.ts";
import { isString, textOf, typeName } from "./text.ts";
import { HostObject, PyDict, PyError, PyList, PySet, PyTuple, Undefined, Unknown, type Value } from "./values.ts";

/** What `for x in value` goes through: characters, items, keys; nothing for undefined and unknown values. Throws a TypeError for the rest. */
export function iterate(value: Value): Iterable<Value> {
  if (value instanceof PyList || value instanceof PyTuple) return value.items;
  if (isString(value)) return points(textOf(value));
  if (value instanceof PyDict) return value.keys();
  if (value instanceof PySet) return value.values();
  if (value instanceof Undefined || value instanceof Unknown) return [];
  const items = value instanceof HostObject ? value.iterate() : undefined;
  if (items) return items;
  throw new PyError("TypeError", `'${typeName(value)}' object is not iterable`);
}

/** Whether `iterate` would not refuse it. */
export function isIterable(value: Value): boolean {
  if (value instanceof HostObject) return value.iterate() !== undefined;
  return isString(value) || (typeof value === "object" && value !== null && !("value" in value));
}

/** Python's `len(value)`; 0 for undefined and unknown values, a TypeError for what has no length. */
export function lengthOf(value: Value): number {
  if (value instanceof PyList || value instanceof PyTuple) return value.items.length;
  if (isString(value)) return pointLength(textOf(value));
  if (value instanceof PyDict || value instanceof PySet) return value.size;
  if (value instanceof Undefined || value instanceof Unknown) return 0;
  const length = value instanceof HostObject ? value.length() : undefined;
  if (length !== undefined) return length;
  throw new PyError("TypeError", `object of type '${typeName(value)}' has no len()`);
}
