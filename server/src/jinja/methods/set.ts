import { countArguments } from "../arguments.ts";
import { isSubset } from "../compare.ts";
import { iterate } from "../iterate.ts";
import { repr } from "../text.ts";
import { type Charge, PyError, PySet, Unknown, type Value } from "../values.ts";
import type { Method, Methods } from "./method.ts";

type OnSet = (set: PySet, others: readonly Value[], charge: Charge) => Value;

const MANY = Number.POSITIVE_INFINITY;

function onSet(name: string, [least, most]: readonly [number, number], run: OnSet): readonly [string, Method] {
  return [
    name,
    (self, positional, keyword, { charge }) => {
      countArguments(`set.${name}`, positional, keyword, [least, most]);
      if (!(self instanceof PySet)) throw new PyError("TypeError", "descriptor requires a 'set' object");
      charge(1 + self.size / 16, self.size);
      return run(self, positional, charge);
    },
  ];
}

function setOf(value: Value, charge: Charge): PySet {
  if (value instanceof PySet) return value;
  const set = new PySet();
  for (const it of iterate(value)) {
    charge(1, 1);
    set.add(it);
  }
  return set;
}

function filtered(set: PySet, keep: (it: Value) => boolean): PySet {
  return new PySet([...set.values()].filter(keep));
}

function united(set: PySet, others: readonly Value[], charge: Charge): PySet {
  const result = new PySet(set.values());
  for (const other of others) for (const it of [...setOf(other, charge).values()]) result.add(it);
  return result;
}

function without(set: PySet, others: readonly Value[], charge: Charge): PySet {
  const away = others.map((it) => setOf(it, charge));
  return filtered(set, (it) => !away.some((other) => other.has(it)));
}

function shared(set: PySet, others: readonly Value[], charge: Charge): PySet {
  const all = others.map((it) => setOf(it, charge));
  return filtered(set, (it) => all.every((other) => other.has(it)));
}

function exclusive(set: PySet, other: Value, charge: Charge): PySet {
  const second = setOf(other, charge);
  return new PySet([
    ...filtered(set, (it) => !second.has(it)).values(),
    ...filtered(second, (it) => !set.has(it)).values(),
  ]);
}

function become(set: PySet, result: PySet): null {
  const items = [...result.values()];
  for (const it of [...set.values()]) set.delete(it);
  for (const it of items) set.add(it);
  return null;
}

/** Python's set methods. */
export const setMethods: Methods = new Map([
  onSet("add", [1, 1], (set, [it = null], charge) => {
    charge(1, 1);
    set.add(it);
    return null;
  }),
  onSet("discard", [1, 1], (set, [it = null]) => {
    set.delete(it);
    return null;
  }),
  onSet("remove", [1, 1], (set, [it = null]) => {
    if (!(it instanceof Unknown) && !set.delete(it)) throw new PyError("KeyError", repr(it));
    return null;
  }),
  onSet("pop", [0, 0], (set) => {
    for (const it of set.values()) {
      set.delete(it);
      return it;
    }
    throw new PyError("KeyError", "'pop from an empty set'");
  }),
  onSet("clear", [0, 0], (set) => become(set, new PySet())),
  onSet("copy", [0, 0], (set) => new PySet(set.values())),
  onSet("union", [0, MANY], united),
  onSet("intersection", [0, MANY], shared),
  onSet("difference", [0, MANY], without),
  onSet("symmetric_difference", [1, 1], (set, [other = null], charge) => exclusive(set, other, charge)),
  onSet("update", [0, MANY], (set, others, charge) => become(set, united(set, others, charge))),
  onSet("intersection_update", [0, MANY], (set, others, charge) => become(set, shared(set, others, charge))),
  onSet("difference_update", [0, MANY], (set, others, charge) => become(set, without(set, others, charge))),
  onSet("symmetric_difference_update", [1, 1], (set, [other = null], charge) =>
    become(set, exclusive(set, other, charge)),
  ),
  onSet("issubset", [1, 1], (set, [other = null], charge) => isSubset(set, setOf(other, charge))),
  onSet("issuperset", [1, 1], (set, [other = null], charge) => isSubset(setOf(other, charge), set)),
  onSet("isdisjoint", [1, 1], (set, [other = null], charge) => shared(set, [other], charge).size === 0),
]);
