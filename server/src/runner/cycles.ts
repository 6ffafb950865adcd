import type { Graph } from "../project/snapshot.ts";

/**
 * The nodes that depend on themselves, each with a shortest way round: `[a, b, a]`.
 *
 * dbt refuses a whole project for one of these.
 */
export function cycles({ parents, children }: Graph): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, readonly string[]>();
  for (const id of unordered(parents, children)) {
    const way = wayRound(id, parents);
    if (way) found.set(id, way);
  }
  return found;
}

/** What is left when everything whose parents are done is taken away: cycles, and what lies behind them. */
function unordered(parents: Graph["parents"], children: Graph["children"]): readonly string[] {
  const waitsFor = new Map([...parents].map(([id, above]) => [id, new Set(above).size]));
  const ready = [...waitsFor].flatMap(([id, count]) => (count === 0 ? [id] : []));
  for (let id = ready.pop(); id !== undefined; id = ready.pop()) {
    waitsFor.delete(id);
    for (const child of new Set(children.get(id))) {
      const left = (waitsFor.get(child) ?? 0) - 1;
      waitsFor.set(child, left);
      if (left === 0) ready.push(child);
    }
  }
  return [...waitsFor.keys()];
}

function wayRound(start: string, parents: Graph["parents"]): readonly string[] | undefined {
  const cameFrom = new Map<string, string>();
  let edge = [start];
  while (edge.length > 0) {
    const next: string[] = [];
    for (const id of edge) {
      for (const parent of parents.get(id) ?? []) {
        if (parent === start) return [...trail(id, start, cameFrom), start];
        if (cameFrom.has(parent)) continue;
        cameFrom.set(parent, id);
        next.push(parent);
      }
    }
    edge = next;
  }
  return undefined;
}

function trail(end: string, start: string, cameFrom: ReadonlyMap<string, string>): readonly string[] {
  const ids = [end];
  for (let at = end; at !== start; ) {
    at = cameFrom.get(at) ?? start;
    ids.unshift(at);
  }
  return ids;
}
