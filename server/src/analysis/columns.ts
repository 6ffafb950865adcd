import { nameOf, sameName } from "../sql/names.ts";
import type { FromItem, Outline, OutputColumn, Query, Select } from "../sql/outline.ts";
import { type Columns, entered, originOf, type Scope } from "./scope.ts";
import { type StarChanges, starChanges } from "./star.ts";

/** How certain it is that a column of that name is among them. Case is ignored: no database here tells bare names apart by it. */
export function hasColumn({ names, perhaps }: Columns, name: string): "yes" | "no" | "perhaps" {
  if (names.some((it) => sameName(it, name))) return "yes";
  return perhaps.has(name.toUpperCase()) ? "perhaps" : "no";
}

/**
 * The columns of a query, stars followed through CTEs, subqueries and models; undefined when one leads out of sight.
 *
 * `scope` is what stands around the query.
 */
export function queryColumns(query: Query, scope: Scope): Columns | undefined {
  const { columns } = scope.known;
  if (!columns.has(query)) {
    // A query that reads itself has the columns of its other branches.
    columns.set(query, undefined);
    columns.set(query, findColumns(query, scope));
  }
  return columns.get(query);
}

function findColumns(query: Query, scope: Scope): Columns | undefined {
  const inner = entered(scope, query);
  const [first, ...others] = query.branches;
  const columns = first && selectColumns(first, inner);
  // Only by name do later branches bring columns of their own.
  if (!columns || !query.operators.some((it) => it.includes("NAME") || it.includes("CORRESPONDING"))) return columns;
  const all = [columns, ...others.map((it) => selectColumns(it, inner))];
  return all.every((it) => it !== undefined) ? together(all) : undefined;
}

/** The columns of one select; `scope` is that of the query that it is part of. */
export function selectColumns(select: Select, scope: Scope): Columns | undefined {
  if (select.columns.length === 0 || isValueTable(select, scope.outline)) return undefined;
  const found: Columns[] = [];
  for (const column of select.columns) {
    const columns = column.kind === "star" ? starColumns(column, select, scope) : plainColumns(column, scope.outline);
    if (!columns) return undefined;
    found.push(columns);
  }
  return together(found);
}

/** The columns that a FROM item offers; undefined when they aren't known. */
export function itemColumns(item: FromItem, scope: Scope): Columns | undefined {
  const origin = originOf(item, scope);
  switch (origin.kind) {
    case "query":
      return renamed(queryColumns(origin.query, origin.scope), origin.columnNames);
    case "node":
      return renamed(scope.upstream.columns(origin.node), item.columnNames);
    case "source": {
      const { columns } = origin.source;
      return scope.upstream.trusts === "properties" && columns.length > 0
        ? { names: columns.map((it) => it.name), perhaps: new Set() }
        : undefined;
    }
    case "unknown":
      return undefined;
  }
}

/** The FROM items that a star stands for; undefined for `payload.*`, the fields of a column. */
export function starItems({ path }: OutputColumn, select: Select): readonly FromItem[] | undefined {
  const qualifier = path?.at(-1);
  const items = select.from.filter((it) => it.join !== "semi" && it.join !== "anti");
  if (qualifier === undefined) return items;
  const named = items.filter((it) => sameName(it.alias ?? it.relation.at(-1) ?? "", qualifier));
  return named.length > 0 ? named : undefined;
}

/** Whether the FROM clause turns rows into columns, so that its items' columns are not what a star gives. */
export function isReshaped(select: Select, { tokens }: Outline): boolean {
  const from = select.clauses.find((it) => it.kind === "from");
  if (!from) return false;
  for (let at = from.body.first; at < from.body.end; at++) {
    if (reshaping.has(tokens[at]?.word ?? "") && tokens[at]?.kind === "word") return true;
  }
  return false;
}

const reshaping = new Set(["PIVOT", "UNPIVOT", "MATCH_RECOGNIZE"]);

function starColumns(star: OutputColumn, select: Select, scope: Scope): Columns | undefined {
  const items = starItems(star, select);
  const changes = starChanges(scope.outline, star);
  if (!items || items.length === 0 || !changes || isReshaped(select, scope.outline)) return undefined;
  const found: Columns[] = [];
  for (const item of items) {
    const columns = itemColumns(item, scope);
    if (!columns) return undefined;
    found.push(changed(columns, changes));
  }
  return together(found);
}

function changed({ names, perhaps }: Columns, { removed, renamed: newNames }: StarChanges): Columns {
  const kept = names.filter((it) => !removed.has(it.toLowerCase()));
  return { names: kept.map((it) => newNames.get(it.toLowerCase()) ?? it), perhaps };
}

/** A column without an alias is called by something of its own text, if by anything that one would write. */
function plainColumns(
  { name, expression: { first, end } }: OutputColumn,
  { sql, tokens }: Outline,
): Columns | undefined {
  if (name !== undefined) return { names: [name], perhaps: new Set() };
  // `columns(*)`, `* like 'a%'`, `unnest(a)`, `inline(b)`: who knows how many.
  const words = tokens.slice(first, end);
  if (words.some((it, at) => it.word === "*" && (at === 0 || words[at - 1]?.word === "."))) return undefined;
  if (several.has(words[0]?.word ?? "")) return undefined;
  const names = words.filter((it) => it.kind === "word" || it.kind === "name");
  return { names: [], perhaps: new Set(names.map((it) => nameOf(sql, it).toUpperCase())) };
}

const several = new Set(
  "COLUMNS UNNEST EXPLODE EXPLODE_OUTER POSEXPLODE INLINE INLINE_OUTER STACK UNTUPLE JSON_TUPLE".split(" "),
);

/** `select as value x`, `select transform(…)`: rows that aren't made of the columns that are written. */
function isValueTable(select: Select, { tokens }: Outline): boolean {
  const [column] = select.columns;
  const first = column?.expression.first ?? 0;
  if (tokens[first]?.word === "TRANSFORM" && tokens[first + 1]?.word === "(") return true;
  return tokens[first - 1]?.word === "VALUE" && tokens[first - 2]?.word === "AS";
}

function renamed(columns: Columns | undefined, names: readonly string[]): Columns | undefined {
  if (names.length === 0) return columns;
  return { names: [...names, ...(columns?.names.slice(names.length) ?? [])], perhaps: columns?.perhaps ?? new Set() };
}

function together(all: readonly Columns[]): Columns {
  const [only] = all;
  if (only && all.length === 1) return only;
  return { names: all.flatMap((it) => it.names), perhaps: new Set(all.flatMap((it) => [...it.perhaps])) };
}
