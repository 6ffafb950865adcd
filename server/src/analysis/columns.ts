import { compile } from "../compile/compile.ts";
import { resolveRef } from "../project/resolve.ts";
import type { Node, ProjectSnapshot } from "../project/snapshot.ts";
import { dialectOf } from "../sql/dialect.ts";
import { sameName } from "../sql/names.ts";
import { type FromItem, outline, type Query, type Select } from "../sql/outline.ts";

/** Following stars through CTEs and models ends here; what lies deeper is unknown. */
const DEEPEST = 6;

interface Scope {
  readonly snapshot: ProjectSnapshot;
  readonly node: Node;
  readonly queries: ReadonlyMap<string, Query>;
  readonly depth: number;
}

/** The names of the columns that a model makes, stars followed through CTEs and models; undefined when one leads out of sight. */
export function outputColumns(snapshot: ProjectSnapshot, node: Node, depth = 0): readonly string[] | undefined {
  if (depth > DEEPEST) return undefined;
  const { file, facts } = node;
  if (!file || node.resourceType !== "model")
    return facts.columns.length > 0 ? facts.columns.map((it) => it.name) : undefined;
  const { sql } = compile(snapshot, node, "full-refresh");
  const { query } = outline(sql, dialectOf(snapshot.environment.target.type));
  const scope: Scope = {
    snapshot,
    node,
    queries: new Map(query.ctes.map((it) => [it.name.toLowerCase(), it.query])),
    depth,
  };
  return query.branches[0] && selectColumns(query.branches[0], scope);
}

/** The names of one select's columns within a model. */
export function selectColumns(select: Select, scope: Scope): readonly string[] | undefined {
  if (scope.depth > DEEPEST) return undefined;
  const names: string[] = [];
  for (const column of select.columns) {
    if (column.kind === "column") {
      if (column.name !== undefined) names.push(column.name);
      continue;
    }
    const qualifier = column.path?.at(-1);
    const items = select.from.filter(
      (it) => qualifier === undefined || sameName(it.alias ?? it.relation.at(-1) ?? "", qualifier),
    );
    for (const item of items) {
      const inner = itemColumns(item, scope);
      if (!inner || column.changed) return undefined;
      names.push(...inner);
    }
  }
  return names;
}

/** The names of the columns that a FROM item offers; undefined when they aren't known. */
export function itemColumns(item: FromItem, scope: Scope): readonly string[] | undefined {
  const deeper = { ...scope, depth: scope.depth + 1 };
  const name = item.relation.at(-1);
  const query = item.query ?? (item.relation.length === 1 && name ? scope.queries.get(name.toLowerCase()) : undefined);
  if (query) return query.branches[0] && selectColumns(query.branches[0], deeper);
  return name === undefined ? undefined : relationColumns(name, deeper);
}

/** A relation's name leads back to the node that the model refers to under it. */
function relationColumns(identifier: string, { snapshot, node, depth }: Scope): readonly string[] | undefined {
  for (const call of node.facts.refs) {
    const found = resolveRef(snapshot, node.packageName, call);
    if (found.kind === "found" && sameName(found.node.facts.relation.identifier, identifier)) {
      return outputColumns(snapshot, found.node, depth);
    }
  }
  const source = snapshot.environment.sources.find(
    (it) =>
      sameName(it.relation.identifier, identifier) &&
      node.facts.sources.some((call) => call.source === it.source && call.table === it.table),
  );
  return source && source.columns.length > 0 ? source.columns.map((it) => it.name) : undefined;
}
