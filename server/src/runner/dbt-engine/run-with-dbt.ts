import type { World } from "../../base/world.ts";
import type { Node, ProjectSnapshot } from "../../project/snapshot.ts";
import type { Outcome, Planned, RunEvent } from "../../protocol/events.ts";
import type { RunEnd } from "../execute.ts";
import { runOrder } from "../order.ts";
import { printed } from "../relation.ts";
import { type DbtFlags, dbtArguments } from "./dbt-arguments.ts";
import { DbtListener } from "./dbt-listener.ts";
import { startDbt } from "./dbt-process.ts";
import type { Dbt } from "./find-dbt.ts";
import { isForcedFull, whyOf } from "./node-outcome.ts";
import { seedPartialParse } from "./partial-parse.ts";
import { blotter } from "./secrets.ts";

/** One run that dbt does for us. */
export interface DbtRun {
  readonly snapshot: ProjectSnapshot;
  /** Models and seeds, without ephemeral ones. */
  readonly ids: readonly string[];
  readonly asked: World;
  readonly runId: string;
  readonly dbt: Dbt;
  /** Why dbt runs them and not the built-in runner; null when it was asked for. */
  readonly reason: string | null;
  readonly flags: DbtFlags;
  readonly env: { readonly [name: string]: string };
  /** From the interrupt until the kill. */
  readonly graceMs?: number;
}

/** dbt cancels its queries when it is interrupted, and a warehouse takes its time; Core 1.11 on DuckDB ended after 2.6 s. */
const GRACE_MS = 15_000;

/** Runs nodes through the user's own dbt; what it logs becomes the events of any other run. */
export async function* runWithDbt(run: DbtRun, signal: AbortSignal): AsyncGenerator<RunEvent, RunEnd> {
  const { snapshot, ids, asked, runId, dbt, reason, env } = run;
  const args = dbtArguments(run);
  if (!args.ok) return { status: "error", failure: { kind: "dbt", message: args.error } };
  const { root, target } = snapshot.environment;
  const graceMs = run.graceMs ?? GRACE_MS;
  const started = performance.now();
  yield {
    kind: "run-started",
    ...{ runId, project: root.name, target: target.name, adapter: target.type, engine: `dbt ${dbt.version}` },
    ...{ models: ids.length, reason, stopsWithinMs: graceMs },
  };
  const order = runOrder(ids, snapshot.nodes.graph).flatMap((it) => {
    const node = snapshot.nodes.get(it.id);
    return node ? [{ ...it, node }] : [];
  });
  for (const [at, { node }] of order.entries()) yield { kind: "planned", index: at + 1, ...plannedOf(node, asked) };

  await seedPartialParse(snapshot.root);
  const listener = new DbtListener({ snapshot, asked, order, blot: blotter(target.secretFields, env), signal });
  const process = startDbt({ program: dbt.path, args: args.value, cwd: snapshot.root, env, signal, graceMs });
  for await (const line of process.lines) yield* listener.hear(line);
  const end = await process.ended;
  yield* listener.leftOver(end);

  const failure = signal.aborted ? null : listener.failureOf(end);
  const total = (status: Outcome["status"]) => [...listener.statuses.values()].filter((it) => it === status).length;
  const status = signal.aborted ? "cancelled" : failure !== null || total("error") > 0 ? "error" : "ok";
  const figures = { ok: total("ok"), failed: total("error"), skipped: total("skipped") };
  yield { kind: "run-finished", runId, status, ...figures, ms: performance.now() - started };
  return { status, failure: failure === null ? null : { kind: "dbt", message: failure } };
}

/** Before dbt has looked, the world of an incremental model is known only where nothing but a rebuild can come. */
function plannedOf(node: Node, asked: World): Planned {
  const { config, relation } = node.facts;
  const isIncremental = node.resourceType === "model" && config.materialized === "incremental";
  const world = isIncremental && isForcedFull(node, asked) ? "full-refresh" : null;
  return {
    uniqueId: node.uniqueId,
    name: node.name,
    materialized: node.resourceType === "seed" ? "seed" : config.materialized,
    // Left unsaid where the model doesn't say it: each adapter has its own default.
    strategy: isIncremental ? config.incremental_strategy : null,
    relation: printed(relation),
    world,
    why: whyOf(node, asked, world),
  };
}
