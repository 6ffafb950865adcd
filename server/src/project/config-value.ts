import { plainFloat } from "../base/plain.ts";
import { isString, str, textOf } from "../jinja/text.ts";
import {
  HostObject,
  PyDict,
  PyFloat,
  PyList,
  PySet,
  PyTuple,
  Undefined,
  Unknown,
  type Value,
} from "../jinja/values.ts";
import type { Plain } from "./plain.ts";

/** A value given to `config()` as the manifest would hold it; not known when any part of it isn't. */
export function plainConfig(value: Value): { readonly plain: Plain; readonly isKnown: boolean } {
  let isKnown = true;
  const convert = (it: Value, depth: number): Plain => {
    if (it instanceof Unknown || it instanceof Undefined || depth > 50) {
      isKnown = false;
      return null;
    }
    if (it === null || typeof it === "boolean" || typeof it === "number" || typeof it === "bigint") return it;
    if (isString(it)) return textOf(it);
    if (it instanceof PyFloat) return plainFloat(it.value);
    if (it instanceof PyList || it instanceof PyTuple) return it.items.map((item) => convert(item, depth + 1));
    if (it instanceof PySet) return [...it.values()].map((item) => convert(item, depth + 1));
    if (it instanceof PyDict)
      return Object.fromEntries([...it.entries()].map(([key, item]) => [str(key), convert(item, depth + 1)]));
    return it instanceof HostObject ? it.str() : null;
  };
  const plain = convert(value, 0);
  return { plain, isKnown };
}
