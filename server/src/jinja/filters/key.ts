import { item } from "../access.ts";
import { isIntegral } from "../numbers.ts";
import { isString, str, textOf } from "../text.ts";
import { PyList, Undefined, type Value } from "../values.ts";

/** Finds in an item of a sequence what a filter looks at. */
export type Key = (value: Value) => Value;

/** Whether letters of different case are told apart; Jinja2's filters do so only when asked. */
export type Case = "sensitive" | "insensitive";

/** A str in lower case for comparison; everything else as it is. */
export function foldCase(value: Value): Value {
  return isString(value) ? textOf(value).toLowerCase() : value;
}

/** The key for an `attribute=` argument: a path with dots, numbers in it being indexes; the item itself without one. */
export function keyFor(attribute: Value | undefined, letterCase: Case = "sensitive", fallback: Value = null): Key {
  const path = pathOf(attribute);
  return (value) => {
    let found = value;
    for (const step of path) {
      found = item(found, step);
      if (fallback !== null && found instanceof Undefined) found = fallback;
    }
    return letterCase === "insensitive" ? foldCase(found) : found;
  };
}

/** As `keyFor`, for `attribute="a, b.c"`: with several paths the key is the list of what they find. */
export function multiKeyFor(attribute: Value | undefined, letterCase: Case): Key {
  const paths = attribute !== undefined && isString(attribute) ? textOf(attribute).split(",") : [attribute];
  const keys = paths.map((it) => keyFor(it, letterCase));
  return (value) => new PyList(keys.map((key) => key(value)));
}

function pathOf(attribute: Value | undefined): readonly Value[] {
  if (attribute === undefined || attribute === null) return [];
  if (isIntegral(attribute)) return [attribute];
  return str(attribute)
    .split(".")
    .map((step) => (/^\d+$/.test(step) ? Number(step) : step));
}
