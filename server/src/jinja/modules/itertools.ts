import { asCount, bind } from "../arguments.ts";
import { Generator } from "../generator.ts";
import type { Interpreter } from "../interpreter.ts";
import { iterate } from "../iterate.ts";
import { isNumeric } from "../numbers.ts";
import { binary } from "../operators.ts";
import { truthy } from "../text.ts";
import { type HostObject, type KeywordArguments, Namespaced, PyError, PyTuple, type Value } from "../values.ts";
import { functions, HostType } from "./host-type.ts";

type Produce = (
  positional: readonly Value[],
  keyword: KeywordArguments,
  interpreter: Interpreter,
) => () => Iterable<Value>;

// Every item is charged when it is taken, so that even an endless iterator ends with a problem.
function iterator(name: string, produce: Produce): readonly [string, Value] {
  const whole = `itertools.${name}`;
  const construct = (positional: readonly Value[], keyword: KeywordArguments, interpreter: Interpreter) => {
    const items = produce(positional, keyword, interpreter);
    return new Generator(whole, () => charged(items(), interpreter), whole);
  };
  return [name, new HostType(whole, construct, name === "chain" ? chainMembers : new Map())];
}

function* charged(items: Iterable<Value>, { charge }: Interpreter): Iterable<Value> {
  for (const it of items) {
    charge(1);
    yield it;
  }
}

function listed(value: Value, { charge }: Interpreter): Value[] {
  const items: Value[] = [];
  for (const it of iterate(value)) {
    charge(1, 1);
    items.push(it);
  }
  return items;
}

function* chained(sources: Iterable<Value>): Iterable<Value> {
  for (const source of sources) yield* iterate(source);
}

const chainMembers = functions({
  from_iterable: ([sources = null], _keyword, interpreter) =>
    new Generator("itertools.chain", () => charged(chained(iterate(sources)), interpreter), "itertools.chain"),
});

function* products(pools: readonly (readonly Value[])[]): Iterable<Value> {
  if (pools.some((it) => it.length === 0)) return;
  const at = pools.map(() => 0);
  for (;;) {
    yield new PyTuple(pools.map((pool, index) => pool[at[index] ?? 0] ?? null));
    let turn = pools.length - 1;
    while (turn >= 0 && (at[turn] ?? 0) + 1 === pools[turn]?.length) at[turn--] = 0;
    if (turn < 0) return;
    at[turn] = (at[turn] ?? 0) + 1;
  }
}

/** How the numbers of a selection may follow one another. */
type Order = "rising" | "not falling" | "distinct";

function* selections(
  items: readonly Value[],
  size: number,
  order: Order,
  chosen: readonly number[] = [],
): Iterable<Value> {
  if (chosen.length === size) {
    yield new PyTuple(chosen.map((at) => items[at] ?? null));
    return;
  }
  const last = chosen.at(-1);
  const start = order === "distinct" || last === undefined ? 0 : order === "rising" ? last + 1 : last;
  for (let at = start; at < items.length; at++) {
    if (order === "distinct" && chosen.includes(at)) continue;
    yield* selections(items, size, order, [...chosen, at]);
  }
}

function selecting(name: string, order: Order): readonly [string, Value] {
  return iterator(name, (positional, keyword, interpreter) => {
    const [source = null, size = null] = bind(name, ["iterable", "r"], positional, keyword, 1);
    const items = listed(source, interpreter);
    const count = size === null ? items.length : asCount(size, items.length);
    if (count < 0) throw new PyError("ValueError", "r must be non-negative");
    const impossible = count > items.length && order !== "not falling";
    if (count > 150) interpreter.charge(count * count * count, count);
    return () => (impossible ? [] : selections(items, count, order));
  });
}

function* sliced(source: Value, start: number, stop: number, step: number): Iterable<Value> {
  if (stop <= start) return;
  let index = 0;
  for (const it of iterate(source)) {
    if (index >= start && (index - start) % step === 0) yield it;
    if (++index >= stop) return;
  }
}

function slicing([source = null, ...bounds]: readonly Value[]): () => Iterable<Value> {
  const [start, stop, step] = bounds.length < 2 ? [null, bounds[0] ?? null, null] : bounds;
  const [from, by] = [asCount(start ?? 0, 0), asCount(step ?? 1, 1)];
  const to = stop === null || stop === undefined ? Number.POSITIVE_INFINITY : asCount(stop, 0);
  if (from < 0 || to < 0)
    throw new PyError("ValueError", "Indices for islice() must be None or an integer: 0 <= x <= sys.maxsize.");
  if (by < 1) throw new PyError("ValueError", "Step for islice() must be a positive integer or None.");
  return () => sliced(source, from, to, by);
}

