import { asCount, bind, countArguments } from "../arguments.ts";
import { equals } from "../compare.ts";
import type { Interpreter } from "../interpreter.ts";
import { iterate } from "../iterate.ts";
import { sorted } from "../sort.ts";
import { repr, truthy, typeName } from "../text.ts";
import type { KeywordArguments } from "../values.ts";
import { PyError, PyList, Unknown, type Value } from "../values.ts";
import type { Method, Methods } from "./method.ts";

type OnItems = (items: Value[], positional: readonly Value[], interpreter: Interpreter) => Value;

function onList(name: string, [least, most]: readonly [number, number], run: OnItems): readonly [string, Method] {
  return [
    name,
    (self, positional, keyword, interpreter) => {
      countArguments(`list.${name}`, positional, keyword, [least, most]);
      return run(itemsOf(self), positional, interpreter);
    },
  ];
}

function itemsOf(self: Value): Value[] {
  if (self instanceof PyList) return self.items;
  throw new PyError("TypeError", `descriptor requires a 'list' object but received a '${typeName(self)}'`);
}

/** Where `wanted` first stands between the bounds; -1 when it doesn't. */
export function positionOf(items: readonly Value[], wanted: Value, from?: Value, to?: Value): number {
  const place = (at: number) => (at < 0 ? Math.max(0, at + items.length) : at);
  const end = Math.min(items.length, place(asCount(to, items.length)));
  for (let at = place(asCount(from, 0)); at < end; at++) {
    const it = items[at] ?? null;
    if (it === wanted || equals(it, wanted)) return at;
  }
  return -1;
}

/** How often `wanted` stands in a sequence. */
export function timesIn(items: readonly Value[], wanted: Value): number {
  return items.filter((it) => it === wanted || equals(it, wanted)).length;
}

function pop(items: Value[], positional: readonly Value[]): Value {
  const index = asCount(positional[0], -1);
  if (items.length === 0) throw new PyError("IndexError", "pop from empty list");
  const at = index < 0 ? index + items.length : index;
  if (at < 0 || at >= items.length) throw new PyError("IndexError", "pop index out of range");
  const [taken = null] = items.splice(at, 1);
  return taken;
}

function extend(items: Value[], more: Value, { charge }: Interpreter): Value {
  const added = more instanceof PyList && more.items === items ? [...items] : iterate(more);
  for (const it of added) {
    charge(1, 1);
    items.push(it);
  }
  return null;
}

function sort(self: Value, positional: readonly Value[], keyword: KeywordArguments, interpreter: Interpreter): Value {
  if (positional.length > 0) throw new PyError("TypeError", "sort() takes no positional arguments");
  const items = itemsOf(self);
  const [key = null, reverse = false] = bind("sort", ["key", "reverse"], [], keyword);
  const keyed = items.map((value) => ({
    value,
    key: key === null ? value : interpreter.call(key, [value], new Map()),
  }));
  const result = sorted(keyed, truthy(reverse) ? "descending" : "ascending", interpreter.charge);
  items.splice(0, items.length);
  for (const it of result) items.push(it.value);
  return null;
}

/** Python's list methods. */
export const listMethods: Methods = new Map([
  onList("append", [1, 1], (items, [it = null], { charge }) => {
    charge(1, 1);
    items.push(it);
    return null;
  }),
  onList("extend", [1, 1], (items, [more = null], interpreter) => extend(items, more, interpreter)),
  onList("insert", [2, 2], (items, [index, it = null], { charge }) => {
    charge(1, 1);
    items.splice(asCount(index, 0), 0, it);
    return null;
  }),
  onList("pop", [0, 1], (items, positional) => pop(items, positional)),
  onList("remove", [1, 1], (items, [wanted = null], { charge }) => {
    charge(1 + items.length / 16);
    const at = positionOf(items, wanted);
    if (at < 0) throw new PyError("ValueError", "list.remove(x): x not in list");
    items.splice(at, 1);
    return null;
  }),
  onList("index", [1, 3], (items, [wanted = null, from, to], { charge }) => {
    charge(1 + items.length / 16);
    if (wanted instanceof Unknown) return wanted;
    const at = positionOf(items, wanted, from, to);
    if (at < 0) throw new PyError("ValueError", `${repr(wanted)} is not in list`);
    return at;
  }),
  onList("count", [1, 1], (items, [wanted = null], { charge }) => {
    charge(1 + items.length / 16);
    return wanted instanceof Unknown ? wanted : timesIn(items, wanted);
  }),
  ["sort", sort],
  onList("reverse", [0, 0], (items) => {
    items.reverse();
    return null;
  }),
  onList("copy", [0, 0], (items, _, { charge }) => {
    charge(1 + items.length / 16, items.length);
    return new PyList([...items]);
  }),
  onList("clear", [0, 0], (items) => {
    items.splice(0, items.length);
    return null;
  }),
]);
