import type { Rows } from "../../protocol/events.ts";

/** The rows of several statements in all; null where none tells anything. */
export function sumOfRows(all: readonly (Rows | null)[]): Rows | null {
  const known = all.filter((it) => it !== null);
  if (known.length === 0) return null;
  const sum = (name: keyof Rows) => {
    const counts = known.flatMap((it) => it[name] ?? []);
    return counts.length === 0 ? null : counts.reduce((total, it) => total + it, 0);
  };
  return { inserted: sum("inserted"), updated: sum("updated"), deleted: sum("deleted"), affected: sum("affected") };
}

/** What the adapter's answer tells of rows: most say only how many in all, Snowflake's tells them apart. Null where it tells nothing. */
export function rowsOf(response: { readonly [key: string]: unknown }): Rows | null {
  const count = (name: string): number | null => {
    const value = response[name];
    // Adapters answer -1 for what the driver doesn't know.
    return typeof value === "number" && value >= 0 ? value : null;
  };
  const rows: Rows = {
    inserted: count("rows_inserted"),
    updated: count("rows_updated"),
    deleted: count("rows_deleted"),
    affected: count("rows_affected"),
  };
  return Object.values(rows).every((it) => it === null) ? null : rows;
}
