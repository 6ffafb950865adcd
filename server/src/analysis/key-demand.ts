import type { Environment, Node } from "../project/snapshot.ts";
import { adapterOf } from "./adapter.ts";
import { meantSetting } from "./config-keys.ts";
import { reselects } from "./reselects.ts";
import { defaultWantsKey, isUnknown, keyOf, type Strategy } from "./strategy.ts";
import type { Subject } from "./subject.ts";

/**
 * What comes of a missing key.
 *
 * - `refuses`: the adapter doesn't run.
 * - `duplicates`: rows that are selected again are stored again.
 * - `appends`: no row is selected twice, so nothing is ever corrected.
 */
export type KeyDemand = "refuses" | "duplicates" | "appends";

/** Whether the strategy asks for a key that the model hasn't got; undefined where nothing can be said, or nothing is wrong. */
export function keyDemand(subject: Subject, { name, explicit }: Strategy): KeyDemand | undefined {
  const { node, environment } = subject;
  const { config, unknownConfig } = node.facts;
  const type = adapterOf(environment);
  if (keyOf(config).length > 0 || isUnknown(unknownConfig, "unique_key") || hasMisspelledKey(node, environment))
    return undefined;
  if (name === "microbatch") return type === "postgres" ? "refuses" : type === "clickhouse" ? "duplicates" : undefined;
  if (name === "delete+insert" && type === "databricks") return "refuses";
  const matches = name === "merge" || name === "delete+insert" || name === "legacy";
  if (!matches && (explicit || name !== "append" || !defaultWantsKey(type))) return undefined;
  switch (reselects(subject)) {
    case "unknown":
      return undefined;
    case "never":
      // Whoever asked for a merge meant one; by default there is nothing to correct.
      return explicit ? "appends" : undefined;
    case "ties":
      return "appends";
    case "yes":
      return "duplicates";
  }
}

/** `unique_id` and such are another mistake, with another cure. */
function hasMisspelledKey({ facts }: Node, environment: Environment): boolean {
  return Object.keys(facts.config).some((it) => meantSetting(it, environment) === "unique_key");
}
