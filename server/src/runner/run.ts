import { randomUUID } from "node:crypto";
import { err, ok, type Result } from "../base/result.ts";
import type { World } from "../base/world.ts";
import { isBlank } from "../compile/blank.ts";
import { projectRefusal } from "../compile/run-refusal.ts";
import type { Node, ProjectSnapshot, ResourceType } from "../project/snapshot.ts";
import type { Planned, RunEvent } from "../protocol/events.ts";
import { duckdb } from "./adapters/duckdb.ts";
import { chooseEngine, type EngineWish } from "./choose-engine.ts";
import { compileNode } from "./compile-node.ts";
import { runWithDbt } from "./dbt-engine/run-with-dbt.ts";
import { execute, type RunEnd, type RunOptions } from "./execute.ts";
import { remember } from "./history.ts";
import { rehearse } from "./rehearse.ts";
import { runHooks } from "./run-hooks.ts";
import { selectNodes } from "./select.ts";
import { phasesOf, type Stopwatch, stopwatch, whatRan } from "./what-ran.ts";

/** Which nodes are wanted, as the command line and the editor say it. */
export interface NodeChoice {
  readonly select: readonly string[];
  readonly exclude: readonly string[];
  readonly resources: readonly ResourceType[];
  /** Ephemeral models don't run, they live in those that use them; but they can be compiled. */
  readonly withEphemeral?: true;
  /** Blank files build nothing; but they can be listed and linted. */
  readonly withBlank?: true;
}

/** What is run, and what for. */
export interface RunWish {
  readonly ids: readonly string[];
  readonly world: World;
  /** The command line that does the same, for the history. */
  readonly command: string;
  /** So many nodes at once; the profile's `threads` where the user didn't say. */
  readonly threads?: number | undefined;
  /** Whether the first failure stops the run. */
  readonly failFast?: boolean | undefined;
  /** The column that tells how far a model's table has got. */
  readonly watermarkOf?: ((node: Node) => string | undefined) | undefined;
  /** Told when a node could not be remembered; the run goes on. */
  readonly warn: (message: string) => void;
  readonly engine: EngineWish;
}

/** The enabled nodes that a choice names, or a sentence why it names none. */
export function chosenNodes(snapshot: ProjectSnapshot, wish: NodeChoice): Result<readonly string[], string> {
  const root = snapshot.environment.root.name;
  const selected = selectNodes(snapshot.nodes, root, wish.select);
  if (!selected.ok) return selected;
  const excluded = wish.exclude.length === 0 ? undefined : selectNodes(snapshot.nodes, root, wish.exclude);
  if (excluded && !excluded.ok) return excluded;
  const without = new Set(excluded?.value.ids);

  const runs = (node: Node) =>
    wish.resources.includes(node.resourceType) &&
    (wish.withEphemeral || node.facts.config.materialized !== "ephemeral") &&
    (wish.withBlank || !isBlank(node));
  const ids = selected.value.ids.filter((id) => {
    const node = snapshot.nodes.get(id);
    return node !== undefined && !without.has(id) && runs(node);
  });
  if (ids.length > 0) return ok(ids);
  const [first] = selected.value.unmatched;
  if (first !== undefined) return err(`Nothing matches "${first}".${didYouMean(snapshot, first)}`);
  const blank = selected.value.ids.flatMap((id) => snapshot.nodes.get(id) ?? []).find(isBlank);
  if (blank && wish.select.length > 0)
    return err(`${blank.path} is blank, so there is nothing to run; dbt leaves it out too.`);
  return err(`The selection holds no ${wish.resources.join(" or ")} to run.`);
}

/** Runs a project's nodes: events as they happen, each finished node remembered in the project's history. */
export async function* runNodes(
  snapshot: ProjectSnapshot,
  wish: RunWish,
  signal: AbortSignal,
): AsyncGenerator<RunEvent, RunEnd> {
  const runId = randomUUID();
  const started = await start(snapshot, { ...wish, runId }, signal);
  if (!started.ok) return started.error;
  const run = started.value;
  const record = recorder(snapshot, { runId, command: wish.command, warn: wish.warn });
  let next = await run.next();
  while (!next.done) {
    await record(next.value);
    yield next.value;
    next = await run.next();
  }
  return next.value;
}

