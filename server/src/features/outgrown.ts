import { isUnknown, keyOf, strategyOf } from "../analysis/strategy.ts";
import type { Node, ProjectSnapshot } from "../project/snapshot.ts";
import type { RunRecord } from "../protocol/history.ts";

/**
 * How a model has changed since its table was built, where the rows of then no longer fit: another key, another strategy.
 *
 * A record that doesn't tell its key, and a setting that can't be read, change nothing.
 */
export function outgrown({ environment }: ProjectSnapshot, { facts }: Node, built: RunRecord): string | undefined {
  const { config, unknownConfig } = facts;
  if (built.materialized !== "incremental" || isUnknown(unknownConfig, "unique_key")) return undefined;
  const key = keyOf(config);
  const { uniqueKey: before } = built;
  if (before && !sameKey(key, before)) return `it was built with ${keyInWords(before)}`;
  const { name } = strategyOf(facts, environment);
  const strategy = effective(built.strategy, before ?? key);
  if (strategy === null || name === "unknown" || name === "custom" || name === strategy) return undefined;
  return `it was built with ${strategy}`;
}

function sameKey(key: readonly string[], other: readonly string[]): boolean {
  const names = new Set(key.map((it) => it.toLowerCase()));
  return names.size === other.length && other.every((it) => names.has(it.toLowerCase()));
}

function keyInWords(key: readonly string[]): string {
  return key.length === 0 ? "no unique_key" : `unique_key ${key.join(", ")}`;
}

/** Without a key, deleting and inserting deletes nothing: it is the adapter's way to append. */
function effective(strategy: string | null, key: readonly string[]): string | null {
  return strategy === "delete+insert" && key.length === 0 ? "append" : strategy;
}
