/** A half-open stretch of text, in UTF-16 code units from the start of its text. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

declare const space: unique symbol;

/** A span in a file as the user wrote it. */
export type SourceSpan = Span & { readonly [space]: "source" };
/** A span in the SQL that came out of the template. Only `compile/` may turn one into the other. */
export type RenderedSpan = Span & { readonly [space]: "rendered" };

export const inSource = (start: number, end: number) => ({ start, end }) as SourceSpan;
export const inRendered = (start: number, end: number) => ({ start, end }) as RenderedSpan;

/** Both ends count, so that a cursor right behind a name is still on it. */
export function contains(span: Span, offset: number): boolean {
  return span.start <= offset && offset <= span.end;
}

export function overlaps(a: Span, b: Span): boolean {
  return a.start < b.end && b.start < a.end;
}