/** Begins a run with the engine that can have it, or says why none can. */
async function start(
  snapshot: ProjectSnapshot,
  wish: RunWish & { readonly runId: string },
  signal: AbortSignal,
): Promise<Result<AsyncGenerator<RunEvent, RunEnd>, RunEnd>> {
  const { ids, world, engine, runId, threads, failFast } = wish;
  const chosen = await chooseEngine(snapshot, { ids, wish: engine });
  if (!chosen.ok) return err(refused(chosen.error));
  if (chosen.value.kind === "dbt") {
    const { dbt, reason } = chosen.value;
    const { env } = engine;
    const flags = { ...engine.flags, threads, failFast };
    return ok(runWithDbt({ snapshot, ids, asked: world, runId, dbt, reason, flags, env }, signal));
  }
  const options = runOptions(snapshot, { ...wish, stamp: stampOf(new Date()) });
  return options.ok ? ok(execute({ ...options.value, runId }, signal)) : options;
}

/** Digits that make the names of a run's temporary tables its own: the moment, to the millisecond. */
export function stampOf(moment: Date): string {
  return moment.toISOString().replaceAll(/\D/g, "");
}

/** What a run would send, as the events of that run; nothing is written and nothing is remembered. */
export async function* rehearseNodes(
  snapshot: ProjectSnapshot,
  { ids, world, stamp }: Pick<RunWish, "ids" | "world"> & { readonly stamp: string },
  signal: AbortSignal,
): AsyncGenerator<RunEvent, RunEnd> {
  const options = runOptions(snapshot, { ids, world, stamp });
  return options.ok ? yield* rehearse(options.value, signal) : options.error;
}

/** What a run is made of, or why nothing of the project can be run. */
function runOptions(
  snapshot: ProjectSnapshot,
  wish: Omit<RunWish, "command" | "warn" | "engine"> & { readonly stamp: string },
): Result<RunOptions, RunEnd> {
  const { ids, world, stamp } = wish;
  const refusal = projectRefusal(snapshot);
  if (refusal !== null) return err(refused(refusal));
  const hooks = runHooks(snapshot);
  if (!hooks.ok) return err(refused(hooks.error));
  const prepare = compileNode(snapshot, { asked: world, stamp });
  const threads = wish.threads ?? snapshot.environment.target.threads;
  const { failFast = false, watermarkOf = () => undefined } = wish;
  return ok({
    ...{ snapshot, ids, asked: world, adapter: duckdb, runId: randomUUID(), hooks: hooks.value, prepare },
    ...{ threads, failFast, watermarkOf },
  });
}

function refused(message: string): RunEnd {
  return { status: "error", failure: { kind: "unsupported", message } };
}

/** Collects what belongs to each node's record and writes it when the node is finished. */
function recorder(
  snapshot: ProjectSnapshot,
  { runId, command, warn }: Pick<RunWish, "command" | "warn"> & { readonly runId: string },
) {
  let warned = false;
  const planned = new Map<string, Planned>();
  let engine = "";
  // By node: several run at once.
  const statements = new Map<string, string[]>();
  const clocks = new Map<string, Stopwatch>();
  return async (event: RunEvent): Promise<void> => {
    if (event.kind === "run-started") engine = event.engine;
    if (event.kind === "planned") planned.set(event.uniqueId, event);
    if (event.kind === "started") {
      statements.set(event.uniqueId, []);
      clocks.set(event.uniqueId, stopwatch());
    }
    if (event.kind === "compiled") clocks.get(event.uniqueId)?.compiled();
    if (event.kind === "statement") {
      statements.get(event.uniqueId)?.push(event.sql);
      clocks.get(event.uniqueId)?.statement();
    }
    const plan = event.kind === "finished" ? planned.get(event.uniqueId) : undefined;
    if (event.kind !== "finished" || !plan) return;
    const { name, relation, materialized, strategy } = plan;
    const { uniqueId, world, why, status, rows, watermark, ms, message } = event;
    const kept = await remember(snapshot.root, {
      ...{ runId, uniqueId, name, at: new Date().toISOString(), world, why, status, rows, ms, message },
      watermark: watermark ?? null,
      ...{ relation, materialized, strategy, target: snapshot.environment.target.name, engine, command },
      statements: status === "skipped" ? [] : (statements.get(uniqueId) ?? []),
      ...phasesOf(clocks.get(uniqueId), event),
      ...whatRan(snapshot, event),
    });
    if (!kept.ok && !warned) warn(kept.error);
    warned ||= !kept.ok;
  };
}

function didYouMean({ nodes }: ProjectSnapshot, wanted: string): string {
  const bare = wanted.replaceAll(/[@+\d]*\+|\+\d*$|^@/g, "").toLowerCase();
  const close = nodes.ids
    .flatMap((id) => nodes.get(id)?.name ?? [])
    .find((name) => bare.length > 2 && (name.toLowerCase().includes(bare) || bare.includes(name.toLowerCase())));
  return close === undefined ? "" : ` Did you mean ${close}?`;
}
