import type { Rows } from "../../protocol/events.ts";

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
