import type { Result } from "../base/result.ts";
import type { World } from "../base/world.ts";
import type { Catalog, Node, ProjectSnapshot } from "../project/snapshot.ts";
import type { Outcome, RunEvent } from "../protocol/events.ts";
import type { Adapter, AdapterFailure, Session } from "./adapters/adapter.ts";
import { catalogOf, inspectCatalog } from "./catalog.ts";
import { cycles } from "./cycles.ts";
import { executeNode } from "./execute-node.ts";
import { type OrderedNode, runOrder } from "./order.ts";
import { type NodePlan, planNode } from "./plan.ts";
import { firstLine, type NodeProblem, type PreparedNode } from "./prepare.ts";
import type { RunHook, RunHooks } from "./run-hooks.ts";

export interface RunOptions {
  readonly snapshot: ProjectSnapshot;
  /** Models and seeds to run, without ephemeral ones. */
  readonly ids: readonly string[];
  readonly asked: World;
  readonly adapter: Adapter;
  readonly runId: string;
  readonly hooks: RunHooks;
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
    return yield* runAll(options, { session, signal });
  } finally {
    session.close();
  }
}

function ended(failure: AdapterFailure): RunEnd {
  return { status: failure.kind === "cancelled" ? "cancelled" : "error", failure };
}

interface Running {
  readonly session: Session;
  readonly signal: AbortSignal;
}

type Outcomes = Map<string, Outcome["status"]>;

async function* runAll(options: RunOptions, running: Running): AsyncGenerator<RunEvent, RunEnd> {
  const { snapshot, runId, adapter, hooks } = options;
  const { root, target } = snapshot.environment;
  const started = performance.now();
  const engine = running.session.engine;
  const models = options.ids.length;
  yield { kind: "run-started", runId, project: root.name, target: target.name, adapter: adapter.name, engine, models };

  const outcomes: Outcomes = new Map();
  let failure = yield* performHooks(hooks.start, running);
  failure ??= yield* runNodes(options, running, outcomes);
  if (!running.signal.aborted) failure ??= yield* performHooks(hooks.end, running);

  const total = (status: Outcome["status"]) => [...outcomes.values()].filter((it) => it === status).length;
  const isCancelled = running.signal.aborted || total("cancelled") > 0;
  const status = isCancelled ? "cancelled" : failure || total("error") > 0 ? "error" : "ok";
  const ms = performance.now() - started;
  yield { kind: "run-finished", runId, status, ok: total("ok"), failed: total("error"), skipped: total("skipped"), ms };
  return { status, failure: isCancelled ? null : failure };
}

/** The nodes in their order. Looks at the target only now: a hook may just have made something there. */
async function* runNodes(
  options: RunOptions,
  { session, signal }: Running,
  outcomes: Outcomes,
): AsyncGenerator<RunEvent, AdapterFailure | null> {
  const { nodes } = options.snapshot;
  const inspected = await inspectCatalog(session, signal);
  if (!inspected.ok) return inspected.error;
  let catalog = catalogOf(inspected.value);

  const order = runOrder(options.ids, nodes.graph).flatMap((it) => {
    const node = nodes.get(it.id);
    return node ? [{ ...it, node }] : [];
  });
  for (const [at, { node }] of order.entries()) {
    yield { kind: "planned", index: at + 1, ...planNode(node, catalog, options.asked).planned };
  }
  const round = cycles(nodes.graph);
  for (const item of order) {
    let outcome = inCycle(item.node, round, nodes) ?? reasonToSkip(item, outcomes, { nodes, signal });
    if (!outcome) {
      yield { kind: "started", uniqueId: item.id };
      const plan = planNode(item.node, catalog, options.asked);
      const done = yield* executeNode(plan, catalog, { ...options, session, signal });
      outcome = done.outcome;
      catalog = done.catalog;
    }
    outcomes.set(item.id, outcome.status);
    yield { kind: "finished", uniqueId: item.id, ...outcome };
  }
  return null;
}

/** Hooks of the run as a whole, each for itself; the first that fails ends them. */
async function* performHooks(
  hooks: readonly RunHook[],
  { session, signal }: Running,
): AsyncGenerator<RunEvent, AdapterFailure | null> {
  for (const { uniqueId, sql } of hooks) {
    yield { kind: "statement", uniqueId, sql };
    const done = await session.run(sql, signal);
    if (done.ok) continue;
    if (done.error.kind !== "sql") return done.error;
    return { ...done.error, message: `${uniqueId.split(".").at(-1)}: ${done.error.message}` };
  }
  return null;
}

/** A node that waits for itself can't be built; dbt refuses the whole project. */
function inCycle(
  { uniqueId, file, path }: Node,
  round: ReadonlyMap<string, readonly string[]>,
  nodes: ProjectSnapshot["nodes"],
): Outcome | undefined {
  const way = round.get(uniqueId);
  if (!way) return undefined;
  const names = way.map((id) => nodes.get(id)?.name ?? id).join(" → ");
  const message = `${names}: these models wait for each other, so none of them can be built. Take one of the refs out.`;
  return { status: "error", world: null, why: null, rows: null, ms: 0, message, at: firstLine({ file, path }) };
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
  const name = nodes.get(culprit)?.name ?? culprit;
  return { ...nothing, status: "skipped", message: `depends on ${name}, which failed` };
}
