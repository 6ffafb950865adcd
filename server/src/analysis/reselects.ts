import { antiJoinOnSelf } from "./anti-join.ts";
import type { Subject } from "./subject.ts";
import { watermarksOf } from "./watermark.ts";

/**
 * Whether an incremental run can select rows that an earlier one has stored already.
 *
 * - `never`: an anti-join on the own table leaves those out.
 * - `ties`: only rows newer than the newest stored one are read, so nothing is read twice.
 * - `yes`: `>=`, a lookback, a window of the clock, or no filter at all.
 */
export function reselects(subject: Subject): "never" | "ties" | "yes" | "unknown" {
  const antiJoin = antiJoinOnSelf(subject);
  if (antiJoin === "yes") return "never";
  if (antiJoin === "unknown") return "unknown";
  const watermarks = watermarksOf(subject);
  const isStrict = watermarks.length > 0 && watermarks.every((it) => it.operator === ">" && !it.lookback);
  return isStrict ? "ties" : "yes";
}
