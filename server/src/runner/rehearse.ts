import { err, ok, type Result } from "../base/result.ts";
import { type Catalog, type ProjectSnapshot, relationKey } from "../project/snapshot.ts";
import type { Outcome, RunEvent } from "../protocol/events.ts";
import type { AdapterFailure, Session } from "./adapters/adapter.ts";
import { catalogOf, columnsOf, inspectCatalog, withRelation } from "./catalog.ts";
import { cycles } from "./cycles.ts";
import type { RunEnd, RunOptions } from "./execute.ts";
import { inCycle } from "./execute-nodes.ts";
import { runOrder } from "./order.ts";
import { type NodePlan, planNode } from "./plan.ts";
import type { PreparedNode } from "./prepare.ts";
import { presentFailure } from "./present-failure.ts";
import { rendered } from "./relation.ts";
import type { RunHook } from "./run-hooks.ts";
import { type Answer, type Column, type Step, statementOf } from "./steps.ts";

interface Rehearsing {
  /** Undefined where no database is yet. */
  readonly session: Session | undefined;
  readonly signal: AbortSignal;
}

/**
 * The events of a run, every statement included, without the run: the target is opened to look only,
 * and no statement is sent.
 *
 * What exists and which columns it has is read from the target, and what an earlier node would build
 * counts as built. Rows are unknown; a list that can't be completed says why in its outcome.
 */
export async function* rehearse(options: RunOptions, signal: AbortSignal): AsyncGenerator<RunEvent, RunEnd> {
  const { snapshot, adapter } = options;
  const opened = await adapter.inspect(snapshot.environment.target, { root: snapshot.root });
  if (!opened.ok && opened.error.kind !== "missing") return { status: "error", failure: opened.error };
  const session = opened.ok ? opened.value : undefined;
  try {
    return yield* rehearseAll(options, { session, signal });
  } finally {
    session?.close();
  }
}

async function* rehearseAll(options: RunOptions, rehearsing: Rehearsing): AsyncGenerator<RunEvent, RunEnd> {
  const { snapshot, runId, adapter, hooks, ids } = options;
  const { root, target } = snapshot.environment;
  const found = await lookedAt(snapshot, rehearsing);
  if (!found.ok) return { status: found.error.kind === "cancelled" ? "cancelled" : "error", failure: found.error };
  const engine = rehearsing.session?.engine ?? adapter.title;
  const about = { project: root.name, target: target.name, adapter: adapter.name, engine, models: ids.length };
  yield { kind: "run-started", runId, ...about };

  yield* hookStatements(hooks.start);
  const outcomes = yield* rehearseNodes(options, rehearsing, found.value);
  yield* hookStatements(hooks.end);
  const total = (status: Outcome["status"]) => outcomes.filter((it) => it === status).length;
  const failed = total("error");
  const status = rehearsing.signal.aborted ? "cancelled" : failed > 0 ? "error" : "ok";
  yield { kind: "run-finished", runId, status, ok: total("ok"), failed, skipped: total("skipped"), ms: 0 };
  return { status, failure: null };
}

/** A database that doesn't exist yet holds its one schema and nothing else. */
async function lookedAt(
  { environment }: ProjectSnapshot,
  { session, signal }: Rehearsing,
): Promise<Result<Catalog, AdapterFailure>> {
  if (!session)
    return ok({ relations: new Map(), complete: new Set([`${environment.target.database}.main`.toLowerCase()]) });
  const inspected = await inspectCatalog(session, signal);
  return inspected.ok ? ok(catalogOf(inspected.value)) : inspected;
}

function* hookStatements(hooks: readonly RunHook[]): Generator<RunEvent> {
  for (const { uniqueId, sql } of hooks) yield { kind: "statement", uniqueId, sql };
}

