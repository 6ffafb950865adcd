import type { Environment, NodeConfig, RelationName, SourceTable, Target } from "../snapshot.ts";
import { nameStyle, withQuoting } from "./quoting.ts";
import { Relation, type RelationFacts } from "./relation.ts";

interface Named {
  readonly name: RelationName;
  readonly config: NodeConfig;
}

/** The relation of a model, seed or snapshot: quoted as the adapter, the project and the node's own config say. */
export function nodeRelation(
  environment: Environment,
  { name, config }: Named,
  other: Partial<RelationFacts> = {},
): Relation {
  const style = nameStyle(environment.target.type);
  const project = withQuoting(style.quoted, environment.root.quoting);
  return new Relation({
    database: name.database === "" ? null : name.database,
    schema: name.schema,
    identifier: name.identifier,
    type: null,
    quoted: withQuoting(project, config["quoting"]),
    included: style.included,
    style,
    ...other,
  });
}

/** What `ref` of an ephemeral model prints: the name of the CTE that carries its text (spec 6.7). */
export function ephemeralRelation(environment: Environment, identifier: string): Relation {
  const style = nameStyle(environment.target.type);
  return new Relation({
    database: null,
    schema: null,
    identifier: ephemeralName(identifier),
    type: "cte",
    quoted: { database: false, schema: false, identifier: false },
    included: { database: false, schema: false, identifier: true },
    style,
  });
}

/** The CTE that stands for an ephemeral model. */
export function ephemeralName(identifier: string): string {
  return `__dbt__cte__${identifier}`;
}

/** The relation of a source table: the project's `quoting` is not for sources (spec 6.6). */
export function sourceRelation(target: Target, source: SourceTable): Relation {
  const style = nameStyle(target.type);
  const { database, schema, identifier } = source.relation;
  return new Relation({
    database: database === "" ? null : database,
    schema,
    identifier,
    type: null,
    quoted: withQuoting(style.quoted, source.quoting),
    included: style.included,
    style,
    external: target.type === "duckdb" ? externalLocation(source) : undefined,
  });
}

/**
 * Where a dbt-duckdb source lies: a path is put in quotes, a function call or a quoted text stays as it is.
 *
 * `{name}`, `{schema}`, `{identifier}` and their like are filled in, as `str.format` does.
 */
function externalLocation(source: SourceTable): string | undefined {
  if (source.externalLocation === undefined) return undefined;
  const { database, schema, identifier } = source.relation;
  const fields = new Map([
    ["name", source.table],
    ["source_name", source.source],
    ["identifier", identifier],
    ["schema", schema],
    ["database", database],
  ]);
  const filled = source.externalLocation.replace(/\{\{|\}\}|\{(\w+)\}/g, (all, name: string | undefined) =>
    name === undefined ? all.slice(1) : (fields.get(name) ?? all),
  );
  return filled.includes("(") || filled.startsWith("'") ? filled : `'${filled}'`;
}
