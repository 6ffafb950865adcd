import { equals } from "../compare.ts";
import type { Interpreter } from "../interpreter.ts";
import { NamedTuple } from "../named-tuple.ts";
import { type Direction, sorted } from "../sort.ts";
import { isString, textOf, truthy, typeName } from "../text.ts";
import { PyDict, PyError, PyList, PyTuple, Undefined, type Value } from "../values.ts";
import { type Filters, filterOf } from "./filter.ts";
import { foldCase, keyFor, multiKeyFor } from "./key.ts";
import { caseFrom, itemsOf } from "./sequence.ts";

function directionFrom(reverse: Value | undefined): Direction {
  return reverse !== undefined && truthy(reverse) ? "descending" : "ascending";
}

function sort(bound: readonly (Value | undefined)[], interpreter: Interpreter): Value {
  const [input = null, reverse, sensitive, attribute] = bound;
  const key = multiKeyFor(attribute, caseFrom(sensitive));
  const keyed = itemsOf(input, interpreter).map((value) => ({ key: key(value), value }));
  return new PyList(sorted(keyed, directionFrom(reverse), interpreter.charge).map((it) => it.value));
}

function sortDict(bound: readonly (Value | undefined)[], interpreter: Interpreter): Value {
  const [input = null, sensitive, by = "key", reverse] = bound;
  const part = isString(by) ? ["key", "value"].indexOf(textOf(by)) : -1;
  if (part < 0) throw new PyError("FilterArgumentError", 'You can only sort by either "key" or "value"');
  if (input instanceof Undefined) throw new PyError(input.errorType, input.message);
  if (!(input instanceof PyDict))
    throw new PyError("AttributeError", `'${typeName(input)}' object has no attribute 'items'`);
  const fold = caseFrom(sensitive) === "insensitive" ? foldCase : (value: Value) => value;
  const keyed = Array.from(input.entries(), (entry) => ({ key: fold(entry[part] ?? null), value: new PyTuple(entry) }));
  return new PyList(sorted(keyed, directionFrom(reverse), interpreter.charge).map((it) => it.value));
}

function group(bound: readonly (Value | undefined)[], interpreter: Interpreter): Value {
  const [input = null, attribute = null, fallback = null, sensitive] = bound;
  const shown = keyFor(attribute, "sensitive", fallback);
  const key = keyFor(attribute, caseFrom(sensitive), fallback);
  const keyed = itemsOf(input, interpreter).map((value) => ({ key: key(value), value }));
  const groups: { readonly key: Value; readonly items: Value[] }[] = [];
  for (const it of sorted(keyed, "ascending", interpreter.charge)) {
    const open = groups.at(-1);
    if (open && equals(open.key, it.key)) open.items.push(it.value);
    else groups.push({ key: it.key, items: [it.value] });
  }
  return new PyList(
    groups.map(({ items }) => new NamedTuple(["grouper", "list"], [shown(items[0] ?? null), new PyList(items)])),
  );
}

/** The filters that sort. */
export const orderFilters: Filters = new Map([
  ["sort", filterOf("do_sort", ["reverse", "case_sensitive", "attribute"], sort)],
  ["dictsort", filterOf("do_dictsort", ["case_sensitive", "by", "reverse"], sortDict)],
  ["groupby", filterOf("sync_do_groupby", ["attribute", "default", "case_sensitive"], group, 1)],
]);
