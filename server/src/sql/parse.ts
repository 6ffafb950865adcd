import { readTree } from "./read-tree.ts";
import type { SqlTree } from "./tree.ts";

/** The one method that is used of a parser build. */
interface Build {
  readonly Parser: new () => { astify(sql: string): unknown };
}

// Each build brings its own grammar of 200 to 320 kB, so it is loaded when its dialect is first met.
const builds: Readonly<Record<string, () => Promise<unknown>>> = {
  postgresql: () => import("node-sql-parser/build/postgresql.js"),
  redshift: () => import("node-sql-parser/build/redshift.js"),
  snowflake: () => import("node-sql-parser/build/snowflake.js"),
  bigquery: () => import("node-sql-parser/build/bigquery.js"),
  trino: () => import("node-sql-parser/build/trino.js"),
  hive: () => import("node-sql-parser/build/hive.js"),
  mysql: () => import("node-sql-parser/build/mysql.js"),
};

/** The grammar that reads most of an adapter's SQL: there is none for DuckDB, Spark and ClickHouse. */
const buildOf: Readonly<Record<string, string>> = {
  duckdb: "postgresql",
  postgres: "postgresql",
  redshift: "redshift",
  snowflake: "snowflake",
  bigquery: "bigquery",
  trino: "trino",
  athena: "trino",
  databricks: "hive",
  spark: "hive",
  clickhouse: "mysql",
};

/**
 * The structure of a compiled SQL as `node-sql-parser` sees it.
 *
 * It refuses three files in ten that are good SQL, so `unparsable` says nothing about the text; and
 * its positions are wrong or missing, so none are taken. It may be slow: call it in the worker.
 */
export async function parse(sql: string, adapterType: string): Promise<SqlTree | "unparsable"> {
  const build = await load(buildOf[adapterType] ?? "postgresql");
  let ast: unknown;
  try {
    ast = new build.Parser().astify(sql);
  } catch {
    // The parser's only way to say no. Its message is about its grammar and not about the user's SQL.
    return "unparsable";
  }
  return readTree(ast);
}

async function load(name: string): Promise<Build> {
  const open = builds[name];
  if (!open) throw new Error(`no parser build: ${name}`);
  const module = (await open()) as Build & { readonly default?: Build };
  return module.Parser ? module : (module.default ?? module);
}
