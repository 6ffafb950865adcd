import { inRendered, inSource } from "../base/span.ts";
import type { Piece } from "../jinja/values.ts";
import type { Segment } from "./compiled.ts";

/** A text with its origins, before it has a place in the compiled SQL. */
export interface TextRun {
  readonly text: string;
  readonly pieces: readonly Piece[];
}

/** Text that nobody wrote. */
export function scaffold(text: string): TextRun {
  return { text, pieces: text === "" ? [] : [{ kind: "scaffold", length: text.length }] };
}

/** One after the other. */
export function joined(runs: readonly TextRun[]): TextRun {
  return { text: runs.map((it) => it.text).join(""), pieces: runs.flatMap((it) => it.pieces) };
}

/** The part of a run between two offsets of its text. */
export function sliced({ text, pieces }: TextRun, from: number, to: number): TextRun {
  const kept: Piece[] = [];
  let at = 0;
  for (const piece of pieces) {
    const start = Math.max(from, at);
    const end = Math.min(to, at + piece.length);
    if (start < end) kept.push(part(piece, start - at, end - at));
    at += piece.length;
  }
  return { text: text.slice(from, to), pieces: kept };
}

/** Of what a file holds as it stands, a part is a part of the file; of anything printed it still stands for the whole expression. */
function part(piece: Piece, from: number, to: number): Piece {
  if (from === 0 && to === piece.length) return piece;
  const shortened = { ...piece, length: to - from };
  if (piece.kind !== "verbatim" || piece.start === undefined) return shortened;
  return { ...shortened, start: piece.start + from, end: piece.start + to };
}

/** The segments of a finished text. */
export function segmentsOf({ pieces }: TextRun): readonly Segment[] {
  const segments: Segment[] = [];
  let at = 0;
  for (const { kind, length, path, start = 0, end = start, frame } of pieces) {
    const rendered = inRendered(at, at + length);
    at += length;
    if (kind === "scaffold" || path === undefined) segments.push({ kind: "scaffold", rendered });
    else segments.push({ kind, rendered, source: { path, span: inSource(start, end) }, frame });
  }
  return segments;
}
