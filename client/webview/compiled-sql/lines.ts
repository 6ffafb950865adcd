import type { CompiledWorld } from "../../../server/src/protocol/lsp.ts";
import { type TokenKind, tokens } from "./tokens.ts";

/** One line of compiled SQL, ready to be drawn. */
export interface Line {
  readonly pieces: readonly Piece[];
  /** The macros that printed some of it. */
  readonly macros: readonly string[];
  /** Equal keys look equal: a line that stays is not drawn again. */
  readonly key: string;
}

export interface Piece {
  readonly text: string;
  readonly kind: TokenKind;
  /** Why this text is a placeholder; undefined where it is known. */
  readonly unknown: string | undefined;
}

type Shown = Pick<CompiledWorld, "sql" | "unknowns" | "macros">;

/** The lines of a compiled world: colours, placeholders and the text of macros laid over each other. */
export function linesOf({ sql, unknowns, macros }: Shown): readonly Line[] {
  const pieces = piecesOf(sql, unknowns);
  const lines: Line[] = [];
  let current: Piece[] = [];
  let start = 0;
  let at = 0;

  const finish = () => {
    const names = macrosWithin(macros, start, at);
    const key = `${names.join()}\n${current.map((it) => `${it.kind}${it.unknown ?? ""}\t${it.text}`).join("\n")}`;
    lines.push({ pieces: current, macros: names, key });
    current = [];
  };
  for (const piece of pieces) {
    const [first = "", ...rest] = piece.text.split("\n");
    if (first !== "") current.push({ ...piece, text: first });
    at += first.length;
    for (const text of rest) {
      finish();
      start = ++at;
      if (text !== "") current.push({ ...piece, text });
      at += text.length;
    }
  }
  finish();
  return lines;
}

/** The whole text in order, cut wherever the colour or the knowledge changes. */
function piecesOf(sql: string, unknowns: Shown["unknowns"]): readonly Piece[] {
  const coloured = tokens(sql);
  const cuts = new Set([0, sql.length]);
  for (const { start, end } of [...coloured, ...unknowns]) cuts.add(start).add(end);
  const sorted = [...cuts].sort((a, b) => a - b);

  const pieces: Piece[] = [];
  let token = 0;
  for (const [index, start] of sorted.entries()) {
    const end = sorted[index + 1];
    if (end === undefined) break;
    while ((coloured[token]?.end ?? Number.POSITIVE_INFINITY) <= start) token++;
    const over = coloured[token];
    const unknown = unknowns.find((it) => it.start <= start && end <= it.end)?.reason;
    pieces.push({ text: sql.slice(start, end), kind: over && over.start <= start ? over.kind : "plain", unknown });
  }
  return pieces;
}

/** Macros that printed something visible between two offsets; the last offset is the line's end. */
function macrosWithin(macros: Shown["macros"], start: number, end: number): readonly string[] {
  const names = macros.filter((it) => it.start < end && start < it.end).map((it) => it.name);
  return [...new Set(names)];
}
