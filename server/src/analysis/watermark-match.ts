import type { RenderedSpan } from "../base/span.ts";
import { sameName } from "../sql/names.ts";
import { columnUses } from "./column-uses.ts";
import { spanOf } from "./conditions.ts";
import { CLOCK } from "./lineage.ts";
import { outputRoots, rootsIn } from "./output.ts";
import { isSameMoment } from "./same-moment.ts";
import type { Roots } from "./scope.ts";
import { type SelfAggregate, selfAggregatesOf } from "./self-aggregates.ts";
import type { Subject } from "./subject.ts";
import { type Watermark, watermarksOf } from "./watermark.ts";

/** A filter whose two sides are different things: the row's column, and a column of the table that isn't made from it. */
export interface Mismatch {
  readonly watermark: Watermark;
  readonly aggregate: SelfAggregate;
  /** The row's column as it is written. */
  readonly column: string;
  readonly columnSpan: RenderedSpan;
  /** What each is made from. */
  readonly roots: { readonly row: Roots; readonly table: Roots };
  /** Whether the table's column holds the time of the run that stored the row. */
  readonly isClock: boolean;
}

/** The watermark filters that compare different quantities, as far as both can be followed to where they come from. */
export function mismatchesOf(subject: Subject): readonly Mismatch[] {
  const watermarks = watermarksOf(subject).filter((it) => it.operator === ">" || it.operator === ">=");
  const aggregates = watermarks.length > 0 ? selfAggregatesOf(subject) : [];
  return watermarks.flatMap((watermark) => {
    const { first, end } = watermark.sides.table;
    const [aggregate, ...others] = aggregates.filter((it) => first <= it.range.first && it.range.end <= end);
    if (!aggregate || others.length > 0) return [];
    return mismatchOf(subject, watermark, aggregate) ?? [];
  });
}

function mismatchOf(subject: Subject, watermark: Watermark, aggregate: SelfAggregate): Mismatch | undefined {
  const { outline } = subject.worlds.incremental;
  const { select } = watermark.condition;
  const uses = columnUses(outline, watermark.sides.row, select) ?? [];
  const names = uses.flatMap((it) => it.path);
  const [use] = uses;
  if (!use || names.some((it) => sameName(it, aggregate.column))) return undefined;
  const row = rootsIn(subject, select, watermark.sides.row);
  const table = outputRoots(subject, aggregate.column);
  if (!row || !table || row.size === 0 || row.has(CLOCK)) return undefined;
  for (const it of table) if (row.has(it)) return undefined;
  const isClock = table.has(CLOCK);
  // What a run's clock gives is nothing that a row could bring, however it is called.
  const named = uses.map((it) => it.path.at(-1) ?? "");
  if (!isClock && named.some((it) => isSameMoment(it, aggregate.column))) return undefined;
  if (!isClock && isOneColumn(row, table)) return undefined;
  const columnSpan = spanOf(outline, use.range);
  return {
    watermark,
    aggregate,
    column: outline.sql.slice(columnSpan.start, columnSpan.end),
    columnSpan,
    roots: { row, table },
    isClock,
  };
}

/** Whether two relations give the same column: joined or merged tables often carry one another's. */
function isOneColumn(a: Roots, b: Roots): boolean {
  const names = new Set([...a].map(columnOf));
  return [...b].some((it) => names.has(columnOf(it)) || [...names].some((name) => isSameMoment(name, columnOf(it))));
}

const columnOf = (root: string) => root.slice(root.lastIndexOf(" ") + 1);
