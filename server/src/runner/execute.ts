import type { Result } from "../base/result.ts";
import type { World } from "../base/world.ts";
import type { Catalog, Node, ProjectSnapshot } from "../project/snapshot.ts";
import type { Outcome, RunEvent } from "../protocol/events.ts";
import type { Adapter, AdapterFailure, Session } from "./adapters/adapter.ts";
import { catalogOf, inspectCatalog } from "./catalog.ts";
import { executeNode } from "./execute-node.ts";
import { type OrderedNode, runOrder } from "./order.ts";
import { type NodePlan, planNode } from "./plan.ts";
import type { NodeProblem, PreparedNode } from "./prepare.ts";

export interface RunOptions {
  readonly snapshot: ProjectSnapshot;
  /** Models and seeds to run, without ephemeral ones. */
  readonly ids: readonly string[];
  readonly asked: World;
  readonly adapter: Adapter;
  readonly runId: string;
  /** Makes the steps of a node from its plan: compiles it in the world that its plan names. */
  readonly prepare: (plan: NodePlan, catalog: Catalog) => Promise<Result<PreparedNode, NodeProblem>>;
}

export interface RunEnd {
  readonly status: "ok" | "error" | "cancelled";
  /** Why nothing ran at all. */
  readonly failure: AdapterFailure | null;
}

/**
 * Runs nodes one after the other, parents first, each in a transaction of its own.
 *
 * The database is opened here, late, and closed when the run is over, also when whoever listens stops
 * listening. An event for a statement is given out before the statement is sent.
 */
export async function* execute(options: RunOptions, signal: AbortSignal): AsyncGenerator<RunEvent, RunEnd> {
  const { snapshot, adapter } = options;
  const opened = await adapter.open(snapshot.environment.target, { root: snapshot.root });
  if (!opened.ok) return ended(opened.error);
  const session = opened.value;
  try {
    const inspected = await inspectCatalog(session, signal);
    if (!inspected.ok) return ended(inspected.error);
    return yield* runAll(options, { session, catalog: catalogOf(inspected.value), signal });
  } finally {
    session.close();
  }
}

function ended(failure: AdapterFailure): RunEnd {
  return { status: failure.kind === "cancelled" ? "cancelled" : "error", failure };
}

interface Running {
  readonly session: Session;
  readonly catalog: Catalog;
  readonly signal: AbortSignal;
}

async function* runAll(options: RunOptions, { session, catalog, signal }: Running): AsyncGenerator<RunEvent, RunEnd> {
  const { snapshot, asked, runId, adapter } = options;
  const { environment, nodes } = snapshot;
  const started = performance.now();
  const order = runOrder(options.ids, nodes.graph).flatMap((it) => {
    const node = nodes.get(it.id);
    return node ? [{ ...it, node }] : [];
  });
  yield {
    kind: "run-started",
    runId,
    project: environment.root.name,
    target: environment.target.name,
    adapter: adapter.name,
    engine: session.engine,
    models: order.length,
  };
  for (const [at, { node }] of order.entries()) {
    yield { kind: "planned", index: at + 1, ...planNode(node, catalog, asked).planned };
  }

  const outcomes = new Map<string, Outcome["status"]>();
  let known = catalog;
  for (const item of order) {
    const skipped = reasonToSkip(item, outcomes, { nodes, signal });
    let outcome = skipped;
    if (!outcome) {
      yield { kind: "started", uniqueId: item.id };
      const done = yield* executeNode(planNode(item.node, known, asked), known, { ...options, session, signal });
      outcome = done.outcome;
      known = done.catalog;
    }
    outcomes.set(item.id, outcome.status);
    yield { kind: "finished", uniqueId: item.id, ...outcome };
  }

  const total = (status: Outcome["status"]) => [...outcomes.values()].filter((it) => it === status).length;
  const failed = total("error");
  const status = total("cancelled") > 0 || signal.aborted ? "cancelled" : failed > 0 ? "error" : "ok";
  const ms = performance.now() - started;
  yield { kind: "run-finished", runId, status, ok: total("ok"), failed, skipped: total("skipped"), ms };
  return { status, failure: null };
}

function reasonToSkip(
  { ancestors }: OrderedNode,
  outcomes: ReadonlyMap<string, Outcome["status"]>,
  { nodes, signal }: { readonly nodes: ProjectSnapshot["nodes"]; readonly signal: AbortSignal },
): Outcome | undefined {
  const nothing = { world: null, why: null, rows: null, ms: 0, at: null };
  if (signal.aborted) return { ...nothing, status: "cancelled", message: "Cancelled before it began." };
  const culprit = [...ancestors].find((id) => outcomes.get(id) === "error");
  if (culprit === undefined) return undefined;
  const name = (nodes.get(culprit) as Node | undefined)?.name ?? culprit;
  return { ...nothing, status: "skipped", message: `depends on ${name}, which failed` };
}
