import { memo } from "./memo.ts";

/** A place in a text as people and editors count it; both from 0, `character` in UTF-16 code units. */
export interface LinePosition {
  readonly line: number;
  readonly character: number;
}

/** Turns offsets into lines and back. Lines end with LF, CRLF or a lone CR, as in the language server protocol. */
export interface LineIndex {
  readonly lineCount: number;
  position(offset: number): LinePosition;
  /** A place beyond the end of its line or of the text is moved to that end. */
  offset(position: LinePosition): number;
}

const buildIndex = memo((holder: { readonly text: string }): LineIndex => {
  const { text } = holder;
  const starts = [0];
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 13 && text.charCodeAt(at + 1) === 10) continue;
    if (code === 10 || code === 13) starts.push(at + 1);
  }

  return {
    lineCount: starts.length,
    position(offset) {
      const bounded = Math.max(0, Math.min(offset, text.length));
      let low = 0;
      let high = starts.length - 1;
      while (low < high) {
        const middle = (low + high + 1) >> 1;
        if ((starts[middle] ?? 0) <= bounded) low = middle;
        else high = middle - 1;
      }
      return { line: low, character: bounded - (starts[low] ?? 0) };
    },
    offset({ line, character }) {
      const start = starts[Math.max(0, line)];
      if (start === undefined) return text.length;
      let end = starts[line + 1] ?? text.length;
      while (end > start && line + 1 < starts.length && /[\r\n]/.test(text[end - 1] ?? "")) end--;
      return Math.min(start + Math.max(0, character), end);
    },
  };
});

/** The line index of a text that is held by an immutable object (a `SourceFile`); made once for each. */
export function lineIndex(holder: { readonly text: string }): LineIndex {
  return buildIndex(holder);
}
