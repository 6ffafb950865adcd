import { hasColumn, itemColumns } from "../analysis/columns.ts";
import { worldScope } from "../analysis/output.ts";
import { entered } from "../analysis/scope.ts";
import type { Subject } from "../analysis/subject.ts";
import { inSource } from "../base/span.ts";
import { namesLike } from "../project/edit-distance.ts";
import { sameName } from "../sql/names.ts";
import type { IncrementalContext } from "./define-rule.ts";
import type { Fix } from "./finding.ts";
import { insertionPoint } from "./place.ts";

/**
 * Adds a column to the final select, where what it selects from is known to have it.
 *
 * Not offered where rows are grouped or made distinct, which one column more would change.
 */
export function addColumnFix({ subject, file }: IncrementalContext, column: string): readonly Fix[] {
  const scope = worldScope(subject, "incremental");
  const { outline, compiled } = subject.worlds.incremental;
  const [select, ...others] = outline.query.branches;
  const [item, ...joined] = select?.from ?? [];
  if (!scope || !select || !item || others.length > 0 || joined.length > 0) return [];
  if (select.distinct || select.clauses.some((it) => it.kind === "group by")) return [];
  const offered = itemColumns(item, entered(scope, outline.query));
  const last = select.columns.at(-1);
  if (!offered || !last || hasColumn(offered, column) !== "yes") return [];
  const at = insertionPoint(compiled, file.path, last.span.end);
  if (at === undefined) return [];
  return [
    { title: `Select ${column}`, edits: [{ at: { path: file.path, span: inSource(at, at) }, text: `, ${column}` }] },
  ];
}

/** The output column that a name which is none most likely means: what it was renamed to, else the most similar one. */
export function columnMeant({ worlds }: Subject, name: string, names: readonly string[]): string | undefined {
  const [main] = worlds.incremental.outline.query.branches;
  const renamed = main?.columns.find((it) => sameName(it.path?.at(-1) ?? "", name))?.name;
  if (renamed !== undefined && names.includes(renamed)) return renamed;
  const [similar] = namesLike(name, names);
  return similar ?? names.find((it) => isPart(it, name) || isPart(name, it));
}

/** `id` of `order_id`. */
function isPart(part: string, whole: string): boolean {
  return whole.toLowerCase().endsWith(`_${part.toLowerCase()}`);
}