async function* rehearseNodes(
  options: RunOptions,
  rehearsing: Rehearsing,
  looked: Catalog,
): AsyncGenerator<RunEvent, readonly Outcome["status"][]> {
  const { nodes } = options.snapshot;
  const outcomes: Outcome["status"][] = [];
  let catalog = looked;
  const order = runOrder(options.ids, nodes.graph).flatMap(({ id }) => nodes.get(id) ?? []);
  for (const [at, node] of order.entries()) {
    yield { kind: "planned", index: at + 1, ...planNode(node, catalog, options.asked).planned };
  }
  const round = cycles(nodes.graph);
  for (const node of order) {
    if (rehearsing.signal.aborted) break;
    const plan = planNode(node, catalog, options.asked);
    yield { kind: "started", uniqueId: node.uniqueId };
    const inRound = inCycle(node, round, nodes);
    const outcome = inRound ?? (yield* rehearseNode(plan, catalog, { ...options, ...rehearsing }));
    outcomes.push(outcome.status);
    yield { kind: "finished", uniqueId: node.uniqueId, ...outcome };
    catalog = built(catalog, plan);
  }
  return outcomes;
}

async function* rehearseNode(
  plan: NodePlan,
  catalog: Catalog,
  options: RunOptions & Rehearsing,
): AsyncGenerator<RunEvent, Outcome> {
  const { world, why, uniqueId } = plan.planned;
  const base = { world, why, rows: null, ms: 0, message: null, at: null };
  const prepared = await options.prepare(plan, catalog);
  if (!prepared.ok) return { ...base, status: "error", ...prepared.error };
  if (prepared.value.sql !== null) yield { kind: "compiled", uniqueId, sql: prepared.value.sql };

  const columns = columnsFor(plan, prepared.value, options);
  let next = prepared.value.script.next();
  while (!next.done) {
    yield { kind: "statement", uniqueId, sql: statementOf(next.value) };
    const answer = await answerTo(next.value, columns);
    if (!answer.ok) return { ...base, status: "error", message: answer.error, at: prepared.value.at };
    next = prepared.value.script.next(answer.value);
  }
  return next.value.ok ? { ...base, status: "ok" } : { ...base, status: "error", message: next.value.error };
}

type Columns = (relation: string) => Promise<Result<readonly Column[], string>>;

async function answerTo(step: Step, columns: Columns): Promise<Result<Answer, string>> {
  if (step.kind !== "columns") return ok({ kind: "rows", rows: 0 });
  const found = await columns(step.relation);
  return found.ok ? ok({ kind: "columns", columns: found.value }) : found;
}

/** The columns that a relation would have by then: those of the table that is there, else those of the model's SQL. */
function columnsFor(plan: NodePlan, { sql }: PreparedNode, { session, signal }: Rehearsing): Columns {
  const target = rendered(plan.node.facts.relation);
  let ofModel: readonly Column[] = [];
  let wasAsked = false;
  const described = async (what: string): Promise<Result<readonly Column[], string>> => {
    const unknown = "so the statements behind this one are not known: they depend on its columns.";
    if (!session) return err(`The database does not exist yet, ${unknown}`);
    const found = await session.query(`describe ${what}`, signal);
    return found.ok ? ok(columnsOf(found.value.rows)) : err(`${presentFailure(found.error)} Nothing ran, ${unknown}`);
  };
  return async (relation) => {
    if (relation === target && plan.branch.act === "change") {
      const table = await described(target);
      if (!table.ok) return table;
      // Asked once more after the schema was changed, it has the model's new columns too.
      const names = new Set(table.value.map((it) => it.name));
      const added = wasAsked ? ofModel.filter((it) => !names.has(it.name)) : [];
      wasAsked = true;
      return ok([...table.value, ...added]);
    }
    const model = await described(`select * from (\n${sql ?? ""}\n)`);
    if (model.ok && relation !== target) ofModel = model.value;
    // Of a table that is built here only the documented columns matter; all of them are taken to exist.
    const documented = plan.node.facts.columns.map(({ name, dataType }) => ({ name, type: dataType ?? "" }));
    return model.ok || relation !== target ? model : ok(documented);
  };
}

/** The catalog as it would be after a node: its relation is there, of the type that it would have. */
function built(catalog: Catalog, { node }: NodePlan): Catalog {
  const { relation, config } = node.facts;
  const type = config.materialized === "view" ? "view" : "table";
  const known = catalog.relations.get(relationKey(relation));
  return withRelation(catalog, relation, known?.type === type ? known : { type, columns: undefined, rows: undefined });
}
