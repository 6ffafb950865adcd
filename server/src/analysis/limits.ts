import { overlaps, type RenderedSpan } from "../base/span.ts";
import type { Segment } from "../compile/compiled.ts";
import { selectsOf } from "../sql/selects.ts";
import { readsClock } from "./clock.ts";
import { conditionsOf, spanOf } from "./conditions.ts";
import { isIdle } from "./idle-conditions.ts";
import { inputNames, inputsOf } from "./inputs.ts";
import { knowsRows } from "./known-rows.ts";
import type { Subject, WorldView } from "./subject.ts";

/**
 * What keeps an incremental run from reading everything.
 *
 * - `self`: it looks at its own table.
 * - `world`: the two worlds read different rows.
 * - `window`: a condition comes from a variable, a query's answer or the clock.
 * - `slice`: its input holds this run's rows only.
 * - `unknown`: something that we could not evaluate may do it.
 */
export type Limit = "self" | "world" | "window" | "slice" | "unknown" | "none";

/** Finds what limits the incremental world; the first kind that holds. */
export function limitOf(subject: Subject): Limit {
  const { incremental, "full-refresh": full } = subject.worlds;
  if (incremental.compiled.thisUses.length > 0) return "self";
  // A template that asks which relations exist decides by itself whether there is something to add to.
  if (incremental.compiled.reads.has("relation")) return "self";
  if (!knowsRows(incremental) || !knowsRows(full)) return "unknown";
  if (readRowsDiffer(subject)) return "world";
  if (hasWindow(incremental, subject)) return "window";
  if (inputNames(subject).some((it) => /_this_run$/i.test(it))) return "slice";
  return "none";
}

/** Compares what decides which rows are read: conditions and inputs. A column of another value limits nothing. */
function readRowsDiffer(subject: Subject): boolean {
  const { incremental, "full-refresh": full } = subject.worlds;
  if (incremental.compiled.sql === full.compiled.sql) return false;
  const rows = (view: WorldView) =>
    [
      ...conditionsOf(view.outline)
        .filter((it) => !isIdle(it))
        .map((it) => `${it.clause} ${it.text}`),
      ...inputsOf(view, subject).map(({ item }) => `from ${item.relation.join(".")}`),
      // A join, or another number of them, may limit too.
      ...selectsOf(view.outline.query).flatMap(({ select }) => select.from.map((it) => `join ${it.join}`)),
    ]
      .sort()
      .join("\n");
  return rows(incremental) !== rows(full);
}

function hasWindow(view: WorldView, subject: Subject): boolean {
  const { reads, segments } = view.compiled;
  const isDynamic = reads.has("var") || reads.has("env_var") || reads.has("run_query") || reads.has("clock");
  const relations = inputsOf(view, subject).map(({ item }) => item.span);
  return conditionsOf(view.outline).some((it) => {
    if (it.clause === "limit") return false;
    if (readsClock(view.outline, it.range)) return true;
    return isDynamic && isComputed(segments, spanOf(view.outline, it.range), relations);
  });
}

/** Whether any of the text was printed by an expression, names of relations not counted. */
function isComputed(segments: readonly Segment[], span: RenderedSpan, relations: readonly RenderedSpan[]): boolean {
  return segments.some(
    (it) =>
      it.kind !== "scaffold" &&
      (it.kind !== "verbatim" || it.frame !== undefined) &&
      overlaps(it.rendered, span) &&
      !relations.some((relation) => overlaps(relation, it.rendered)),
  );
}
