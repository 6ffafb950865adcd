import { antiJoinOnSelf } from "./anti-join.ts";
import { knowsRows } from "./known-rows.ts";
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
  if (watermarks.length === 0) return knowsRows(subject.worlds.incremental) ? "yes" : "unknown";
  return watermarks.every((it) => it.operator === ">" && !it.lookback) ? "ties" : "yes";
}
