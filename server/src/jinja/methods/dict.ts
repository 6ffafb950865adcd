import { countArguments } from "../arguments.ts";
import { contains } from "../compare.ts";
import { iterate, lengthOf } from "../iterate.ts";
import { repr, typeName } from "../text.ts";
import {
  type Charge,
  HostObject,
  type KeywordArguments,
  PyDict,
  PyError,
  PyList,
  PyTuple,
  Unknown,
  type Value,
} from "../values.ts";
import type { Method, Methods } from "./method.ts";

/** What `dict.keys()`, `.values()` and `.items()` give: it follows the dict and can be gone through again and again. */
class DictView extends HostObject {
  readonly typeName: "dict_keys" | "dict_values" | "dict_items";
  readonly #dict: PyDict;
  constructor(typeName: DictView["typeName"], dict: PyDict) {
    super();
    this.typeName = typeName;
    this.#dict = dict;
  }
  override iterate(): Iterable<Value> {
    if (this.typeName === "dict_keys") return this.#dict.keys();
    if (this.typeName === "dict_values") return this.#dict.values();
    return Array.from(this.#dict.entries(), (entry) => new PyTuple(entry));
  }
  override length(): number {
    return this.#dict.size;
  }
  override truthy(): boolean {
    return this.#dict.size > 0;
  }
  override str(): string {
    return `${this.typeName}(${repr(new PyList([...this.iterate()]))})`;
  }
  override equals(other: Value): boolean {
    if (other === this) return true;
    if (this.typeName === "dict_values" || !(other instanceof DictView) || other.typeName !== this.typeName)
      return false;
    return lengthOf(other) === this.length() && [...this.iterate()].every((it) => contains(other, it));
  }
}

function onDict(
  name: string,
  [least, most]: readonly [number, number],
  run: (dict: PyDict, positional: readonly Value[], charge: Charge) => Value,
): readonly [string, Method] {
  return [
    name,
    (self, positional, keyword, { charge }) => {
      countArguments(`dict.${name}`, positional, keyword, [least, most]);
      return run(dictOf(self), positional, charge);
    },
  ];
}

function dictOf(self: Value): PyDict {
  if (self instanceof PyDict) return self;
  throw new PyError("TypeError", `descriptor requires a 'dict' object but received a '${typeName(self)}'`);
}

/** Puts entries into a dict as `dict.update` and `dict(…)` do: from a dict or an iterable of pairs, then from keywords. */
export function updateDict(dict: PyDict, source: Value | undefined, keyword: KeywordArguments, charge: Charge): void {
  const put = (key: Value, value: Value) => {
    charge(1, 1);
    dict.set(key, value);
  };
  if (source instanceof PyDict) for (const [key, value] of [...source.entries()]) put(key, value);
  else if (source !== undefined) {
    let at = 0;
    for (const pair of iterate(source)) {
      if (pair instanceof Unknown) continue;
      const [key, value, ...more] = pairOf(pair, at);
      if (key === undefined || value === undefined || more.length > 0)
        throw new PyError(
          "ValueError",
          `dictionary update sequence element #${at} has length ${lengthOf(pair)}; 2 is required`,
        );
      put(key, value);
      at++;
    }
  }
  for (const [key, value] of keyword) put(key, value);
}

function pairOf(pair: Value, at: number): readonly Value[] {
  try {
    return [...iterate(pair)];
  } catch (error) {
    if (!(error instanceof PyError)) throw error;
    throw new PyError("TypeError", `cannot convert dictionary update sequence element #${at} to a sequence`);
  }
}

function pop(dict: PyDict, [key = null, fallback]: readonly Value[]): Value {
  if (key instanceof Unknown) return key;
  const value = dict.get(key);
  if (value === undefined) {
    if (fallback !== undefined) return fallback;
    throw new PyError("KeyError", repr(key));
  }
  dict.delete(key);
  return value;
}

function popItem(dict: PyDict, charge: Charge): Value {
  charge(1 + dict.size / 4);
  const last = [...dict.entries()].at(-1);
  if (!last) throw new PyError("KeyError", "'popitem(): dictionary is empty'");
  dict.delete(last[0]);
  return new PyTuple(last);
}

function fromKeys([keys = null, value = null]: readonly Value[], charge: Charge): PyDict {
  const dict = new PyDict();
  for (const key of iterate(keys)) {
    charge(1, 1);
    dict.set(key, value);
  }
  return dict;
}

/** Python's dict methods. */
export const dictMethods: Methods = new Map([
  onDict("get", [1, 2], (dict, [key = null, fallback = null]) =>
    key instanceof Unknown ? key : (dict.get(key) ?? fallback),
  ),
  onDict("keys", [0, 0], (dict) => new DictView("dict_keys", dict)),
  onDict("values", [0, 0], (dict) => new DictView("dict_values", dict)),
  onDict("items", [0, 0], (dict) => new DictView("dict_items", dict)),
  onDict("pop", [1, 2], pop),
  onDict("popitem", [0, 0], (dict, _, charge) => popItem(dict, charge)),
  onDict("setdefault", [1, 2], (dict, [key = null, fallback = null], charge) => {
    if (key instanceof Unknown) return key;
    const known = dict.get(key);
    if (known !== undefined) return known;
    charge(1, 1);
    dict.set(key, fallback);
    return fallback;
  }),
  [
    "update",
    (self, positional, keyword, { charge }) => {
      countArguments("update", positional, new Map(), [0, 1]);
      updateDict(dictOf(self), positional[0], keyword, charge);
      return null;
    },
  ],
  onDict("copy", [0, 0], (dict, _, charge) => {
    charge(1 + dict.size / 4, dict.size);
    return PyDict.from(dict.entries());
  }),
  onDict("clear", [0, 0], (dict) => {
    dict.clear();
    return null;
  }),
  onDict("fromkeys", [1, 2], (_, positional, charge) => fromKeys(positional, charge)),
]);
