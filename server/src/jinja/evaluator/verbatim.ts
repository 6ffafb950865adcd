import type { SourceSpan } from "../../base/span.ts";
import type { Run } from "./run.ts";

const LF = 10;
const CR = 13;

/**
 * Prints a stretch of the template as it stands, but for line ends, which are LF in `text`.
 *
 * A run's offsets match the file's one to one, so a CRLF ends a run before its CR, and the next one
 * starts with its LF.
 */
export function copyText(run: Run, text: string, span: SourceSpan): void {
  const { out, place } = run;
  if (place.stand || span.end - span.start === text.length) {
    out.verbatim(text, span.start, place);
    return;
  }
  const source = place.text;
  let runStart = 0;
  let sourceStart: number = span.start;
  let at = sourceStart;
  for (let index = 0; index < text.length; index++, at++) {
    const pair = text.charCodeAt(index) === LF && source.charCodeAt(at) === CR && source.charCodeAt(at + 1) === LF;
    if (!pair) continue;
    out.verbatim(text.slice(runStart, index), sourceStart, place);
    at++;
    runStart = index;
    sourceStart = at;
  }
  out.verbatim(text.slice(runStart), sourceStart, place);
}
