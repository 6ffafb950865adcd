import type { Outline, TokenRange } from "../sql/outline.ts";

const words = new Set([
  "CURRENT_DATE",
  "CURRENT_TIMESTAMP",
  "CURRENT_DATETIME",
  "CURRENT_TIME",
  "LOCALTIMESTAMP",
  "LOCALTIME",
  "SYSDATE",
  "SYSTIMESTAMP",
]);
const functions = new Set([
  "NOW",
  "GETDATE",
  "TODAY",
  "YESTERDAY",
  "SYSDATE",
  "GETUTCDATE",
  "UNIX_TIMESTAMP",
  "GET_CURRENT_TIMESTAMP",
]);

/** Whether an expression looks at the clock, so that it means something else on each run. */
export function readsClock({ tokens }: Outline, { first, end }: TokenRange): boolean {
  for (let at = first; at < end; at++) {
    const word = tokens[at]?.kind === "word" ? (tokens[at]?.word ?? "") : "";
    if (words.has(word)) return true;
    if (functions.has(word) && tokens[at + 1]?.word === "(") return true;
  }
  return false;
}
