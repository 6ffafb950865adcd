import { UNKNOWN_TEXT } from "./text.ts";
import { type Piece, Traced, Unknown } from "./values.ts";

/** The pieces of `text.slice(from, to)`: verbatim text knows where its part stands, everything else stands for the whole of its origin. */
export function slicePieces(pieces: readonly Piece[], from: number, to: number): readonly Piece[] {
  const sliced: Piece[] = [];
  let at = 0;
  for (const piece of pieces) {
    const start = Math.max(from, at);
    const end = Math.min(to, at + piece.length);
    if (start < end) sliced.push(start === at && end === at + piece.length ? piece : part(piece, start - at, end - at));
    at += piece.length;
    if (at >= to) break;
  }
  return sliced;
}

function part(piece: Piece, from: number, to: number): Piece {
  const { start, end } = piece;
  const oneToOne =
    piece.kind === "verbatim" && start !== undefined && end !== undefined && end - start === piece.length;
  return oneToOne
    ? { ...piece, length: to - from, start: start + from, end: start + to }
    : { ...piece, length: to - from };
}

/** `text.slice(from, to)` with the origins that belong to it; offsets in UTF-16 code units. */
export function sliceTraced(text: Traced, from: number, to: number): Traced {
  if (from <= 0 && to >= text.text.length) return text;
  return new Traced(text.text.slice(from, to), slicePieces(text.pieces, from, to));
}

/** One part of a text that is being put together: its characters and where they come from. */
export interface TracedPart {
  readonly text: string;
  readonly pieces: readonly Piece[];
}

/** The parts one behind the other; a plain string when no part has an origin. */
export function joinTraced(parts: readonly TracedPart[]): string | Traced {
  const text = parts.map((it) => it.text).join("");
  const pieces = parts.flatMap((it) => it.pieces);
  return pieces.some((it) => it.kind !== "scaffold") ? new Traced(text, pieces) : text;
}

/** A part that nobody wrote: separators and fillings. */
export function scaffold(text: string): TracedPart {
  return { text, pieces: text === "" ? [] : [{ kind: "scaffold", length: text.length }] };
}

/** A str, or the placeholder of an unknown one, as a part of a longer text. */
export function partOf(value: string | Traced | Unknown): TracedPart {
  if (value instanceof Unknown)
    return { text: UNKNOWN_TEXT, pieces: [{ kind: "unknown", length: UNKNOWN_TEXT.length, reason: value.reason }] };
  return typeof value === "string" ? scaffold(value) : value;
}
