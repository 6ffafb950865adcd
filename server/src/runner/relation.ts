import type { RelationName } from "../project/snapshot.ts";

/** A name in double quotes, as dbt-duckdb prints every part of a relation. */
export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** A text as an SQL literal. */
export function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** `"database"."schema"."identifier"` */
export function rendered({ database, schema, identifier }: RelationName): string {
  return `${quoted(database)}.${quoted(schema)}.${quoted(identifier)}`;
}

/** For people: the parts without quotes. */
export function printed({ database, schema, identifier }: RelationName): string {
  return `${database}.${schema}.${identifier}`;
}

/** The neighbour that dbt builds aside (`__dbt_tmp`) or moves the old table to (`__dbt_backup`). */
export function neighbour(name: RelationName, suffix: "__dbt_tmp" | "__dbt_backup"): RelationName {
  return { ...name, identifier: name.identifier + suffix };
}
