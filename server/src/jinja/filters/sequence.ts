import { asCount } from "../arguments.ts";
import { points } from "../code-points.ts";
import { compare, contains } from "../compare.ts";
import { Generator } from "../generator.ts";
import { growth } from "../growth.ts";
import type { Interpreter } from "../interpreter.ts";
import { iterate, lengthOf } from "../iterate.ts";
import { binary } from "../operators.ts";
import { joinTraced, partOf, scaffold, type TracedPart } from "../pieces.ts";
import { isString, str, textOf, truthy, typeName } from "../text.ts";
import {
  HostObject,
  PyDict,
  PyError,
  PyList,
  PySet,
  PyTuple,
  Traced,
  Undefined,
  Unknown,
  type Value,
} from "../values.ts";
import { type Filters, filterOf } from "./filter.ts";
import { type Case, keyFor } from "./key.ts";

/** All items of an iterable in a new array, each charged. */
export function itemsOf(value: Value, { charge }: Interpreter): Value[] {
  const items: Value[] = [];
  for (const it of iterate(value)) {
    charge(1, 1);
    items.push(it);
  }
  return items;
}

/** How the case of letters counts, from a `case_sensitive` argument. */
export function caseFrom(value: Value | undefined): Case {
  return value !== undefined && truthy(value) ? "sensitive" : "insensitive";
}

function first(value: Value): Value {
  const next = iterate(value)[Symbol.iterator]().next();
  return next.done ? new Undefined("No first item, sequence was empty.") : next.value;
}

function isReversible(value: Value): boolean {
  if (value instanceof HostObject) return value.length() !== undefined;
  return (
    isString(value) ||
    value instanceof Undefined ||
    value instanceof PyList ||
    value instanceof PyTuple ||
    value instanceof PyDict
  );
}

function last(value: Value, interpreter: Interpreter): Value {
  if (!isReversible(value)) throw new PyError("TypeError", `'${typeName(value)}' object is not reversible`);
  if (value instanceof PyList || value instanceof PyTuple)
    return value.items.at(-1) ?? new Undefined("No last item, sequence was empty.");
  return itemsOf(value, interpreter).at(-1) ?? new Undefined("No last item, sequence was empty.");
}

const REVERSE_ITERATORS: ReadonlyMap<string, string> = new Map([
  ["list", "list_reverseiterator"],
  ["dict", "dict_reversekeyiterator"],
  ["dict_keys", "dict_reversekeyiterator"],
  ["dict_values", "dict_reversevalueiterator"],
  ["dict_items", "dict_reverseitemiterator"],
  ["range", "range_iterator"],
]);

function reverse(value: Value, interpreter: Interpreter): Value {
  if (isString(value)) return points(textOf(value)).toReversed().join("");
  let items: Value[];
  try {
    items = itemsOf(value, interpreter);
  } catch (error) {
    if (!(error instanceof PyError) || error.type !== "TypeError") throw error;
    throw new PyError("FilterArgumentError", "argument must be iterable");
  }
  items.reverse();
  if (!isReversible(value)) return new PyList(items);
  const name = REVERSE_ITERATORS.get(typeName(value)) ?? "reversed";
  return new Generator(name, () => items, name);
}

function join(value: Value, separator: Value, attribute: Value | undefined, { charge }: Interpreter): Value {
  const key = keyFor(attribute);
  const between = scaffold(str(separator));
  const parts: TracedPart[] = [];
  const grow = growth(charge);
  for (const it of iterate(value)) {
    if (parts.length > 0) parts.push(between);
    const found = key(it);
    const part = partOf(found instanceof Traced || found instanceof Unknown ? found : str(found));
    parts.push(part);
    grow(1, between.text.length + part.text.length);
  }
  return joinTraced(parts);
}

function sum(value: Value, attribute: Value | undefined, start: Value, interpreter: Interpreter): Value {
  if (isString(start)) throw new PyError("TypeError", "sum() can't sum strings [use ''.join(seq) instead]");
  const key = keyFor(attribute);
  let total: Value = start;
  for (const it of iterate(value)) {
    interpreter.charge(1);
    total = binary("+", total, key(it), interpreter.charge);
  }
  return total;
}

function extreme(operator: "<" | ">", bound: readonly (Value | undefined)[], { charge }: Interpreter): Value {
  const [input = null, sensitive, attribute] = bound;
  const key = keyFor(attribute, caseFrom(sensitive));
  let best: { readonly key: Value; readonly value: Value } | undefined;
  for (const value of iterate(input)) {
    charge(1);
    const candidate = { key: key(value), value };
    if (candidate.key instanceof Unknown) return candidate.key;
    if (!best || compare(operator, candidate.key, best.key)) best = candidate;
  }
  return best ? best.value : new Undefined("No aggregated item, sequence was empty.");
}

