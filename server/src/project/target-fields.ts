import type { Plain } from "../base/plain.ts";
import type { Target } from "./snapshot.ts";

/** How an adapter's profile names what dbt calls database and schema, the first that is set, and what dbt takes when none is. */
interface AdapterFields {
  readonly database: readonly string[];
  readonly schema: readonly string[];
  /** Fields beside the general ones that dbt shows templates as `target.<name>`; never a credential. */
  readonly shown: readonly string[];
  readonly withoutDatabase?: string;
  readonly withoutSchema?: string;
}

const HOST = ["host", "port", "user"];

const ADAPTERS: ReadonlyMap<string, AdapterFields> = new Map(
  Object.entries({
    duckdb: { database: ["database"], schema: ["schema"], shown: ["path"], withoutSchema: "main" },
    postgres: { database: ["dbname", "database"], schema: ["schema"], shown: ["dbname", ...HOST] },
    redshift: { database: ["dbname", "database"], schema: ["schema"], shown: ["dbname", ...HOST] },
    snowflake: { database: ["database"], schema: ["schema"], shown: ["account", "user", "warehouse", "role"] },
    bigquery: {
      database: ["project", "database"],
      schema: ["dataset", "schema"],
      shown: ["project", "dataset", "location", "method", "priority"],
    },
    databricks: {
      database: ["catalog", "database"],
      schema: ["schema"],
      shown: ["catalog", "host", "http_path"],
      withoutDatabase: "hive_metastore",
      withoutSchema: "default",
    },
    spark: { database: [], schema: ["schema"], shown: ["host", "port", "cluster", "method"] },
    trino: { database: ["database", "catalog"], schema: ["schema"], shown: ["catalog", ...HOST] },
    athena: {
      database: ["database", "catalog"],
      schema: ["schema"],
      shown: ["region_name", "work_group"],
      withoutDatabase: "awsdatacatalog",
    },
    clickhouse: { database: [], schema: ["schema", "database"], shown: HOST, withoutSchema: "default" },
  } satisfies Record<string, AdapterFields>),
);

const GENERAL: AdapterFields = {
  database: ["database", "dbname", "catalog", "project"],
  schema: ["schema", "dataset"],
  shown: [],
};

/** Database and schema of an output, by its adapter's own names for them; undefined where the profile must say and doesn't. */
export function namesOfOutput(
  type: string,
  fields: { readonly [key: string]: Plain },
): { readonly database: string | undefined; readonly schema: string | undefined } {
  const known = ADAPTERS.get(type) ?? GENERAL;
  const first = (names: readonly string[]) =>
    names.map((it) => fields[it]).find((it) => typeof it === "string" && it !== "");
  const database = first(known.database) ?? known.withoutDatabase ?? (known.database.length === 0 ? "" : undefined);
  return { database: asText(database), schema: asText(first(known.schema) ?? known.withoutSchema) };
}

/** What a template sees as `target`: names and settings, no credential. */
export function publicTarget(target: Target): { readonly [key: string]: Plain } {
  const shown = ADAPTERS.get(target.type)?.shown ?? [];
  const extra = shown
    .filter((it) => Object.hasOwn(target.secretFields, it))
    .map((it) => [it, target.secretFields[it] ?? null] as const);
  return {
    ...Object.fromEntries(extra),
    name: target.name,
    target_name: target.name,
    profile_name: target.profileName,
    type: target.type,
    database: target.database,
    schema: target.schema,
    threads: target.threads,
  };
}

function asText(value: Plain | undefined): string | undefined {
  return typeof value === "string" ? value : undefined;
}
