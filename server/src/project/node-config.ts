import type { Location } from "../base/location.ts";
import { isPlainMap } from "../base/plain.ts";
import { parseYaml } from "../yaml/parse.ts";
import { plainOf } from "../yaml/tree.ts";
import { levelsFor } from "./config-tree.ts";
import { patchOf } from "./patch-of.ts";
import type { Plain } from "./plain.ts";
import type { ConfigTree, Environment, NodeConfig, NodeVersion, Package, ResourceType } from "./snapshot.ts";

/** One key of one place that configures a node. */
export interface ConfigSetting {
  readonly key: string;
  readonly value: Plain;
  readonly at: Location;
}

/** A config, and the place that set each of its keys last; a key at dbt's default has none. */
export interface EffectiveConfig {
  readonly config: NodeConfig;
  readonly origins: ReadonlyMap<string, Location>;
}

interface Configured {
  readonly resourceType: ResourceType;
  readonly packageName: string;
  readonly fqn: readonly string[];
  readonly name: string;
  readonly path: string;
  readonly version?: NodeVersion | undefined;
}

type Mapping = { readonly [key: string]: Plain };

/** Which of the config trees of dbt_project.yml is for which nodes. */
const TREES = { model: "models", seed: "seeds", snapshot: "snapshots" } as const satisfies Record<
  ResourceType,
  keyof Package["configs"]
>;

/**
 * The effective config of a node (spec 6.1), lowest first: dbt's defaults, its own project's tree, the
 * properties file, the file itself, and for a node of a package the root project's tree.
 */
export function effectiveConfig(
  environment: Environment,
  node: Configured,
  inFile: readonly ConfigSetting[],
): EffectiveConfig {
  const { root } = environment;
  const own = environment.packages.find((it) => it.name === node.packageName) ?? root;
  const ofTree = (its: Package) => settingsOf(its.configs[TREES[node.resourceType]], node.fqn);
  const patch = patchOf(environment, node);
  return merged(node.resourceType, [
    ...ofTree(own),
    ...(patch?.config ?? []),
    ...inFile,
    ...(own === root ? [] : ofTree(root)),
  ]);
}

function settingsOf(tree: ConfigTree, fqn: readonly string[]): readonly ConfigSetting[] {
  return levelsFor(tree, fqn).flatMap((it) => it.settings);
}

/** Keys whose lists grow, and keys whose mappings do; every other key is replaced (spec 6.2). */
const APPENDED: ReadonlySet<string> = new Set(["tags", "pre-hook", "post-hook", "packages"]);
const UPDATED: ReadonlySet<string> = new Set(["meta", "quoting", "column_types", "docs", "contract"]);

/** Lays settings over dbt's defaults for such a node, one after the other. */
export function merged(resourceType: ResourceType, settings: readonly ConfigSetting[]): EffectiveConfig {
  const config: Record<string, Plain> = defaults(resourceType);
  const origins = new Map<string, Location>();
  for (const { key: written, value, at } of settings) {
    const key = written === "pre_hook" || written === "post_hook" ? written.replace("_", "-") : written;
    config[key] = mergedValue(key, config[key], value);
    origins.set(key, at);
  }
  return { config: config as Mapping as NodeConfig, origins };
}

function mergedValue(key: string, known: Plain | undefined, value: Plain): Plain {
  if (APPENDED.has(key)) {
    const added = key.endsWith("-hook") ? asList(value).map(hook) : asList(value);
    return [...asList(known), ...added];
  }
  if (UPDATED.has(key)) return isPlainMap(value) ? { ...(isPlainMap(known) ? known : {}), ...value } : (known ?? {});
  if (key === "grants") return withGrants(isPlainMap(known) ? known : {}, isPlainMap(value) ? value : {});
  return value;
}

/** `+select` extends the grantees of `select`; without the `+` they are replaced. */
function withGrants(known: Mapping, added: Mapping): Plain {
  const grants: Record<string, Plain> = { ...known };
  for (const [key, grantees] of Object.entries(added)) {
    const privilege = key.replace(/^\+/, "");
    grants[privilege] = key.startsWith("+") ? [...asList(known[privilege]), ...asList(grantees)] : asList(grantees);
  }
  return grants;
}

/** A hook as the manifest has it. `before_begin()` and its like write theirs as JSON. */
function hook(value: Plain): Plain {
  const said = typeof value === "string" ? fromText(value) : isPlainMap(value) ? value : { sql: String(value) };
  return { sql: said["sql"] ?? "", transaction: said["transaction"] ?? true, index: said["index"] ?? null };
}

function fromText(text: string): Mapping {
  if (!/^\s*\{\s*"/.test(text)) return { sql: text };
  const { root, problems } = parseYaml({ text });
  const value = root && problems.length === 0 ? plainOf(root) : null;
  return isPlainMap(value) && typeof value["sql"] === "string" ? value : { sql: text };
}

function asList(value: Plain | undefined): readonly Plain[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? value : [value];
}

const MATERIALIZED = { model: "view", seed: "seed", snapshot: "snapshot" } as const satisfies Record<
  ResourceType,
  string
>;

/** dbt's NodeConfig before anyone configures it, in the manifest's order (dbt Core 1.11). */
function defaults(resourceType: ResourceType): Record<string, Plain> {
  return {
    enabled: true,
    alias: null,
    schema: null,
    database: null,
    tags: [],
    meta: {},
    group: null,
    static_analysis: null,
    materialized: MATERIALIZED[resourceType],
    incremental_strategy: null,
    batch_size: null,
    lookback: 1,
    begin: null,
    persist_docs: {},
    "post-hook": [],
    "pre-hook": [],
    quoting: {},
    column_types: {},
    full_refresh: null,
    unique_key: null,
    on_schema_change: "ignore",
    on_configuration_change: "apply",
    grants: {},
    packages: [],
    docs: { show: true, node_color: null },
    contract: { enforced: false, alias_types: true },
    event_time: null,
    concurrent_batches: null,
    ...OF_TYPE[resourceType],
  };
}

const OF_TYPE = {
  model: { access: "protected", freshness: null },
  seed: { delimiter: ",", quote_columns: null },
  snapshot: {
    strategy: null,
    target_schema: null,
    target_database: null,
    updated_at: null,
    check_cols: null,
    snapshot_meta_column_names: {
      dbt_valid_to: null,
      dbt_valid_from: null,
      dbt_scd_id: null,
      dbt_updated_at: null,
      dbt_is_deleted: null,
    },
    dbt_valid_to_current: null,
  },
} as const satisfies Record<ResourceType, Mapping>;
