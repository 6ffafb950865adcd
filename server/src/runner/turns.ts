import type { OrderedNode } from "./order.ts";

/** Hands out nodes in their order, each when the selected nodes it waits for have ended. */
export interface Turns<N extends OrderedNode> {
  /** The first one that may begin and that `may` lets begin; it is handed out once. */
  take(may: (node: N) => boolean): N | undefined;
  ended(id: string): void;
}

/**
 * Counts for each node how many of its selected ancestors are still to end.
 *
 * `freed` are nodes that wait for nobody, whatever their ancestors are: those on a cycle would wait for ever.
 */
export function turnsOf<N extends OrderedNode>(order: readonly N[], freed: ReadonlySet<string>): Turns<N> {
  const place = new Map(order.map((it, at) => [it.id, at]));
  const behind = new Map<string, N[]>();
  const waitsFor = new Map<string, number>();
  for (const node of order) {
    const above = freed.has(node.id) ? [] : [...node.ancestors];
    waitsFor.set(node.id, above.length);
    for (const id of above) {
      const list = behind.get(id) ?? [];
      if (list.length === 0) behind.set(id, list);
      list.push(node);
    }
  }
  const ready = order.filter((it) => waitsFor.get(it.id) === 0);

  return {
    take(may) {
      const at = ready.findIndex(may);
      return at < 0 ? undefined : ready.splice(at, 1)[0];
    },
    ended(id) {
      for (const node of behind.get(id) ?? []) {
        const left = (waitsFor.get(node.id) ?? 0) - 1;
        waitsFor.set(node.id, left);
        if (left === 0) insert(ready, node, place);
      }
    },
  };
}

/** Keeps the order of the run among those that are ready. */
function insert<N extends OrderedNode>(ready: N[], node: N, place: ReadonlyMap<string, number>): void {
  const own = place.get(node.id) ?? 0;
  let low = 0;
  let high = ready.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((place.get(ready[middle]?.id ?? "") ?? 0) < own) low = middle + 1;
    else high = middle;
  }
  ready.splice(low, 0, node);
}
