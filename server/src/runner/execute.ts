import type { Result } from "../base/result.ts";
import type { World } from "../base/world.ts";
import type { Catalog, Node, ProjectSnapshot } from "../project/snapshot.ts";
import type { Outcome, RunEvent } from "../protocol/events.ts";
import type { Adapter, AdapterFailure, Session } from "./adapters/adapter.ts";
import { executeNodes } from "./execute-nodes.ts";
import type { NodePlan } from "./plan.ts";
import type { NodeProblem, PreparedNode } from "./prepare.ts";
import type { RunHook, RunHooks } from "./run-hooks.ts";

export interface RunOptions {
  readonly snapshot: ProjectSnapshot;
  /** Models and seeds to run, without ephemeral ones. */
  readonly ids: readonly string[];
  readonly asked: World;
  readonly adapter: Adapter;
  readonly runId: string;
  readonly hooks: RunHooks;
  /** So many nodes at once, each on a connection of its own. */
  readonly threads: number;
  /** Whether the first failure stops the run. */
  readonly failFast: boolean;
  /** The column that tells how far a model's table has got; undefined where none is known. */
  readonly watermarkOf: (node: Node) => string | undefined;
  /** Makes the steps of a node from its plan: compiles it in the world that its plan names. */
  readonly prepare: (plan: NodePlan, catalog: Catalog) => Promise<Result<PreparedNode, NodeProblem>>;
}

export interface RunEnd {
  readonly status: "ok" | "error" | "cancelled";
  /** Why nothing ran at all. */
  readonly failure: AdapterFailure | null;
}

/**
 * Runs nodes, parents first, each in a transaction of its own.
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

/** A run under way. */
export interface Running {
  readonly session: Session;
  readonly signal: AbortSignal;
}

async function* runAll(options: RunOptions, running: Running): AsyncGenerator<RunEvent, RunEnd> {
  const { snapshot, runId, adapter, hooks } = options;
  const { root, target } = snapshot.environment;
  const started = performance.now();
  const engine = running.session.engine;
  const models = options.ids.length;
  yield { kind: "run-started", runId, project: root.name, target: target.name, adapter: adapter.name, engine, models };

  const outcomes = new Map<string, Outcome["status"]>();
  let failure = yield* performHooks(hooks.start, running);
  let stopped = false;
  if (failure === null) {
    const ended = yield* executeNodes(options, running, outcomes);
    failure = ended.failure;
    stopped = ended.stopped;
  }
  if (!running.signal.aborted) failure ??= yield* performHooks(hooks.end, running);

  const total = (status: Outcome["status"]) => [...outcomes.values()].filter((it) => it === status).length;
  const isCancelled = running.signal.aborted || (total("cancelled") > 0 && !stopped);
  const status = isCancelled ? "cancelled" : failure || total("error") > 0 ? "error" : "ok";
  const ms = performance.now() - started;
  yield { kind: "run-finished", runId, status, ok: total("ok"), failed: total("error"), skipped: total("skipped"), ms };
  return { status, failure: isCancelled ? null : failure };
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
