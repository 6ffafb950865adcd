import type { Location } from "../base/location.ts";
import type { RenderedSpan } from "../base/span.ts";
import type { Compiled } from "../compile/compiled.ts";
import { traceBack } from "../compile/source-map.ts";
import type { CallFrame } from "../jinja/output.ts";

/** Where a stretch of SQL is shown in the model's file. */
export interface Place {
  readonly at: Location;
  /** The macro's own text, when a macro printed it. */
  readonly cause: Location | undefined;
}

/** Finds where a stretch of SQL was written; what a macro printed stands at the call. Undefined for the compiler's own text. */
export function placeOf({ segments }: Compiled, wanted: RenderedSpan): Place | undefined {
  const traced = traceBack(segments, wanted);
  if (!traced) return undefined;
  const site = siteOf(traced.frame);
  return site ? { at: site, cause: traced.at } : { at: traced.at, cause: undefined };
}

/** The call in the model's own file that everything else happened in. */
function siteOf(frame: CallFrame | undefined): Location | undefined {
  let outermost = frame;
  while (outermost?.caller) outermost = outermost.caller;
  return outermost?.site;
}

/**
 * The offset in the model's own file at which new text lands behind this offset of the SQL.
 *
 * Undefined where the text before it was made by a macro or by the compiler: an edit there would
 * land in a template, and change more than was asked for.
 */
export function insertionPoint({ segments }: Compiled, path: string, offset: number): number | undefined {
  const before = segments.find((it) => it.rendered.start < offset && offset <= it.rendered.end);
  if (!before || before.kind === "scaffold" || before.kind === "unknown") return undefined;
  if (before.frame !== undefined || before.source.path !== path) return undefined;
  if (before.kind === "printed") return offset === before.rendered.end ? before.source.span.end : undefined;
  return offset - before.rendered.start + before.source.span.start;
}