function unique(value: Value, letterCase: Case, attribute: Value | undefined, { charge }: Interpreter): Value {
  const key = keyFor(attribute, letterCase);
  return new Generator("do_unique", function* () {
    const seen = new PySet();
    for (const it of iterate(value)) {
      charge(1, 1);
      const found = key(it);
      if (contains(seen, found)) continue;
      seen.add(found);
      yield it;
    }
  });
}

function batch(value: Value, size: number, fill: Value, { charge }: Interpreter): Value {
  return new Generator("do_batch", function* () {
    let row: Value[] = [];
    for (const it of iterate(value)) {
      charge(1);
      if (row.length === size) {
        yield new PyList(row);
        row = [];
      }
      row.push(it);
    }
    if (row.length === 0) return;
    if (fill !== null && row.length < size) {
      charge(size - row.length, size);
      while (row.length < size) row.push(fill);
    }
    yield new PyList(row);
  });
}

function slices(value: Value, count: number, fill: Value, interpreter: Interpreter): Value {
  return new Generator("sync_do_slice", function* () {
    const items = itemsOf(value, interpreter);
    if (count === 0) throw new PyError("ZeroDivisionError", "integer division or modulo by zero");
    const each = Math.floor(items.length / count);
    const longer = items.length - each * count;
    let at = 0;
    for (let slice = 0; slice < count; slice++) {
      interpreter.charge(1);
      const end = at + each + (slice < longer ? 1 : 0);
      const part = items.slice(at, end);
      if (fill !== null && slice >= longer) part.push(fill);
      yield new PyList(part);
      at = end;
    }
  });
}

/** The filters on sequences that neither choose by a test nor sort. */
export const sequenceFilters: Filters = new Map([
  ["first", filterOf("do_first", [], ([value]) => first(value))],
  ["last", filterOf("do_last", [], ([value], interpreter) => last(value, interpreter))],
  ["length", filterOf("len", [], ([value]) => lengthOf(value))],
  ["count", filterOf("len", [], ([value]) => lengthOf(value))],
  ["list", filterOf("do_list", [], ([value], interpreter) => new PyList(itemsOf(value, interpreter)))],
  ["reverse", filterOf("do_reverse", [], ([value], interpreter) => reverse(value, interpreter))],
  [
    "join",
    filterOf("do_join", ["d", "attribute"], ([value, by = "", attribute], interpreter) =>
      join(value, by, attribute, interpreter),
    ),
  ],
  [
    "sum",
    filterOf("do_sum", ["attribute", "start"], ([value, attribute, start = 0], interpreter) =>
      sum(value, attribute, start, interpreter),
    ),
  ],
  [
    "min",
    filterOf("do_min", ["case_sensitive", "attribute"], (bound, interpreter) => extreme("<", bound, interpreter)),
  ],
  [
    "max",
    filterOf("do_max", ["case_sensitive", "attribute"], (bound, interpreter) => extreme(">", bound, interpreter)),
  ],
  [
    "unique",
    filterOf("do_unique", ["case_sensitive", "attribute"], ([value, sensitive, attribute], interpreter) =>
      unique(value, caseFrom(sensitive), attribute, interpreter),
    ),
  ],
  [
    "batch",
    filterOf(
      "do_batch",
      ["linecount", "fill_with"],
      ([value, size, fill = null], interpreter) => batch(value, asCount(size, 0), fill, interpreter),
      1,
    ),
  ],
  [
    "slice",
    filterOf(
      "sync_do_slice",
      ["slices", "fill_with"],
      ([value, count, fill = null], interpreter) => slices(value, asCount(count, 0), fill, interpreter),
      1,
    ),
  ],
  [
    "items",
    filterOf(
      "do_items",
      [],
      ([value]) =>
        new Generator("do_items", function* () {
          if (value instanceof Undefined) return;
          if (!(value instanceof PyDict)) throw new PyError("TypeError", "Can only get item pairs from a mapping.");
          for (const entry of value.entries()) yield new PyTuple(entry);
        }),
    ),
  ],
  [
    "random",
    filterOf("do_random", [], ([value], interpreter) =>
      lengthOf(value) === 0
        ? new Undefined("No random item, sequence was empty.")
        : interpreter.unknown("`random` picks another item in each run"),
    ),
  ],
]);
