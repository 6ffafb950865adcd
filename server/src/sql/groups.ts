import type { Token } from "./tokens.ts";

/** Deeper nesting than this is stepped over as a whole: a hostile text must not overflow the stack. */
const DEEPEST = 150;

/**
 * For each opening bracket the index of the token that closes it, `tokens.length` when nothing does; -1 for every
 * other token, and for a bracket that is nested too deeply to be looked into.
 */
export interface Groups {
  readonly close: Int32Array;
  readonly tooDeep: Uint8Array;
}

/** Pairs brackets of all kinds in one pass; a closing one without an opener is an ordinary token. */
export function groups(tokens: readonly Token[]): Groups {
  const close = new Int32Array(tokens.length).fill(-1);
  const tooDeep = new Uint8Array(tokens.length);
  const open: number[] = [];
  for (let at = 0; at < tokens.length; at++) {
    const token = tokens[at];
    if (token?.kind !== "symbol") continue;
    if (token.word === "(" || token.word === "[" || token.word === "{") {
      if (open.length >= DEEPEST) tooDeep[at] = 1;
      open.push(at);
    } else if (token.word === ")" || token.word === "]" || token.word === "}") {
      const opener = open.pop();
      if (opener !== undefined) close[opener] = at;
    }
  }
  for (const opener of open) close[opener] = tokens.length;
  return { close, tooDeep };
}
