import type { Node, ProjectSnapshot } from "../project/snapshot.ts";
import { CONFIG_KEYS } from "./config-keys.ts";
import { hoverOfUniqueKey } from "./hover-incremental.ts";
import { placeInWords } from "./place.ts";
import { valueInWords } from "./words.ts";

/** A setting: what it does, and for a known node the value that holds and where it was set. */
export function hoverOfConfigKey(snapshot: ProjectSnapshot, node: Node | undefined, key: string): string | undefined {
  const does = CONFIG_KEYS[key];
  const own = node && (key === "unique_key" ? hoverOfUniqueKey(snapshot, node) : effective(snapshot, node, key));
  if (does === undefined && own === undefined) return undefined;
  return [`**${key}** · ${does ?? "A setting of your own, or of the adapter."}`, own ?? ""]
    .filter((it) => it !== "")
    .join("\n\n");
}

function effective(snapshot: ProjectSnapshot, { name, facts }: Node, key: string): string | undefined {
  const { config, configOrigins, unknownConfig } = facts;
  if (unknownConfig === "all" || unknownConfig.has(key)) return `For ${name} its value can't be told without running.`;
  const value = config[key];
  if (value === undefined) return undefined;
  const origin = configOrigins.get(key);
  const where = origin ? `set in ${placeInWords(snapshot, origin)}` : "dbt's default";
  return `For ${name}: \`${valueInWords(value)}\`, ${where}.`;
}
