import { sameName } from "../sql/names.ts";
import type { FromItem, OutputColumn, Query, Select, TokenRange } from "../sql/outline.ts";
import { readsClock } from "./clock.ts";
import { columnUses } from "./column-uses.ts";
import { hasColumn, isReshaped, itemColumns, starItems } from "./columns.ts";
import { entered, originOf, type Roots, type Scope } from "./scope.ts";
import { starChanges } from "./star.ts";

/** The root of values that the clock gives. */
export const CLOCK = "clock";

/**
 * What a column of a query is made from, followed through its CTEs and the models that it reads.
 *
 * Undefined where it can't be followed. `scope` is what stands around the query.
 */
export function columnRoots(query: Query, column: string, scope: Scope): Roots | undefined {
  return once(scope, query, column, () => queryRoots(query, column, scope));
}

/** Finds out each thing once; what leads back to itself is unknown. */
function once({ known }: Scope, key: object, column: string, find: () => Roots | undefined): Roots | undefined {
  const found = known.roots.get(key) ?? new Map<string, Roots | undefined>();
  known.roots.set(key, found);
  const name = column.toLowerCase();
  if (!found.has(name)) {
    found.set(name, undefined);
    found.set(name, find());
  }
  return found.get(name);
}

function queryRoots(query: Query, column: string, scope: Scope): Roots | undefined {
  const inner = entered(scope, query);
  const position =
    query.branches[0]?.columns.findIndex((it) => it.name !== undefined && sameName(it.name, column)) ?? -1;
  return union(
    query.branches.map((select, at) =>
      branchRoots(select, at === 0 ? column : nameAt(select, column, position), inner),
    ),
  );
}

/** Branches of a set operation belong together by position, as far as no star hides it. */
function nameAt({ columns }: Select, column: string, position: number): string | OutputColumn {
  if (columns.some((it) => it.name !== undefined && sameName(it.name, column))) return column;
  const hasStar = columns.slice(0, position + 1).some((it) => it.kind === "star");
  return (position >= 0 && !hasStar && columns[position]) || column;
}

function branchRoots(select: Select, column: string | OutputColumn, scope: Scope): Roots | undefined {
  if (isReshaped(select, scope.outline)) return undefined;
  const written =
    typeof column === "string"
      ? select.columns.find((it) => it.name !== undefined && sameName(it.name, column))
      : column;
  if (written) return expressionRoots(written.expression, select, scope);
  return typeof column === "string" ? starRoots(select, column, scope) : undefined;
}

/** A column that only a star can give. */
function starRoots(select: Select, column: string, scope: Scope): Roots | undefined {
  const stars = select.columns.filter((it) => it.kind === "star");
  const found: (Roots | undefined)[] = [];
  for (const star of stars) {
    const [items, changes] = [starItems(star, select), starChanges(scope.outline, star)];
    if (!items || !changes) return undefined;
    const replaced = changes.replaced.get(column.toLowerCase());
    if (replaced) return expressionRoots(replaced, select, scope);
    if (changes.removed.has(column.toLowerCase())) continue;
    const before = [...changes.renamed].find(([, name]) => sameName(name, column))?.[0] ?? column;
    found.push(...itemsWith(items, before, scope).map((it) => itemRoots(it, before, scope)));
  }
  return found.length > 0 ? union(found) : undefined;
}

/** The items that may have a column: those that are known to, else those of which nobody knows. */
function itemsWith(items: readonly FromItem[], column: string, scope: Scope): readonly FromItem[] {
  if (items.length === 1) return items;
  const answers = items.map((item) => {
    const columns = itemColumns(item, scope);
    return { item, answer: columns ? hasColumn(columns, column) : "perhaps" };
  });
  const sure = answers.filter((it) => it.answer === "yes");
  return (sure.length > 0 ? sure : answers.filter((it) => it.answer === "perhaps")).map((it) => it.item);
}

/** What an expression of a select is made from; `scope` is that of the query that the select is part of. */
export function expressionRoots(range: TokenRange, select: Select, scope: Scope): Roots | undefined {
  const uses = columnUses(scope.outline, range, select);
  if (!uses) return undefined;
  const own: Roots = new Set(readsClock(scope.outline, range) ? [CLOCK] : []);
  return union([own, ...uses.map((it) => useRoots(it.path, range, select, scope))]);
}

function useRoots(path: readonly string[], range: TokenRange, select: Select, scope: Scope): Roots | undefined {
  const [first = "", second] = path;
  const named = select.from.filter((it) => sameName(it.alias ?? it.relation.at(-1) ?? "", first));
  if (second !== undefined && named[0]) return itemRoots(named[0], second, scope);
  const items = itemsWith(select.from, first, scope);
  // `a as b, b::date as c`: several databases let a column use an alias of the same list.
  const alias = select.columns.find(
    (it) =>
      it.name !== undefined && sameName(it.name, first) && it.expression.first !== range.first && it.path?.length !== 1,
  );
  const found = items.map((it) => itemRoots(it, first, scope));
  if (alias) found.push(once(scope, select, first, () => expressionRoots(alias.expression, select, scope)));
  return union(found);
}

function itemRoots(item: FromItem, column: string, scope: Scope): Roots | undefined {
  const origin = originOf(item, scope);
  switch (origin.kind) {
    case "query": {
      const at = origin.columnNames.findIndex((it) => sameName(it, column));
      const inner = at < 0 ? column : origin.query.branches[0]?.columns[at]?.name;
      return inner === undefined ? undefined : columnRoots(origin.query, inner, origin.scope);
    }
    case "node":
      return scope.upstream.roots(origin.node, column);
    case "source":
    case "unknown":
      return item.kind === "relation" ? new Set([rootOf(item.relation.join("."), column)]) : undefined;
  }
}

/** A column of a relation that nothing further is known of. */
export function rootOf(relation: string, column: string): string {
  return `${relation} ${column}`.toLowerCase();
}

function union(all: readonly (Roots | undefined)[]): Roots | undefined {
  const roots = new Set<string>();
  for (const it of all) {
    if (!it) return undefined;
    for (const root of it) roots.add(root);
  }
  return roots;
}
