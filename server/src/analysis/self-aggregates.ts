import type { RenderedSpan } from "../base/span.ts";
import { sameName } from "../sql/names.ts";
import type { FromItem, Outline, Select, TokenRange } from "../sql/outline.ts";
import { selectsOf } from "../sql/selects.ts";
import { columnUses } from "./column-uses.ts";
import { next, spanOf } from "./conditions.ts";
import { type Subject, selfReadsOf } from "./subject.ts";

/** `max(column)` over the model's own table and nothing else. */
export interface SelfAggregate {
  /** `max` or `min`. */
  readonly function: string;
  /** As written, without quotes. */
  readonly column: string;
  readonly columnSpan: RenderedSpan;
  /** From the function's name to its closing bracket. */
  readonly range: TokenRange;
  readonly select: Select;
}

/**
 * What the incremental world asks its own table for, in subqueries and CTEs.
 *
 * Only selects from that table alone, and only of aggregates of one column: of any other name it isn't certain whose it is.
 */
export function selfAggregatesOf(subject: Subject): readonly SelfAggregate[] {
  const view = subject.worlds.incremental;
  if (view.compiled.thisUses.length === 0) return [];
  const self = selfReadsOf(view, subject.node);
  return selectsOf(view.outline.query).flatMap(({ select }) => {
    const [item, ...others] = select.from;
    // A name without a schema is a CTE's, which may have other columns than the table that it reads.
    if (!item || others.length > 0 || !self.isSelf(item) || item.relation.length < 2) return [];
    return select.columns.flatMap(({ expression }) => aggregatesIn(view.outline, expression, select, item));
  });
}

function aggregatesIn(
  outline: Outline,
  { first, end }: TokenRange,
  select: Select,
  item: FromItem,
): readonly SelfAggregate[] {
  const { sql, tokens } = outline;
  const found: SelfAggregate[] = [];
  for (let at = first; at < end; at++) {
    const token = tokens[at];
    if (!token || !/^(?:MAX|MIN)$/.test(token.word) || tokens[at + 1]?.word !== "(") continue;
    const after = next(outline, at + 1);
    const uses = columnUses(outline, { first: at + 2, end: after - 1 }, select);
    const [use, ...others] = uses ?? [];
    if (!use || others.length > 0) continue;
    const before = qualifierLength(use.path, item);
    const column = use.path[before] ?? "";
    const place = use.range.first + 2 * before;
    found.push({
      function: sql.slice(token.start, token.end).toLowerCase(),
      column,
      columnSpan: spanOf(outline, { first: place, end: place + 1 }),
      range: { first: at, end: after },
      select,
    });
  }
  return found;
}

/** How many of a column's parts name the table: its alias, or the end of its own dotted name, all of it for `{{ this }}.column`. */
function qualifierLength(path: readonly string[], { alias, relation }: FromItem): number {
  for (let length = path.length - 1; length > 0; length--) {
    const end = relation.slice(-length);
    if (end.length === length && end.every((it, at) => sameName(it, path[at] ?? ""))) return length;
  }
  return path.length > 1 && alias !== undefined && sameName(alias, path[0] ?? "") ? 1 : 0;
}
