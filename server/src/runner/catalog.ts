import { ok, type Result } from "../base/result.ts";
import { type Catalog, type CatalogRelation, type RelationName, relationKey } from "../project/snapshot.ts";
import type { InspectedRelation } from "../protocol/runner.ts";
import type { AdapterFailure, Cell, Session } from "./adapters/adapter.ts";
import { literal, rendered } from "./relation.ts";
import type { Column } from "./steps.ts";

/** What a database holds: every relation with its columns, and the names of all schemas. */
export interface Inspected {
  readonly relations: readonly InspectedRelation[];
  readonly schemas: readonly { readonly database: string; readonly schema: string }[];
}

const SCHEMAS = "select database_name, schema_name from duckdb_schemas() where not internal or schema_name = 'main'";

/** The row counts are those the engine keeps, so nothing is scanned. */
const RELATIONS = `
select database_name, schema_name, table_name, 'table' as type, estimated_size as rows
from duckdb_tables() where not internal and not temporary
union all
select database_name, schema_name, view_name, 'view', null
from duckdb_views() where not internal and not temporary`;

const COLUMNS = `
select database_name, schema_name, table_name, column_name, data_type
from duckdb_columns() where not internal
order by database_name, schema_name, table_name, column_index`;

/** Reads the whole catalog of an open DuckDB. */
export async function inspectCatalog(
  session: Session,
  signal: AbortSignal,
): Promise<Result<Inspected, AdapterFailure>> {
  const schemas = await session.query(SCHEMAS, signal);
  if (!schemas.ok) return schemas;
  const relations = await session.query(RELATIONS, signal);
  if (!relations.ok) return relations;
  const columns = await session.query(COLUMNS, signal);
  if (!columns.ok) return columns;

  const byRelation = new Map<string, { readonly name: string; readonly type: string }[]>();
  for (const [database, schema, identifier, name, type] of columns.value.rows) {
    const key = `${database}.${schema}.${identifier}`;
    const list = byRelation.get(key) ?? [];
    if (list.length === 0) byRelation.set(key, list);
    list.push({ name: String(name), type: String(type) });
  }
  return ok({
    schemas: schemas.value.rows.map(([database, schema]) => ({ database: String(database), schema: String(schema) })),
    relations: relations.value.rows.map((row) => inspected(row, byRelation)),
  });
}

function inspected(
  row: readonly Cell[],
  columns: ReadonlyMap<string, InspectedRelation["columns"]>,
): InspectedRelation {
  const [database, schema, identifier, type, rows] = row;
  return {
    database: String(database),
    schema: String(schema),
    identifier: String(identifier),
    type: type === "view" ? "view" : "table",
    columns: columns.get(`${database}.${schema}.${identifier}`) ?? [],
    rows: rows === null || rows === undefined ? null : Number(rows),
  };
}

/** The catalog as compile and plan read it. Schemas that do not exist are not listed: a plan creates them. */
export function catalogOf(inspected: Inspected): Catalog {
  const relations = new Map<string, CatalogRelation>();
  for (const it of inspected.relations) {
    relations.set(relationKey(it), { type: it.type, columns: it.columns, rows: it.rows ?? undefined });
  }
  return {
    relations,
    complete: new Set(inspected.schemas.map((it) => `${it.database}.${it.schema}`.toLowerCase())),
  };
}

/** What stands under a relation's name now; it is looked at again after a node was built, as dbt keeps its cache. */
export async function lookAgain(session: Session, relation: RelationName): Promise<CatalogRelation | undefined> {
  const where = `database_name = ${literal(relation.database)} and schema_name = ${literal(relation.schema)}`;
  const never = new AbortController().signal;
  const views = await session.query(
    `select 1 from duckdb_views() where ${where} and view_name = ${literal(relation.identifier)}`,
    never,
  );
  const columns = await session.query(`describe ${rendered(relation)}`, never);
  if (!columns.ok) return undefined;
  const type = views.ok && views.value.rows.length > 0 ? "view" : "table";
  return { type, columns: columnsOf(columns.value.rows), rows: undefined };
}

/** A catalog in which something stands under a relation's name; its schema is there too, then. */
export function withRelation(catalog: Catalog, name: RelationName, found: CatalogRelation | undefined): Catalog {
  const relations = new Map(catalog.relations);
  relations.delete(relationKey(name));
  if (found) relations.set(relationKey(name), found);
  return { relations, complete: new Set(catalog.complete).add(schemaKey(name)) };
}

/** The key of a relation's schema in `Catalog.complete`. */
export function schemaKey({ database, schema }: RelationName): string {
  return `${database}.${schema}`.toLowerCase();
}

/** The answer of `describe`. */
export function columnsOf(rows: readonly (readonly Cell[])[]): readonly Column[] {
  return rows.map(([name, type]) => ({ name: String(name), type: String(type) }));
}
