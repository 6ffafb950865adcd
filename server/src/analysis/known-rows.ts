import { overlaps, type RenderedSpan } from "../base/span.ts";
import { callSite } from "../compile/call-site.ts";
import type { Segment } from "../compile/compiled.ts";
import type { ClauseKind } from "../sql/outline.ts";
import { selectsOf } from "../sql/selects.ts";
import type { WorldView } from "./subject.ts";

type UnknownSegment = Extract<Segment, { readonly source: unknown }>;

/**
 * Whether it is certain which rows a world's SQL reads, whatever is not known of their columns.
 *
 * An unknown may stand for any text: it does no harm only inside the select list of a select whose
 * FROM is there for all to see. One that left no text at all decided about a block of the template.
 */
export function knowsRows(view: Pick<WorldView, "compiled" | "outline">): boolean {
  return unknownsStandIn(view, () =>
    selectsOf(view.outline.query).flatMap(({ select }) =>
      select.from.length > 0 ? select.columns.map((it) => it.span) : [],
    ),
  );
}

/** Whether it is certain how the columns are called that a world's SQL makes: what isn't known has an alias, or stands in a condition. */
export function knowsColumns(view: Pick<WorldView, "compiled" | "outline">): boolean {
  return unknownsStandIn(view, () =>
    selectsOf(view.outline.query).flatMap(({ select }) => [
      ...select.columns.flatMap((it) => (it.nameSpan ? [{ ...it.span, end: it.nameSpan.start }] : [])),
      ...select.clauses.filter((it) => conditions.has(it.kind)).map((it) => it.span),
    ]),
  );
}

/**
 * Whether what isn't known can have nothing to do with how the SQL is built around a place: it stands inside a string, or
 * in a column or a condition of another select.
 */
export function knowsStructureAt(view: Pick<WorldView, "compiled" | "outline">, place: RenderedSpan): boolean {
  return unknownsStandIn(view, () => {
    const strings = view.outline.tokens.filter((it) => it.kind === "string" || it.kind === "name");
    const others = selectsOf(view.outline.query).filter(({ select }) => !overlaps(select.span, place));
    return [
      ...strings,
      ...others.flatMap(({ select }) => [
        ...select.columns.map((it) => it.span),
        ...select.clauses.filter((it) => conditions.has(it.kind)).map((it) => it.span),
      ]),
    ];
  });
}

const conditions: ReadonlySet<ClauseKind> = new Set(["where", "prewhere", "having", "qualify", "group by", "order by"]);

function unknownsStandIn(
  { compiled }: Pick<WorldView, "compiled">,
  placesOf: () => readonly Pick<RenderedSpan, "start" | "end">[],
): boolean {
  if (compiled.status !== "partly-unknown") return compiled.status === "ok";
  const unknown = compiled.segments.filter((it): it is UnknownSegment => it.kind === "unknown");
  const places = placesOf();
  const isHarmless = ({ rendered }: UnknownSegment) =>
    places.some((it) => it.start <= rendered.start && rendered.end <= it.end);
  return (
    unknown.every(isHarmless) &&
    compiled.unknowns.every(({ at }) =>
      unknown.some((it) => {
        const site = callSite(it.source, it.frame).at;
        return site.path === at.path && overlaps(site.span, at.span);
      }),
    )
  );
}
