import type { Session } from "./adapters/adapter.ts";
import type { RunOptions } from "./execute.ts";
import type { NodePlan } from "./plan.ts";
import { quoted, rendered } from "./relation.ts";

/** Reads how far a table has got. */
export interface WatermarkReader {
  readonly column: string;
  /** The column's maximum as a text, null for a table without rows; undefined when it can't be read. */
  read(): Promise<string | null | undefined>;
}

/**
 * How far the table of an incremental model has got; undefined where no column of it is known.
 *
 * Asked before and behind the model's transaction, never in it: a question that fails would take the
 * transaction with it, and what nobody can tell must not fail a run. Only this process writes.
 */
export function watermarkReader(
  { node, planned }: NodePlan,
  {
    session,
    signal,
    watermarkOf,
  }: Pick<RunOptions, "watermarkOf"> & { readonly session: Session; readonly signal: AbortSignal },
): WatermarkReader | undefined {
  const column = planned.world === null ? undefined : watermarkOf(node);
  if (column === undefined) return undefined;
  const sql = `select max(${quoted(column)})::varchar from ${rendered(node.facts.relation)}`;
  return {
    column,
    async read() {
      const found = await session.query(sql, signal);
      const value = found.ok ? found.value.rows[0]?.[0] : undefined;
      return value === undefined || value === null ? value : String(value);
    },
  };
}
