import { ok, type Result } from "../base/result.ts";
import type { Catalog, Node, ProjectSnapshot } from "../project/snapshot.ts";
import type { Outcome, RunEvent } from "../protocol/events.ts";
import type { AdapterFailure, Session } from "./adapters/adapter.ts";
import { catalogOf, inspectCatalog, schemaKey, withRelation } from "./catalog.ts";
import { cycles } from "./cycles.ts";
import type { Running, RunOptions } from "./execute.ts";
import { executeNode } from "./execute-node.ts";
import { type OrderedNode, runOrder } from "./order.ts";
import { planNode } from "./plan.ts";
import { firstLine } from "./prepare.ts";
import { sideBySide } from "./side-by-side.ts";
import { turnsOf } from "./turns.ts";

interface Item extends OrderedNode {
  readonly node: Node;
}

/** What all nodes of a run share. */
interface Shared {
  readonly options: RunOptions;
  readonly outcomes: Map<string, Outcome["status"]>;
  /** Connections that are free. */
  readonly free: Session[];
  /** Cancelled by the user, or stopped by the first failure. */
  readonly signal: AbortSignal;
  readonly stop: AbortController;
  catalog: Catalog;
  /** Who failed first, with `failFast`. */
  culprit: string | undefined;
  /** Schemas that a node is creating in its transaction: another that needs one waits, for two can't create it at once. */
  readonly creating: Set<string>;
}

export interface NodesEnd {
  /** Why no node could be run at all. */
  readonly failure: AdapterFailure | null;
  /** The first failure has stopped the rest. */
  readonly stopped: boolean;
}

/**
 * Runs the nodes in their order, as many at once as there are threads; statuses are filed in `outcomes`.
 *
 * Looks at the target only now: a hook may just have made something there.
 */
export async function* executeNodes(
  options: RunOptions,
  { session, signal }: Running,
  outcomes: Map<string, Outcome["status"]>,
): AsyncGenerator<RunEvent, NodesEnd> {
  const { nodes } = options.snapshot;
  const inspected = await inspectCatalog(session, signal);
  if (!inspected.ok) return { failure: inspected.error, stopped: false };
  const more = await connections(session, Math.min(options.threads, options.ids.length) - 1);
  if (!more.ok) return { failure: more.error, stopped: false };

  const stop = new AbortController();
  const shared: Shared = {
    ...{ options, outcomes, stop, signal: AbortSignal.any([signal, stop.signal]) },
    ...{ free: [session, ...more.value], catalog: catalogOf(inspected.value) },
    ...{ culprit: undefined, creating: new Set() },
  };
  const order = runOrder(options.ids, nodes.graph).flatMap((it) => {
    const node = nodes.get(it.id);
    return node ? [{ ...it, node }] : [];
  });
  for (const [at, { node }] of order.entries()) {
    yield { kind: "planned", index: at + 1, ...planNode(node, shared.catalog, options.asked).planned };
  }
  try {
    yield* inTheirTurns(order, shared);
  } finally {
    for (const it of more.value) it.close();
  }
  return { failure: null, stopped: shared.culprit !== undefined };
}

/** Further connections of the same database. */
async function connections(session: Session, count: number): Promise<Result<readonly Session[], AdapterFailure>> {
  const opened: Session[] = [];
  while (opened.length < count) {
    const another = await session.another();
    if (another.ok) {
      opened.push(another.value);
      continue;
    }
    for (const it of opened) it.close();
    return another;
  }
  return ok(opened);
}

async function* inTheirTurns(order: readonly Item[], shared: Shared): AsyncGenerator<RunEvent, void> {
  const round = cycles(shared.options.snapshot.nodes.graph);
  const turns = turnsOf(order, new Set(round.keys()));
  yield* sideBySide(shared.free.length, () => {
    const item = turns.take((it) => !shared.creating.has(schemaKey(it.node.facts.relation)));
    return item && oneNode(item, { shared, round, ended: () => turns.ended(item.id) });
  });
}

interface Turn {
  readonly shared: Shared;
  readonly round: ReadonlyMap<string, readonly string[]>;
  readonly ended: () => void;
}

function oneNode(item: Item, turn: Turn): AsyncGenerator<RunEvent, void> {
  const { shared } = turn;
  const schema = schemaKey(item.node.facts.relation);
  // Before the first event is asked for, so that the next node knows of it.
  const creates = !shared.catalog.complete.has(schema);
  if (creates) shared.creating.add(schema);
  return (async function* () {
    const outcome = yield* outcomeOf(item, turn);
    if (creates) shared.creating.delete(schema);
    shared.outcomes.set(item.id, outcome.status);
    if (outcome.status === "error" && shared.options.failFast && shared.culprit === undefined) {
      shared.culprit = item.node.name;
      shared.stop.abort();
    }
    turn.ended();
    yield { kind: "finished", uniqueId: item.id, ...outcome };
  })();
}

async function* outcomeOf(item: Item, { shared, round }: Turn): AsyncGenerator<RunEvent, Outcome> {
  const { nodes } = shared.options.snapshot;
  const without = inCycle(item.node, round, nodes) ?? reasonToSkip(item, shared);
  if (without) return without;
  const session = shared.free.pop();
  if (!session) throw new Error("more nodes run at once than there are connections");
  try {
    yield { kind: "started", uniqueId: item.id };
    const plan = planNode(item.node, shared.catalog, shared.options.asked);
    const { signal } = shared;
    const { outcome, built } = yield* executeNode(plan, shared.catalog, { ...shared.options, session, signal });
    if (built) shared.catalog = withRelation(shared.catalog, item.node.facts.relation, built.found);
    const { culprit } = shared;
    if (outcome.status !== "cancelled" || culprit === undefined) return outcome;
    return { ...outcome, message: `Stopped, since ${culprit} failed; the target is as it was.` };
  } finally {
    shared.free.push(session);
  }
}

const NOTHING = { world: null, why: null, rows: null, ms: 0, at: null } as const;

/** How a node ends that waits for itself: it can't be built, and dbt refuses the whole project. */
export function inCycle(
  { uniqueId, file, path }: Node,
  round: ReadonlyMap<string, readonly string[]>,
  nodes: ProjectSnapshot["nodes"],
): Outcome | undefined {
  const way = round.get(uniqueId);
  if (!way) return undefined;
  const names = way.map((id) => nodes.get(id)?.name ?? id).join(" → ");
  const message = `${names}: these models wait for each other, so none of them can be built. Take one of the refs out.`;
  return { ...NOTHING, status: "error", message, at: firstLine({ file, path }) };
}

function reasonToSkip({ ancestors }: Item, { options, outcomes, culprit, signal }: Shared): Outcome | undefined {
  const skipped = (message: string): Outcome => ({ ...NOTHING, status: "skipped", message });
  const failed = [...ancestors].find((id) => outcomes.get(id) === "error");
  if (failed !== undefined && (!signal.aborted || culprit !== undefined)) {
    return skipped(`depends on ${options.snapshot.nodes.get(failed)?.name ?? failed}, which failed`);
  }
  if (culprit !== undefined) return skipped(`not begun, since ${culprit} failed`);
  if (signal.aborted) return { ...NOTHING, status: "cancelled", message: "Cancelled before it began." };
  return undefined;
}
