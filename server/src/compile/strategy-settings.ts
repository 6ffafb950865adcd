import type { Plain } from "../project/plain.ts";
import type { NodeConfig } from "../project/snapshot.ts";

/** What dbt-duckdb does when `incremental_strategy` isn't set. */
export const DEFAULT_STRATEGY = "delete+insert";

/** `predicates` beats `incremental_predicates`, as in dbt's incremental materialization. */
export function predicateSetting(config: NodeConfig): Plain {
  return config["predicates"] ?? config["incremental_predicates"] ?? null;
}

/** Texts of a setting that may be one text, a list or nothing. */
export function texts(value: Plain | undefined): readonly string[] {
  if (value === null || value === undefined || value === "") return [];
  return Array.isArray(value) ? value.map(String) : [String(value)];
}

/** A setting that is one text, or nothing. */
export function text(value: Plain | undefined): string | undefined {
  return typeof value === "string" && value.trim() !== "" ? value : undefined;
}
