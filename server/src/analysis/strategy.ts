import type { MacroTable, NodeFacts } from "../project/snapshot.ts";

/** What an incremental run does with the rows that the model selects. */
export interface Strategy {
  readonly name:
    | "append"
    | "merge"
    | "delete+insert"
    | "insert_overwrite"
    | "replace_where"
    | "microbatch"
    | "legacy"
    /** A macro of the project decides. */
    | "custom"
    /** The setting, or the adapter, is one that we can't read. */
    | "unknown";
  /** Whether the model asked for it; else it is the adapter's default. */
  readonly explicit: boolean;
}

type Name = Strategy["name"];

interface AdapterStrategies {
  readonly valid: readonly Name[];
  readonly withKey: Name;
  readonly withoutKey: Name;
}

const all = (strategy: Name) => ({ withKey: strategy, withoutKey: strategy });
const core: readonly Name[] = ["append", "merge", "delete+insert", "microbatch"];

// What each adapter's incremental materialization takes and what it does when nothing is set.
const adapters: Readonly<Record<string, AdapterStrategies>> = {
  snowflake: { valid: [...core, "insert_overwrite"], ...all("merge") },
  bigquery: { valid: ["merge", "insert_overwrite", "microbatch"], ...all("merge") },
  databricks: { valid: [...core, "insert_overwrite", "replace_where"], ...all("merge") },
  spark: { valid: ["append", "merge", "insert_overwrite", "microbatch"], ...all("append") },
  postgres: { valid: core, withKey: "delete+insert", withoutKey: "append" },
  redshift: { valid: core, withKey: "delete+insert", withoutKey: "append" },
  duckdb: { valid: core, withKey: "delete+insert", withoutKey: "append" },
  trino: { valid: core, ...all("append") },
  clickhouse: { valid: ["legacy", "append", "delete+insert", "insert_overwrite", "microbatch"], ...all("legacy") },
  athena: { valid: ["append", "insert_overwrite", "merge", "microbatch"], ...all("insert_overwrite") },
};

/**
 * The strategy that a run would use: the model's own, else the adapter's default (dbt: "About
 * incremental strategy"). A default may depend on whether there is a key.
 */
export function strategyOf(
  { config, unknownConfig }: Pick<NodeFacts, "config" | "unknownConfig">,
  adapterType: string,
  macros: MacroTable,
): Strategy {
  if (isUnknown(unknownConfig, "incremental_strategy")) return { name: "unknown", explicit: true };
  const adapter = adapters[adapterType];
  if (adapterType === "clickhouse" && config["inserts_only"] === true) return { name: "append", explicit: true };
  const asked = config.incremental_strategy?.toLowerCase();
  if (asked && asked !== "default") {
    const name = asked as Name;
    if (isCustom(asked, macros)) return { name: "custom", explicit: true };
    return { name: !adapter || adapter.valid.includes(name) ? known(name) : "unknown", explicit: true };
  }
  if (!adapter || isCustom("default", macros)) return { name: "unknown", explicit: false };
  return { name: keyOf(config).length > 0 ? adapter.withKey : adapter.withoutKey, explicit: false };
}

const names: ReadonlySet<string> = new Set<Name>([...core, "insert_overwrite", "replace_where", "legacy"]);

function known(name: Name): Name {
  return names.has(name) ? name : "unknown";
}

/** Whether the adapter's default, with no strategy set, only makes sense of a key: without one it inserts. */
export function defaultWantsKey(adapterType: string): boolean {
  const adapter = adapters[adapterType];
  return adapter !== undefined && adapter.withKey !== adapter.withoutKey;
}

/** Whether a model of this adapter may ask for `append`. */
export function mayAppend(adapterType: string): boolean {
  return adapters[adapterType]?.valid.includes("append") ?? false;
}

/** dbt looks the strategy's macro up by this name, with `+` turned into `_`; a project's own comes first. */
function isCustom(strategy: string, macros: MacroTable): boolean {
  const macro = `get_incremental_${strategy.replaceAll("+", "_")}_sql`;
  return macros.packages.some((it) => macros.in(it).has(macro));
}

/** The columns of `unique_key`; none when it is absent, None or empty. */
export function keyOf({ unique_key: key }: NodeFacts["config"]): readonly string[] {
  if (key === null || key === undefined || key === "") return [];
  return typeof key === "string" ? [key] : key;
}

/** Whether a setting's value is one that evaluation could not find out. */
export function isUnknown(unknownConfig: NodeFacts["unknownConfig"], key: string): boolean {
  return unknownConfig === "all" || unknownConfig.has(key);
}
