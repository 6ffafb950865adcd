/** Whether Python's `str.strip()` and `\s` take this code unit for white space; it is not quite JavaScript's set. */
export function isSpace(code: number): boolean {
  if (code === 32 || (code >= 9 && code <= 13)) return true;
  if (code < 128) return code >= 28 && code <= 31;
  return code === 0x85 || (code !== 0xfeff && /\s/.test(String.fromCharCode(code)));
}

/** Whether the code unit is one of `0` to `9`. */
export function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

function isAsciiWord(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || code === 95 || isDigit(code);
}

const wordBeyondAscii = /[\p{XID_Continue}\p{N}]+/uy;
const identifier = /^[\p{XID_Start}_]\p{XID_Continue}*$/u;

/** The end of the run of letters and digits that starts at `at`; `at` itself when none does. */
export function wordEnd(text: string, at: number, limit: number): number {
  let end = at;
  while (end < limit) {
    const code = text.charCodeAt(end);
    if (isAsciiWord(code)) end++;
    else if (code < 128) break;
    else {
      wordBeyondAscii.lastIndex = end;
      const run = wordBeyondAscii.exec(text)?.[0].length ?? 0;
      if (run === 0) break;
      end += run;
    }
  }
  return Math.min(end, limit);
}

/** Whether a run of letters and digits is a Python identifier: a superscript digit, say, is none. */
export function isIdentifier(word: string): boolean {
  return identifier.test(word);
}

/** The first offset at or after `at` whose code unit is no white space. */
export function skipSpace(text: string, at: number, limit: number): number {
  let end = at;
  while (end < limit && isSpace(text.charCodeAt(end))) end++;
  return end;
}

/** The offset after the last code unit before `at` that is no white space, not going below `floor`. */
export function skipSpaceBack(text: string, at: number, floor: number): number {
  let start = at;
  while (start > floor && isSpace(text.charCodeAt(start - 1))) start--;
  return start;
}
