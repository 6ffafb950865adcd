import { err, ok, type Result } from "../base/result.ts";
import type { Catalog, CatalogRelation } from "../project/snapshot.ts";
import type { FileRange, Outcome, Rows, RunEvent } from "../protocol/events.ts";
import type { AdapterFailure, Session } from "./adapters/adapter.ts";
import { columnsOf, lookAgain } from "./catalog.ts";
import type { RunOptions } from "./execute.ts";
import { withMissingParents } from "./missing-parents.ts";
import type { NodePlan } from "./plan.ts";
import type { PreparedNode } from "./prepare.ts";
import { presentFailure } from "./present-failure.ts";
import { type Answer, type Step, statementOf } from "./steps.ts";
import { watermarkReader } from "./watermark-reader.ts";

interface NodeRun extends RunOptions {
  readonly session: Session;
  readonly signal: AbortSignal;
}

export interface NodeEnd {
  readonly outcome: Outcome;
  /** What stands in the target now that the node was built; absent where nothing has changed. */
  readonly built?: { readonly found: CatalogRelation | undefined };
}

/** Rolling back and looking must also work after a cancel. */
const NEVER = new AbortController().signal;

/** Compiles and runs one node. Whatever ends it early is rolled back, so the target holds the old rows. */
export async function* executeNode(
  plan: NodePlan,
  catalog: Catalog,
  options: NodeRun,
): AsyncGenerator<RunEvent, NodeEnd> {
  const started = performance.now();
  const { world, why, uniqueId } = plan.planned;
  const outcome = (rest: Pick<Outcome, "status"> & Partial<Outcome>): Outcome => {
    const ms = Math.round((performance.now() - started) * 10) / 10;
    return { world, why, rows: null, message: null, at: null, ...rest, ms };
  };

  const prepared = await options.prepare(plan, catalog);
  if (!prepared.ok) return { outcome: outcome({ status: "error", ...prepared.error }) };
  if (prepared.value.sql !== null) yield { kind: "compiled", uniqueId, sql: prepared.value.sql };

  const highest = watermarkReader(plan, options);
  const before = plan.existing === "table" ? await highest?.read() : null;
  const done = yield* perform(prepared.value, uniqueId, options);
  if (done.ok) {
    const found = await lookAgain(options.session, plan.node.facts.relation);
    const after = await highest?.read();
    const known = highest !== undefined && before !== undefined && after !== undefined;
    const watermark = known ? { column: highest.column, before, after } : null;
    return { outcome: outcome({ status: "ok", rows: done.value, watermark }), built: { found } };
  }
  // No transaction may be open any more (the failure came after the commit): then there is nothing to roll back.
  await options.session.run("rollback", NEVER);
  const { failure, at } = done.error;
  if (failure.kind === "cancelled")
    return { outcome: outcome({ status: "cancelled", message: presentFailure(failure) }) };
  const told = presentFailure(failure);
  const about = { snapshot: options.snapshot, catalog };
  const message = failure.kind === "sql" ? withMissingParents(told, plan.node, about) : told;
  return { outcome: outcome({ status: "error", message, at: at ?? prepared.value.at }) };
}

interface Stopped {
  readonly failure: AdapterFailure;
  readonly at: FileRange | null;
}

async function* perform(
  prepared: PreparedNode,
  uniqueId: string,
  { session, signal }: NodeRun,
): AsyncGenerator<RunEvent, Result<Rows, Stopped>> {
  let next = prepared.script.next();
  while (!next.done) {
    const step = next.value;
    const sql = statementOf(step);
    yield { kind: "statement", uniqueId, sql };
    const answer = await answerTo(step, sql, { session, signal });
    if (!answer.ok) return err({ failure: answer.error, at: whereFailed(prepared, step, answer.error) });
    next = prepared.script.next(answer.value);
  }
  if (next.value.ok) return ok(next.value.value);
  return err({ failure: { kind: "unsupported", message: next.value.error }, at: null });
}

async function answerTo(
  step: Step,
  sql: string,
  { session, signal }: { readonly session: Session; readonly signal: AbortSignal },
): Promise<Result<Answer, AdapterFailure>> {
  if (step.kind === "run") {
    const done = await session.run(sql, step.isCommit ? NEVER : signal);
    return done.ok ? ok({ kind: "rows", rows: done.value.rows }) : done;
  }
  const found = await session.query(sql, signal);
  if (!found.ok) return found;
  if (step.kind === "count") return ok({ kind: "rows", rows: Number(found.value.rows[0]?.[0] ?? 0) });
  return ok({ kind: "columns", columns: columnsOf(found.value.rows) });
}

function whereFailed(prepared: PreparedNode, step: Step, failure: AdapterFailure): FileRange | null {
  if (failure.kind !== "sql" || failure.offset === undefined || step.kind !== "run" || step.body === undefined)
    return null;
  const offset = failure.offset - step.body;
  const isInModel = offset >= 0 && offset <= (prepared.sql?.length ?? 0);
  return isInModel ? prepared.locate(offset) : null;
}
