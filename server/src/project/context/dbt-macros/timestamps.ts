import type { DbtMacro } from "../macro-value.ts";
import { dispatching, sql } from "./dispatching.ts";

const SNOWFLAKE_NOW = "convert_timezone('UTC', current_timestamp())";

/** The clock of the warehouse, in its own words. */
export const timestampMacros: readonly DbtMacro[] = [
  ...dispatching("current_timestamp", {
    parameters: [],
    versions: {
      duckdb: () => "now()",
      postgres: () => "now()",
      redshift: () => "getdate()",
      snowflake: () => SNOWFLAKE_NOW,
      bigquery: () => "current_timestamp()",
      trino: () => "current_timestamp",
    },
  }),
  ...dispatching("snapshot_get_time", {
    parameters: [],
    versions: {
      default: (_given, { invoke }) => sql`\n    ${invoke("current_timestamp")}\n`,
      duckdb: (_given, { invoke }) => sql`${invoke("current_timestamp")}::timestamp`,
      postgres: (_given, { invoke }) => sql`${invoke("current_timestamp")}::timestamp without time zone`,
      redshift: (_given, { invoke }) => sql`${invoke("current_timestamp")}::timestamp`,
      snowflake: (_given, { invoke }) => sql`to_timestamp_ntz(${invoke("current_timestamp")})`,
    },
  }),
  ...dispatching("current_timestamp_backcompat", {
    parameters: [],
    versions: {
      default: () => "\n    current_timestamp::timestamp\n",
      redshift: () => "getdate()",
      snowflake: () => "\n  current_timestamp::timestamp\n",
      bigquery: () => "current_timestamp",
    },
  }),
  ...dispatching("current_timestamp_in_utc_backcompat", {
    parameters: [],
    versions: {
      default: (_given, { invoke }) => invoke("current_timestamp_backcompat"),
      postgres: () => "\n    (current_timestamp at time zone 'utc')::timestamp\n",
      redshift: () => "getdate()",
      snowflake: (_given, { invoke }) =>
        sql`\n  convert_timezone('UTC', ${invoke("current_timestamp_backcompat")})::timestamp\n`,
      bigquery: () => "current_timestamp",
    },
  }),
];
