import { overlaps, type RenderedSpan } from "../base/span.ts";
import { callSite } from "../compile/call-site.ts";
import type { Segment } from "../compile/compiled.ts";
import { selectsOf } from "../sql/selects.ts";
import type { WorldView } from "./subject.ts";

type UnknownSegment = Extract<Segment, { readonly source: unknown }>;

/**
 * Whether it is certain which rows a world's SQL reads, whatever is not known of their columns.
 *
 * An unknown may stand for any text: it does no harm only inside the select list of a select whose
 * FROM is there for all to see. One that left no text at all decided about a block of the template.
 */
export function knowsRows({ compiled, outline }: WorldView): boolean {
  if (compiled.status === "ok") return true;
  const unknown = compiled.segments.filter((it): it is UnknownSegment => it.kind === "unknown");
  const lists = selectsOf(outline.query).flatMap(({ select }) => (select.from.length > 0 ? select.columns : []));
  const isColumn = (span: RenderedSpan) => lists.some((it) => it.span.start <= span.start && span.end <= it.span.end);
  return (
    compiled.status === "partly-unknown" &&
    unknown.every((it) => isColumn(it.rendered)) &&
    compiled.unknowns.every(({ at }) =>
      unknown.some((it) => {
        const site = callSite(it.source, it.frame).at;
        return site.path === at.path && overlaps(site.span, at.span);
      }),
    )
  );
}
