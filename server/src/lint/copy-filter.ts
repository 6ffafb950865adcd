import { columnUses } from "../analysis/column-uses.ts";
import { hasColumn, itemColumns } from "../analysis/columns.ts";
import { worldScope } from "../analysis/output.ts";
import { scopeOf } from "../analysis/scope.ts";
import type { UnfilteredBranch } from "../analysis/union-branches.ts";
import { watermarksOf } from "../analysis/watermark.ts";
import { inSource } from "../base/span.ts";
import { traceBack } from "../compile/source-map.ts";
import { sameName } from "../sql/names.ts";
import type { IncrementalContext } from "./define-rule.ts";
import { indentAt } from "./filter-fix.ts";
import type { Fix } from "./finding.ts";
import { insertionPoint } from "./place.ts";

/**
 * Gives a branch of a union the watermark filter that another one has.
 *
 * Only where that filter is all of its WHERE and names a column that the branch certainly reads.
 */
export function copyFilterFix(
  { subject, file, compiled }: IncrementalContext,
  { select, item, filtered }: UnfilteredBranch,
): readonly Fix[] {
  const { outline } = subject.worlds.incremental;
  const from = select.clauses.find((it) => it.kind === "from");
  const watermark = watermarksOf(subject).find((it) => it.condition.select.from.includes(filtered));
  const where = watermark?.condition.select.clauses.find((it) => it.kind === "where");
  if (!watermark || !where || !from || select.clauses.some((it) => it.kind === "where")) return [];
  if (
    select.from.length > 1 ||
    watermark.condition.range.end !== where.body.end ||
    watermark.condition.range.first !== where.body.first
  )
    return [];

  const uses = columnUses(outline, watermark.sides.row, watermark.condition.select) ?? [];
  const scope = worldScope(subject, "incremental");
  const inner = scope && scopeOf(select, outline.query, scope);
  const offered = inner && itemColumns(item, inner);
  const isOffered = (name: string) =>
    select.columns.some((it) => sameName(it.path?.at(-1) ?? "", name)) ||
    (offered && hasColumn(offered, name) === "yes");
  const [use, ...others] = uses;
  if (!use || others.length > 0 || use.path.length > 1 || !isOffered(use.path[0] ?? "")) return [];

  const written = traceBack(compiled.segments, where.span);
  const at = insertionPoint(compiled, file.path, from.span.end);
  if (at === undefined || !written || written.frame !== undefined || written.at.path !== file.path) return [];
  const indent = indentAt(file.text, at);
  const condition = file.text.slice(written.at.span.start, written.at.span.end);
  const text = ["", "{% if is_incremental() %}", condition, "{% endif %}"].join(`\n${indent}`);
  const edits = [{ at: { path: file.path, span: inSource(at, at) }, text }];
  return [{ title: `Filter ${item.relation.at(-1) ?? "it"} by ${use.path[0]} too`, edits }];
}
