import { resolve } from "node:path";
import { err, ok, type Result } from "../../base/result.ts";
import { askVersion } from "./ask-version.ts";
import { dbtCandidates, isProgram, type SearchPlaces } from "./dbt-candidates.ts";
import type { DbtVersion } from "./dbt-version.ts";
import { rememberedVersion, rememberVersion } from "./version-cache.ts";

/** A dbt that can run a project. */
export interface Dbt extends DbtVersion {
  readonly path: string;
}

export interface DbtSearch extends SearchPlaces {
  /** `highwater.dbtPath`: nothing else is looked at. */
  readonly dbtPath: string | null;
  /** The adapter that the target needs: `snowflake`. */
  readonly adapter: string;
  /** Something is about to run: programs that could not be used earlier are asked again, as an adapter may have been installed. */
  readonly isForRun: boolean;
}

/**
 * Finds the user's own dbt, or says in one sentence where was looked and what is wrong with what is there.
 *
 * A named program is used or refused; of those found by looking, the first that is a dbt of at least 1.8
 * with the adapter of the target.
 */
export async function findDbt(search: DbtSearch): Promise<Result<Dbt, string>> {
  const { dbtPath } = search;
  if (dbtPath !== null) {
    const path = resolve(search.root, dbtPath.replace(/^~(?=[\\/])/, search.home));
    if (!isProgram(path)) return err(`highwater.dbtPath is ${path}, which is no program. Set it to the dbt to run.`);
    const found = await usable(path, search);
    return found.ok ? found : err(`highwater.dbtPath can't be used: ${path} ${found.error}.`);
  }
  const reasons: string[] = [];
  for (const path of dbtCandidates(search)) {
    const found = await usable(path, search);
    if (found.ok) return found;
    reasons.push(`${path} ${found.error}`);
  }
  const title = TITLES[search.adapter] ?? search.adapter;
  const passed = reasons.length === 0 ? "" : ` (${reasons.join("; ")})`;
  return err(`Running on ${title} uses your own dbt; none found in .venv, PATH or highwater.dbtPath${passed}.`);
}

const TITLES: Readonly<Record<string, string>> = {
  athena: "Athena",
  bigquery: "BigQuery",
  clickhouse: "ClickHouse",
  databricks: "Databricks",
  duckdb: "DuckDB through dbt",
  postgres: "PostgreSQL",
  redshift: "Redshift",
  snowflake: "Snowflake",
  spark: "Spark",
  trino: "Trino",
};

async function usable(path: string, search: DbtSearch): Promise<Result<Dbt, string>> {
  const { root, env, adapter, isForRun } = search;
  const known = await rememberedVersion(root, path);
  if (known && (has(known, adapter) || !isForRun)) return withAdapter(path, known, adapter);
  const asked = await askVersion(path, { env, cwd: root });
  if (!asked.ok) return asked;
  await rememberVersion(root, path, asked.value);
  return withAdapter(path, asked.value, adapter);
}

function withAdapter(path: string, version: DbtVersion, adapter: string): Result<Dbt, string> {
  if (has(version, adapter)) return ok({ path, ...version });
  const installed = version.adapters?.join(", ") || "no adapter";
  return err(`is dbt ${version.version} without dbt-${adapter}; it has ${installed}`);
}

const has = ({ adapters }: DbtVersion, adapter: string) => adapters === null || adapters.includes(adapter);
