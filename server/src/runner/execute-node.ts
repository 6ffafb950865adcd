import { err, ok, type Result } from "../base/result.ts";
import type { Catalog } from "../project/snapshot.ts";
import type { FileRange, Outcome, Rows, RunEvent } from "../protocol/events.ts";
import type { AdapterFailure, Session } from "./adapters/adapter.ts";
import { columnsOf, refreshed } from "./catalog.ts";
import type { RunOptions } from "./execute.ts";
import { withMissingParents } from "./missing-parents.ts";
import type { NodePlan } from "./plan.ts";
import type { PreparedNode } from "./prepare.ts";
import { presentFailure } from "./present-failure.ts";
import { type Answer, type Step, statementOf } from "./steps.ts";

interface NodeRun extends RunOptions {
  readonly session: Session;
  readonly signal: AbortSignal;
}

export interface NodeEnd {
  readonly outcome: Outcome;
  /** What stands in the target now. */
  readonly catalog: Catalog;
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
  if (!prepared.ok) return { outcome: outcome({ status: "error", ...prepared.error }), catalog };
  if (prepared.value.sql !== null) yield { kind: "compiled", uniqueId, sql: prepared.value.sql };

  const done = yield* perform(prepared.value, uniqueId, options);
  if (done.ok) {
    const now = await refreshed(catalog, options.session, plan.node.facts.relation);
    return { outcome: outcome({ status: "ok", rows: done.value }), catalog: now };
  }
  // No transaction may be open any more (the failure came after the commit): then there is nothing to roll back.
  await options.session.run("rollback", NEVER);
  const { failure, at } = done.error;
  if (failure.kind === "cancelled")
    return { outcome: outcome({ status: "cancelled", message: presentFailure(failure) }), catalog };
  const told = presentFailure(failure);
  const about = { snapshot: options.snapshot, catalog };
  const message = failure.kind === "sql" ? withMissingParents(told, plan.node, about) : told;
  return { outcome: outcome({ status: "error", message, at: at ?? prepared.value.at }), catalog };
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
