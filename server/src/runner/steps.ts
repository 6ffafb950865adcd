import type { Result } from "../base/result.ts";
import type { Rows } from "../protocol/events.ts";

/** One thing that a script wants done; the executor answers each before it asks for the next. */
export type Step =
  | {
      readonly kind: "run";
      readonly sql: string;
      /** Where the model's own SQL begins in `sql`, so that an error in it finds its line. */
      readonly body?: number;
      /** A commit is never interrupted: a run that got this far is done. */
      readonly isCommit?: true;
    }
  | { readonly kind: "columns"; readonly relation: string }
  | { readonly kind: "count"; readonly relation: string };

export type Answer =
  | { readonly kind: "rows"; readonly rows: number }
  | { readonly kind: "columns"; readonly columns: readonly Column[] };

export interface Column {
  readonly name: string;
  readonly type: string;
}

/**
 * What is done for one node, as a dialogue without effects: a script yields steps, is told what came
 * of each, and ends with the rows it changed or with the sentence why it stopped.
 */
export type Script<T = Result<Rows, string>> = Generator<Step, T, Answer>;

/** What a step sends. */
export function statementOf(step: Step): string {
  if (step.kind === "run") return step.sql;
  return step.kind === "count" ? `select count(*) from ${step.relation}` : `describe ${step.relation}`;
}

/** Runs a statement; the answer is the number of rows that it changed. */
export function* run(sql: string, options: { readonly body?: number; readonly isCommit?: true } = {}): Script<number> {
  return rowsOf(yield { kind: "run", sql, ...options });
}

/** The columns of a relation, in order. */
export function* columns(relation: string): Script<readonly Column[]> {
  const answer = yield { kind: "columns", relation };
  if (answer.kind !== "columns") throw new Error("a question for columns was answered with rows");
  return answer.columns;
}

/** How many rows a relation has now, the running transaction's own changes included. */
export function* count(relation: string): Script<number> {
  return rowsOf(yield { kind: "count", relation });
}

function rowsOf(answer: Answer): number {
  if (answer.kind !== "rows") throw new Error("a statement was answered with columns");
  return answer.rows;
}

/** A statement that wraps the model's SQL, which stays on lines of its own: it may end with a comment. */
export function wrapping(before: string, sql: string, after: string): { readonly sql: string; readonly body: number } {
  return { sql: `${before}${sql}${after}`, body: before.length };
}

export const noRows: Rows = { inserted: null, updated: null, deleted: null, affected: null };
