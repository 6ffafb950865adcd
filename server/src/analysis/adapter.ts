import type { Environment } from "../project/snapshot.ts";

/** What an adapter's incremental materialization can do (read from the adapters' documentation). */
export interface AdapterFacts {
  /** Names of strategies that it takes, the most usual first. */
  readonly strategies: readonly string[];
  /** What it does when a model asks for nothing, with a `unique_key` and without one. */
  readonly withKey: string;
  readonly withoutKey: string;
  /** File formats that a strategy asks for, where it asks for any. */
  readonly formats: Readonly<Record<string, readonly string[]>>;
  /** The file format of a model that sets none; undefined where that matters to no strategy. */
  readonly format: string | undefined;
}

const common: readonly string[] = ["merge", "delete+insert", "append", "microbatch"];
const always = (strategy: string) => ({ withKey: strategy, withoutKey: strategy, formats: {}, format: undefined });
const byKey = { withKey: "delete+insert", withoutKey: "append", formats: {}, format: undefined };

const adapters: Readonly<Record<string, AdapterFacts>> = {
  snowflake: { ...always("merge"), strategies: [...common, "insert_overwrite"] },
  bigquery: { ...always("merge"), strategies: ["merge", "insert_overwrite", "microbatch"] },
  databricks: {
    ...always("merge"),
    strategies: ["merge", "append", "insert_overwrite", "replace_where", "delete+insert", "microbatch"],
    formats: { replace_where: ["delta"], "delete+insert": ["delta"], microbatch: ["delta"] },
    format: "delta",
  },
  spark: {
    ...always("append"),
    strategies: ["merge", "append", "insert_overwrite", "microbatch"],
    formats: { merge: ["delta", "iceberg", "hudi"] },
    format: "openhive",
  },
  postgres: { ...byKey, strategies: common },
  redshift: { ...byKey, strategies: common },
  duckdb: { ...byKey, strategies: common },
  trino: { ...always("append"), strategies: common },
  clickhouse: {
    ...always("legacy"),
    strategies: ["delete+insert", "append", "insert_overwrite", "legacy", "microbatch"],
  },
  athena: { ...always("insert_overwrite"), strategies: ["merge", "insert_overwrite", "append", "microbatch"] },
};

/** The adapter that a run would use; undefined while no profile names one, as then nothing that depends on it is certain. */
export function adapterOf({ target }: Pick<Environment, "target">): string | undefined {
  return typeof target.secretFields["type"] === "string" ? target.type : undefined;
}

/** What is known of an adapter; undefined for one that nothing is known of. */
export function adapterFacts(adapter: string | undefined): AdapterFacts | undefined {
  return adapter !== undefined && Object.hasOwn(adapters, adapter) ? adapters[adapter] : undefined;
}
