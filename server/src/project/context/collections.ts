import { createHash } from "node:crypto";
import { isString, str, textOf, typeName } from "../../jinja/text.ts";
import { HostObject, NativeFunction, PyDict, PyError, PyList, PySet, PyTuple, type Value } from "../../jinja/values.ts";
import { native } from "./native.ts";

/** dbt's functions on plain values: `set`, `zip`, `local_md5`, `diff_of_two_dicts`. The `_strict` ones raise. */
export const collections: ReadonlyMap<string, NativeFunction> = new Map(
  [
    native(
      "set",
      ["value", "default"],
      ([value, fallback]) => {
        const items = itemsOf(value ?? null);
        return items ? new PySet(items) : (fallback ?? null);
      },
      1,
    ),
    native("set_strict", ["value"], ([value]) => new PySet(strictItems(value ?? null)), 1),
    native(
      "local_md5",
      ["value"],
      ([value]) =>
        createHash("md5")
          .update(str(value ?? null))
          .digest("hex"),
      1,
    ),
    native("diff_of_two_dicts", ["dict_a", "dict_b"], ([a, b]) => difference(a ?? null, b ?? null), 2),
    zip("zip", (value) => itemsOf(value)),
    zip("zip_strict", strictItems),
  ].map((it) => [it.name, it]),
);

/** What Python's `iter(value)` yields; undefined when it can't be iterated. */
export function itemsOf(value: Value): readonly Value[] | undefined {
  if (isString(value)) return [...textOf(value)];
  if (value instanceof PyList || value instanceof PyTuple) return value.items;
  if (value instanceof PyDict) return [...value.keys()];
  if (value instanceof PySet) return [...value.values()];
  const hosted = value instanceof HostObject ? value.iterate() : undefined;
  return hosted && [...hosted];
}

function strictItems(value: Value): readonly Value[] {
  const items = itemsOf(value);
  if (!items) throw new PyError("CompilationError", `'${typeName(value)}' object is not iterable`);
  return items;
}

/** Printed as the iterator that Python makes of it. */
class Zipped extends HostObject {
  readonly typeName = "zip";
  readonly #rows: readonly PyTuple[];
  constructor(rows: readonly PyTuple[]) {
    super();
    this.#rows = rows;
  }
  override str(): string {
    return "<zip object>";
  }
  override iterate(): Iterable<Value> {
    return this.#rows;
  }
}

function zip(name: string, read: (value: Value) => readonly Value[] | undefined): NativeFunction {
  return new NativeFunction(name, (positional, keyword) => {
    const columns = positional.map(read);
    if (columns.some((it) => it === undefined)) return keyword.get("default") ?? null;
    const known = columns.filter((it) => it !== undefined);
    const length = known.length === 0 ? 0 : Math.min(...known.map((it) => it.length));
    return new Zipped(Array.from({ length }, (_, at) => new PyTuple(known.map((it) => it[at] ?? null))));
  });
}

/** Entries of `a` whose items aren't all in `b`, compared without case; as dbt uses it for grants. */
function difference(a: Value, b: Value): PyDict {
  const left = a instanceof PyDict ? a : new PyDict();
  const right = b instanceof PyDict ? b : new PyDict();
  const lowered = new Map([...right.entries()].map(([key, items]) => [str(key).toLowerCase(), itemsOf(items) ?? []]));
  const result = new PyDict();
  for (const [key, items] of left.entries()) {
    const known = lowered.get(str(key).toLowerCase());
    const lower = new Set((known ?? []).map((it) => str(it).toLowerCase()));
    const extra = (itemsOf(items) ?? []).filter((it) => !lower.has(str(it).toLowerCase()));
    if (known === undefined) result.set(key, items);
    else if (extra.length > 0) result.set(key, new PyList([...extra]));
  }
  return result;
}