function* zipped(sources: readonly Value[], fill: Value): Iterable<Value> {
  const iterators = sources.map((it) => iterate(it)[Symbol.iterator]());
  for (;;) {
    const next = iterators.map((it) => it.next());
    if (next.every((it) => it.done)) return;
    yield new PyTuple(next.map((it) => (it.done ? fill : it.value)));
  }
}

function* accumulated(source: Value, combine: (total: Value, it: Value) => Value, initial: Value): Iterable<Value> {
  let total: Value | undefined = initial === null ? undefined : initial;
  if (total !== undefined) yield total;
  for (const it of iterate(source)) {
    total = total === undefined ? it : combine(total, it);
    yield total;
  }
}

function* repeated(value: Value, times: number): Iterable<Value> {
  for (let turn = 0; turn < times; turn++) yield value;
}

function* counted(start: Value, step: Value, { charge }: Interpreter): Iterable<Value> {
  for (let value = start; ; value = binary("+", value, step, charge)) yield value;
}

function* cycled(items: readonly Value[]): Iterable<Value> {
  while (items.length > 0) yield* items;
}

function* compressed(source: Value, selectors: Value): Iterable<Value> {
  const chosen = iterate(selectors)[Symbol.iterator]();
  for (const it of iterate(source)) {
    const next = chosen.next();
    if (next.done) return;
    if (truthy(next.value)) yield it;
  }
}

/** dbt's `modules.itertools`. */
export function itertoolsModule(): HostObject {
  const members = new Map<string, Value>([
    iterator("chain", (sources) => () => chained(sources)),
    iterator("product", (sources, keyword, interpreter) => {
      const pools = sources.map((it) => listed(it, interpreter));
      const times = asCount(keyword.get("repeat"), 1);
      interpreter.charge(pools.length * times, pools.length * times);
      const all = Array.from({ length: times }, () => pools).flat();
      return () => products(all);
    }),
    selecting("combinations", "rising"),
    selecting("combinations_with_replacement", "not falling"),
    selecting("permutations", "distinct"),
    iterator("zip_longest", (sources, keyword) => () => zipped(sources, keyword.get("fillvalue") ?? null)),
    iterator("islice", (positional) => slicing(positional)),
    iterator("repeat", (positional, keyword) => {
      const [value = null, times] = bind("repeat", ["object", "times"], positional, keyword, 1);
      return () => repeated(value, asCount(times, Number.POSITIVE_INFINITY));
    }),
    iterator("count", (positional, keyword, interpreter) => {
      const [start = 0, step = 1] = bind("count", ["start", "step"], positional, keyword);
      if (!isNumeric(start) || !isNumeric(step)) throw new PyError("TypeError", "a number is required");
      return () => counted(start, step, interpreter);
    }),
    iterator(
      "cycle",
      ([source = null], _keyword, interpreter) =>
        () =>
          cycled(listed(source, interpreter)),
    ),
    iterator("accumulate", (positional, keyword, interpreter) => {
      const [source = null, by = null] = bind(
        "accumulate",
        ["iterable", "func"],
        positional,
        withoutInitial(keyword),
        1,
      );
      const combine = (total: Value, it: Value) =>
        by === null ? binary("+", total, it, interpreter.charge) : interpreter.call(by, [total, it], new Map());
      return () => accumulated(source, combine, keyword.get("initial") ?? null);
    }),
    iterator(
      "compress",
      ([source = null, selectors = null]) =>
        () =>
          compressed(source, selectors),
    ),
    iterator(
      "starmap",
      ([callee = null, source = null], _keyword, interpreter) =>
        () =>
          Array.from(iterate(source), (it) => interpreter.call(callee, [...iterate(it)], new Map())),
    ),
    ...functions({
      tee: ([source = null, count], _keyword, interpreter) => {
        const items = listed(source, interpreter);
        const copies = Math.min(1000, Math.max(0, asCount(count, 2)));
        return new PyTuple(
          Array.from({ length: copies }, () => new Generator("itertools._tee", () => items, "itertools._tee")),
        );
      },
    }),
  ]);
  return new Namespaced("module", (name) => members.get(name));
}

function withoutInitial(keyword: KeywordArguments): KeywordArguments {
  return new Map([...keyword].filter(([name]) => name !== "initial"));
}
