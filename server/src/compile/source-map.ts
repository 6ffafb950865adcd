import type { Location } from "../base/location.ts";
import { inRendered, inSource, type RenderedSpan } from "../base/span.ts";
import type { CallFrame } from "../jinja/output.ts";
import type { Compiled, Segment } from "./compiled.ts";

type Written = Exclude<Segment, { readonly kind: "scaffold" }>;

/** Where text of the SQL was written. */
export interface TracedBack {
  /** In the file where the text was written: the model's, or a macro's. */
  readonly at: Location;
  /** The macro calls that led there; undefined in the model's own text. */
  readonly frame: CallFrame | undefined;
  /** Only an exact trace may carry a quick fix; an edit to any other would land in a template. */
  readonly exact: boolean;
}

/**
 * Where a stretch of rendered SQL was written; undefined for what the compiler itself wrote.
 *
 * A stretch that begins and ends in different files or macro calls is traced to where it begins.
 */
export function traceBack(segments: readonly Segment[], wanted: RenderedSpan): TracedBack | undefined {
  const touched = touching(segments, wanted).filter((it): it is Written => it.kind !== "scaffold");
  const [first] = touched;
  if (!first) return undefined;

  const last = touched.findLast((it) => it.source.path === first.source.path && it.frame === first.frame) ?? first;
  const from =
    first.kind === "verbatim" ? Math.max(wanted.start, first.rendered.start) + shift(first) : first.source.span.start;
  const to = last.kind === "verbatim" ? Math.min(wanted.end, last.rendered.end) + shift(last) : last.source.span.end;
  const { path } = first.source;
  const isWhole = first.rendered.start <= wanted.start && wanted.end <= first.rendered.end;
  return {
    at: { path, span: inSource(Math.min(from, to), Math.max(from, to)) },
    frame: first.frame,
    exact: touched.length === 1 && isWhole && first.kind === "verbatim",
  };
}

/** Every stretch of the SQL that a place in a file gave rise to: none, one, or one for each time it was printed. */
export function traceForward(
  { segments }: Pick<Compiled, "segments">,
  path: string,
  offset: number,
): readonly RenderedSpan[] {
  const spans: RenderedSpan[] = [];
  for (const it of segments) {
    if (it.kind === "scaffold" || it.source.path !== path) continue;
    const { start, end } = it.source.span;
    if (offset < start || offset > end) continue;
    if (it.kind !== "verbatim") spans.push(it.rendered);
    else if (offset < end) spans.push(inRendered(offset - shift(it), offset - shift(it)));
  }
  return spans;
}

function shift({ source, rendered }: Written): number {
  return source.span.start - rendered.start;
}

/** The segments that a span overlaps; for an empty one, the segment it stands in. Segments are in order, so the first is found by halving. */
function touching(segments: readonly Segment[], { start, end }: RenderedSpan): readonly Segment[] {
  let low = 0;
  let high = segments.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((segments[middle]?.rendered.end ?? 0) <= start) low = middle + 1;
    else high = middle;
  }
  const found: Segment[] = [];
  for (let at = low; at < segments.length; at++) {
    const segment = segments[at];
    if (!segment || segment.rendered.start >= Math.max(end, start + 1)) break;
    found.push(segment);
  }
  return found;
}
