import type { Environment, MacroTable, NodeFacts } from "../project/snapshot.ts";
import { adapterFacts, adapterOf } from "./adapter.ts";

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
    /** The setting is one that we can't read or the adapter hasn't got; or nothing is set, and the adapter is unknown. */
    | "unknown";
  /** Whether the model asked for it; else it is the adapter's default. */
  readonly explicit: boolean;
}

type Name = Strategy["name"];

const names: ReadonlySet<string> = new Set<Name>([
  "append",
  "merge",
  "delete+insert",
  "insert_overwrite",
  "replace_where",
  "microbatch",
  "legacy",
]);

/**
 * The strategy that a run would use: the model's own, else the adapter's default (dbt: "About
 * incremental strategy"). A default may depend on whether there is a key.
 */
export function strategyOf(
  { config, unknownConfig }: Pick<NodeFacts, "config" | "unknownConfig">,
  environment: Pick<Environment, "target" | "macros">,
): Strategy {
  if (isUnknown(unknownConfig, "incremental_strategy")) return { name: "unknown", explicit: true };
  const adapter = adapterOf(environment);
  const facts = adapterFacts(adapter);
  if (adapter === "clickhouse" && config["inserts_only"] === true) return { name: "append", explicit: true };
  const asked = config.incremental_strategy?.toLowerCase().replace("delete_insert", "delete+insert");
  if (asked && asked !== "default") {
    if (hasStrategyMacro(asked, environment.macros)) return { name: "custom", explicit: true };
    return { name: !facts || facts.strategies.includes(asked) ? known(asked) : "unknown", explicit: true };
  }
  if (hasStrategyMacro("default", environment.macros)) return { name: "custom", explicit: false };
  if (!facts) return { name: "unknown", explicit: false };
  return { name: known(keyOf(config).length > 0 ? facts.withKey : facts.withoutKey), explicit: false };
}

function isName(name: string): name is Name {
  return names.has(name);
}

function known(name: string): Name {
  return isName(name) ? name : "unknown";
}

/** Whether the adapter's default, with no strategy set, only makes sense of a key: without one it inserts. */
export function defaultWantsKey(adapter: string | undefined): boolean {
  const facts = adapterFacts(adapter);
  return facts !== undefined && facts.withKey !== facts.withoutKey;
}

/** Whether the project, or a package, has a macro for the strategy: dbt looks it up by this name, with `+` turned into `_`. */
export function hasStrategyMacro(strategy: string, macros: MacroTable): boolean {
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
