import { keyOf } from "./convert.ts";
import { floatText, integerText } from "./numbers.ts";
import { sorted } from "./sort.ts";
import { isString, repr, textOf, typeName } from "./text.ts";
import { type Charge, PyDict, PyError, PyFloat, PyList, PyTuple, Unknown, type Value } from "./values.ts";

/** How JSON is laid out: as Python's `json.dumps` does it, on one line unless an indent is given. */
export interface JsonOptions {
  readonly sortKeys: "sorted" | "as given";
  readonly indent: string | undefined;
  readonly charge: Charge;
}

/** Python's `json.dumps(value)`; characters beyond ASCII are escaped. Throws a TypeError for what JSON has no word for. */
export function toJson(value: Value, options: JsonOptions): string {
  return write(value, options, []);
}

function write(value: Value, options: JsonOptions, open: readonly Value[]): string {
  options.charge(1);
  if (value === null || typeof value === "boolean") return String(value);
  if (typeof value === "number" || typeof value === "bigint") return integerText(value);
  if (isString(value)) return jsonText(textOf(value));
  if (value instanceof PyFloat) return jsonFloat(value.value);
  if (value instanceof Unknown) return repr(value);
  if (open.includes(value)) throw new PyError("ValueError", "Circular reference detected");
  if (open.length > 200)
    throw new PyError("RecursionError", "maximum recursion depth exceeded while encoding a JSON object");
  const inside = [...open, value];
  if (value instanceof PyList || value instanceof PyTuple)
    return enclosed(
      ["[", "]"],
      value.items.map((it) => write(it, options, inside)),
      options,
      open.length,
    );
  if (value instanceof PyDict) {
    const entries = entriesOf(value, options).map(
      ([key, it]) => `${jsonText(keyOf(key))}: ${write(it, options, inside)}`,
    );
    return enclosed(["{", "}"], entries, options, open.length);
  }
  throw new PyError("TypeError", `Object of type ${typeName(value).split(".").at(-1)} is not JSON serializable`);
}

function entriesOf(dict: PyDict, { sortKeys, charge }: JsonOptions): readonly (readonly [Value, Value])[] {
  const entries = [...dict.entries()];
  if (sortKeys === "as given") return entries;
  const keyed = entries.map(([key, value]) => ({ key, value }));
  return sorted(keyed, "ascending", charge).map(({ key, value }) => [key, value] as const);
}

function enclosed(
  [start, end]: readonly [string, string],
  parts: readonly string[],
  { indent, charge }: JsonOptions,
  depth: number,
): string {
  charge(
    1,
    parts.reduce((sum, it) => sum + it.length + 2, 0),
  );
  if (parts.length === 0) return start + end;
  if (indent === undefined) return start + parts.join(", ") + end;
  const margin = `\n${indent.repeat(depth + 1)}`;
  return `${start}${margin}${parts.join(`,${margin}`)}\n${indent.repeat(depth)}${end}`;
}

function jsonFloat(value: number): string {
  if (Number.isNaN(value)) return "NaN";
  if (!Number.isFinite(value)) return value > 0 ? "Infinity" : "-Infinity";
  return floatText(value);
}

function jsonText(text: string): string {
  return JSON.stringify(text).replace(
    /[^\0-\x7e]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
