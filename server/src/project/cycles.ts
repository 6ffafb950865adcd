import { memo } from "../base/memo.ts";
import { resolveRef } from "./resolve.ts";
import type { Node, NodeTable, ProjectSnapshot } from "./snapshot.ts";

/** What is known of one table of nodes: for each that was asked, the ring of nodes it stands in. */
interface Rings {
  /** A node that was looked at, and the first member of its ring: itself for one that stands in none. */
  readonly leader: Map<string, string>;
  readonly members: Map<string, ReadonlySet<string>>;
}

const ringsOf = memo((_nodes: NodeTable): Rings => ({ leader: new Map(), members: new Map() }));

/**
 * The shortest way along `ref()`s from a node back to itself, as unique_ids: `[a, b]` for two that refer to
 * each other, `[a]` for one that refers to itself. Undefined where there is none, which dbt demands.
 *
 * Only what the node can reach is looked at, and once for all nodes of a snapshot.
 */
export function cycleThrough(snapshot: ProjectSnapshot, node: Node): readonly string[] | undefined {
  if (!node.facts.config.enabled) return undefined;
  const rings = ringsOf(snapshot.nodes);
  if (!rings.leader.has(node.uniqueId)) explore(snapshot, node.uniqueId, rings);
  const ring = rings.members.get(rings.leader.get(node.uniqueId) ?? "");
  return ring && wayBack(snapshot, node.uniqueId, ring);
}

function parentsOf(snapshot: ProjectSnapshot, uniqueId: string): readonly string[] {
  const node = snapshot.nodes.get(uniqueId);
  return (node?.facts.refs ?? []).flatMap((it) => {
    const found = resolveRef(snapshot, node?.packageName ?? "", it);
    return found.kind === "found" ? [found.node.uniqueId] : [];
  });
}

interface Visit {
  readonly id: string;
  readonly parents: readonly string[];
  next: number;
}

/** Tarjan's search for strongly connected nodes, without recursion: a chain of models may be long. */
function explore(snapshot: ProjectSnapshot, from: string, { leader, members }: Rings): void {
  const order = new Map<string, number>();
  const lowest = new Map<string, number>();
  const open: string[] = [];
  const path: Visit[] = [];
  const enter = (id: string) => {
    order.set(id, order.size);
    lowest.set(id, order.size - 1);
    open.push(id);
    path.push({ id, parents: parentsOf(snapshot, id), next: 0 });
  };
  const lower = (id: string, to: number) => lowest.set(id, Math.min(lowest.get(id) ?? to, to));

  enter(from);
  for (let visit = path.at(-1); visit; visit = path.at(-1)) {
    const parent = visit.parents[visit.next++];
    if (parent !== undefined) {
      if (leader.has(parent)) continue;
      const seen = order.get(parent);
      if (seen === undefined) enter(parent);
      else lower(visit.id, seen);
      continue;
    }
    path.pop();
    const own = lowest.get(visit.id) ?? 0;
    const caller = path.at(-1);
    if (caller) lower(caller.id, own);
    if (own !== order.get(visit.id)) continue;
    const ring = open.splice(open.indexOf(visit.id));
    for (const id of ring) leader.set(id, visit.id);
    if (ring.length > 1 || visit.parents.includes(visit.id)) members.set(visit.id, new Set(ring));
  }
}

function wayBack(snapshot: ProjectSnapshot, to: string, ring: ReadonlySet<string>): readonly string[] {
  const cameFrom = new Map<string, string | undefined>([[to, undefined]]);
  const waiting = [to];
  for (let id = waiting.shift(); id !== undefined; id = waiting.shift()) {
    for (const parent of parentsOf(snapshot, id)) {
      if (parent === to) return backFrom(id, cameFrom);
      if (!ring.has(parent) || cameFrom.has(parent)) continue;
      cameFrom.set(parent, id);
      waiting.push(parent);
    }
  }
  throw new Error(`${to} stands in a ring that has no way back to it`);
}

function backFrom(last: string, cameFrom: ReadonlyMap<string, string | undefined>): readonly string[] {
  const way: string[] = [];
  for (let id: string | undefined = last; id !== undefined; id = cameFrom.get(id)) way.unshift(id);
  return way;
}
