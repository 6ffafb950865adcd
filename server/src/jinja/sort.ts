import { compare } from "./compare.ts";
import { type Charge, Unknown, type Value } from "./values.ts";

/** A value with what it is sorted by. */
export interface Keyed {
  readonly key: Value;
  readonly value: Value;
}

/** The order of the sorted result. */
export type Direction = "ascending" | "descending";

/** Sorts stably as Python does, asking `later < earlier` only; descending keeps equal items in their order too. */
export function sorted(items: readonly Keyed[], direction: Direction, charge: Charge): Keyed[] {
  charge(1 + items.length * Math.ceil(Math.log2(items.length + 2)), items.length);
  const given = direction === "descending" ? items.toReversed() : items;
  const result = mergeSorted(given);
  return direction === "descending" ? result.reverse() : result;
}

function mergeSorted(items: readonly Keyed[]): Keyed[] {
  if (items.length < 2) return [...items];
  const middle = (items.length + 1) >> 1;
  const [left, right] = [mergeSorted(items.slice(0, middle)), mergeSorted(items.slice(middle))];
  const merged: Keyed[] = [];
  let [a, b] = [0, 0];
  while (a < left.length || b < right.length) {
    const [first, second] = [left[a], right[b]];
    if (first && second ? isBefore(second, first) : second) {
      if (second) merged.push(second);
      b++;
    } else {
      if (first) merged.push(first);
      a++;
    }
  }
  return merged;
}

function isBefore(left: Keyed, right: Keyed): boolean {
  return !(left.key instanceof Unknown) && compare("<", left.key, right.key);
}
