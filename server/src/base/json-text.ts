import type { Plain } from "./plain.ts";

/** A plain value as JSON on one line. Whole numbers beyond 2^53 are written as they are; `JSON.stringify` throws for them. */
export function jsonText(value: Plain): string {
  if (typeof value === "bigint") return String(value);
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${(value as readonly Plain[]).map(jsonText).join(",")}]`;
  return `{${Object.entries(value)
    .map(([key, it]) => `${JSON.stringify(key)}:${jsonText(it)}`)
    .join(",")}}`;
}
