import { createRequire } from "node:module";
import type { DuckDBConnection } from "@duckdb/node-api";

/** One relation as a reader of the database sees it: its columns in order, its rows in none. */
export interface Contents {
  readonly type: string;
  readonly columns: readonly string[];
  readonly comments: readonly string[];
  readonly rows: readonly string[];
}

/** Everything in a database file, by `schema.name`. */
export async function contentsOf(file: string): Promise<ReadonlyMap<string, Contents>> {
  const driver = createRequire(import.meta.url)("@duckdb/node-api") as typeof import("@duckdb/node-api");
  const instance = await driver.DuckDBInstance.create(file, { access_mode: "READ_ONLY" });
  const connection = await instance.connect();
  try {
    const found = new Map<string, Contents>();
    const relations = await all(
      connection,
      `select schema_name, table_name, 'table', comment from duckdb_tables() where not internal
       union all select schema_name, view_name, 'view', comment from duckdb_views() where not internal order by all`,
    );
    for (const [schema, name, type, comment] of relations) {
      found.set(`${schema}.${name}`, await relation(connection, { schema, name, type, comment }));
    }
    return found;
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

async function relation(
  connection: DuckDBConnection,
  { schema, name, type, comment }: Readonly<Record<"schema" | "name" | "type" | "comment", unknown>>,
): Promise<Contents> {
  const columns = await all(
    connection,
    `select column_name, data_type, comment from duckdb_columns() where schema_name = '${schema}' and table_name = '${name}' order by column_index`,
  );
  const rows = await all(connection, `select * from "${schema}"."${name}"`);
  return {
    type: String(type),
    columns: columns.map(([column, columnType]) => `${column} ${columnType}`),
    comments: [comment, ...columns.map((it) => it[2])].map(String),
    rows: rows.map((it) => JSON.stringify(it)).sort(),
  };
}

async function all(connection: DuckDBConnection, sql: string): Promise<readonly (readonly unknown[])[]> {
  const reader = await connection.runAndReadAll(sql);
  return reader.getRowsJson();
}
