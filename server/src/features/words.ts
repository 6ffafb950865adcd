import type { Plain } from "../base/plain.ts";
import type { World } from "../base/world.ts";
import type { Rows } from "../protocol/events.ts";

/** `+1,204 ~310 −12 rows`: inserted, updated, deleted; what the engine doesn't tell is left out. */
export function rowsInWords(
  { inserted, updated, deleted, affected }: Rows,
  strategy: string | null,
): string | undefined {
  const parts = [
    ...(inserted === null ? [] : [`+${count(inserted)}`]),
    ...(updated === null ? [] : [`~${count(updated)}`]),
    ...(deleted === null ? [] : [`−${count(deleted)}`]),
  ];
  if (parts.length > 0) return `${parts.join(" ")} rows`;
  if (affected === null) return undefined;
  return `${count(affected)} rows${strategy === "merge" ? " merged" : ""}`;
}

/** `0.4 s`, `2 min 5 s` */
export function durationInWords(ms: number): string {
  if (ms < 100) return `${(ms / 1_000).toFixed(2)} s`;
  if (ms < 60_000) return `${(ms / 1_000).toFixed(1)} s`;
  return `${Math.floor(ms / 60_000)} min ${Math.round((ms % 60_000) / 1_000)} s`;
}

/** `a moment ago`, `12 min ago`, `3 h ago`, `2 days ago` */
export function ageInWords(ms: number): string {
  const minutes = Math.floor(ms / 60_000);
  if (minutes < 1) return "a moment ago";
  if (minutes < 60) return `${minutes} min ago`;
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return `${hours} h ago`;
  return `${Math.floor(hours / 24)} days ago`;
}

export const WORLD_TITLES: Readonly<Record<World, string>> = {
  incremental: "incremental",
  "full-refresh": "full refresh",
};

export const count = (rows: number): string => rows.toLocaleString("en-US");

const LONGEST = 200;

/** A setting's value on one line, fit to stand between backticks. */
export function valueInWords(value: Plain): string {
  const plain = (_: string, it: unknown) => (typeof it === "bigint" ? Number(it) : it);
  const text = typeof value === "string" ? value : JSON.stringify(value, plain);
  const line = text.replaceAll("`", "'").replaceAll(/\s+/g, " ");
  return line.length > LONGEST ? `${line.slice(0, LONGEST)}…` : line;
}
