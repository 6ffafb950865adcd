import { memo } from "../base/memo.ts";
import { resolveRef, resolveSource } from "../project/resolve.ts";
import type { Node, ProjectSnapshot, SourceTable } from "../project/snapshot.ts";
import { sameName } from "../sql/names.ts";
import type { Cte, FromItem, Outline, Query, Select } from "../sql/outline.ts";

/** The columns that a query makes, as far as its text tells. */
export interface Columns {
  readonly names: readonly string[];
  /** In upper case: the words of columns without an alias, which each database names in its own way. */
  readonly perhaps: ReadonlySet<string>;
}

/** Columns of relations (`name column`, in lower case) and clocks that a value is made from; constants leave none. */
export type Roots = ReadonlySet<string>;

/** What a model asks of the nodes that it reads; undefined where nobody knows. */
export interface Upstream {
  /** Whether the columns that a properties file lists count as all of a source's or seed's: enough for a suggestion, not for a finding. */
  readonly trusts: "sql" | "properties";
  columns(node: Node): Columns | undefined;
  roots(node: Node, column: string): Roots | undefined;
}

/** What the names in a query's FROM stand for: CTEs in sight, else relations of the model's refs and sources. */
export interface Scope {
  readonly snapshot: ProjectSnapshot;
  readonly node: Node;
  readonly upstream: Upstream;
  readonly outline: Outline;
  /** The CTEs in sight, the nearest first. */
  readonly ctes: CteChain | undefined;
  /** What has been found out in this text: CTEs may use each other many times over. */
  readonly known: Known;
}

interface Known {
  readonly columns: Map<Query, Columns | undefined>;
  /** By query or select, and column in lower case. */
  readonly roots: Map<object, Map<string, Roots | undefined>>;
}

interface CteChain {
  readonly cte: Cte;
  /** What the CTE's own body sees: a name in it means a CTE before it, or a relation. */
  readonly inside: Scope;
  readonly outer: CteChain | undefined;
}

/** Where the rows of a FROM item come from; `unknown` is a relation that nobody told us about. */
export type Origin =
  | { readonly kind: "query"; readonly query: Query; readonly scope: Scope; readonly columnNames: readonly string[] }
  | { readonly kind: "node"; readonly node: Node }
  | { readonly kind: "source"; readonly source: SourceTable }
  | { readonly kind: "unknown" };

/** What the whole of a model's SQL sees: nothing but relations. */
export function outermost(parts: Omit<Scope, "ctes" | "known">): Scope {
  return { ...parts, ctes: undefined, known: { columns: new Map(), roots: new Map() } };
}

/** The scope of a query's own selects, which see its CTEs. */
export function entered(scope: Scope, query: Query): Scope {
  let inner = scope;
  for (const cte of query.ctes) inner = { ...inner, ctes: { cte, inside: inner, outer: inner.ctes } };
  return inner;
}

/** The scope of one of a query's selects, at any depth; undefined for a select of another text. `scope` is what stands around the query. */
export function scopeOf(select: Select, query: Query, scope: Scope): Scope | undefined {
  const { start, end } = select.span;
  if (query.span.start > start || end > query.span.end) return undefined;
  const inner = entered(scope, query);
  for (let it = inner.ctes; it && it !== scope.ctes; it = it.outer) {
    const found = scopeOf(select, it.cte.query, it.inside);
    if (found) return found;
  }
  for (const branch of query.branches) {
    if (branch === select) return inner;
    const nested = [...branch.from.flatMap((it) => it.query ?? []), ...branch.subqueries.map((it) => it.query)];
    for (const it of nested) {
      const found = scopeOf(select, it, inner);
      if (found) return found;
    }
  }
  return undefined;
}

/** Finds what a FROM item reads. `scope` is that of the select it stands in. */
export function originOf(item: FromItem, scope: Scope): Origin {
  if (item.query) return { kind: "query", query: item.query, scope, columnNames: item.columnNames };
  const name = item.relation.at(-1);
  if (item.kind !== "relation" || name === undefined) return { kind: "unknown" };
  if (name.startsWith(EPHEMERAL)) return ephemeralOrigin(name.slice(EPHEMERAL.length), scope);
  if (item.relation.length === 1) {
    for (let it = scope.ctes; it; it = it.outer) {
      if (!sameName(it.cte.name, name)) continue;
      const { query, columnNames } = it.cte;
      const given = item.columnNames.length > 0 ? item.columnNames : columnNames;
      return { kind: "query", query, scope: it.inside, columnNames: given };
    }
  }
  return relationOrigin(item.relation, scope);
}

/** dbt calls the CTE that it makes of an ephemeral model by this prefix and the model's name. */
const EPHEMERAL = "__dbt__cte__";

/** The CTE's text has names that only the ephemeral model's own refs explain. */
function ephemeralOrigin(name: string, { snapshot }: Scope): Origin {
  const [node, ...others] = snapshot.nodes.named(name).filter((it) => it.facts.config.enabled);
  return node && others.length === 0 ? { kind: "node", node } : { kind: "unknown" };
}

function relationOrigin(relation: readonly string[], { snapshot, node }: Scope): Origin {
  const [name = "", schema] = relation.toReversed();
  const found = (relationsOf(snapshot)(node).get(name.toLowerCase()) ?? []).filter(
    (it) => schema === undefined || sameName(it.schema, schema),
  );
  // Two relations of one name: which of them is meant only the database knows.
  return found.length === 1 && found[0] ? found[0].origin : { kind: "unknown" };
}

interface Named {
  readonly schema: string;
  readonly origin: Origin;
}

/** The relations that a model's refs and sources lead to, by name in lower case. */
const relationsOf = memo((snapshot: ProjectSnapshot) =>
  memo((node: Node) => {
    const known = new Map<string, Map<string, Named>>();
    const add = (identifier: string, schema: string, id: string, origin: Origin) => {
      const name = identifier.toLowerCase();
      const others = known.get(name) ?? new Map<string, Named>();
      known.set(name, others.set(id, { schema, origin }));
    };
    for (const call of node.facts.refs) {
      const found = resolveRef(snapshot, node.packageName, call);
      if (found.kind !== "found") continue;
      const { identifier, schema } = found.node.facts.relation;
      add(identifier, schema, found.node.uniqueId, { kind: "node", node: found.node });
    }
    for (const { source, table } of node.facts.sources) {
      const found = resolveSource(snapshot.environment, source, table);
      if (found.kind !== "found") continue;
      const { identifier, schema } = found.source.relation;
      add(identifier, schema, `${source}.${table}`, { kind: "source", source: found.source });
    }
    return new Map([...known].map(([name, byId]) => [name, [...byId.values()]]));
  }),
);
