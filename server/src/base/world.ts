/**
 * An incremental model is two programs in one file; its world says which of them is meant.
 *
 * - `incremental`: the target exists as a table and no flag is given.
 * - `full-refresh`: what dbt sends under `--full-refresh`; for a model with `full_refresh: false`, its first run.
 */
export type World = "incremental" | "full-refresh";

export const WORLDS: readonly World[] = ["incremental", "full-refresh"];

/** Why another world runs than the one asked for. */
export type WorldReason =
  | "target-missing"
  | "target-is-view"
  /** One of the two before, from an engine that doesn't say which. */
  | "no-table"
  | "full-refresh-config"
  | "full-refresh-forbidden";
