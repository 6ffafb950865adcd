import type { World } from "../base/world.ts";
import type { Existing } from "../project/context/scope.ts";
import {
  type Node,
  type NodeConfig,
  type ProjectSnapshot,
  type RelationName,
  relationKey,
} from "../project/snapshot.ts";
import type { CompileOptions } from "./options.ts";

/** What a compilation takes for granted about the warehouse and the command line. */
export interface Pretence {
  readonly command: "compile" | "run";
  readonly fullRefresh: boolean;
  existing(snapshot: ProjectSnapshot, of: Node, relation: RelationName): Existing;
}

/**
 * The truth that a world pretends (spec 1.1, 1.2).
 *
 * Everything that the project builds exists. `full-refresh` adds the flag, except for a model that
 * forbids it: its only run without the incremental branch is the first, when its table is missing.
 */
export function pretenceOf(
  world: World,
  model: Node,
  { relations, fullRefresh, command = "compile" }: CompileOptions,
): Pretence {
  if (relations) {
    const existing = (_snapshot: ProjectSnapshot, _of: Node, relation: RelationName): Existing =>
      relations.get(relationKey(relation)) ?? "absent";
    return { command, fullRefresh: fullRefresh ?? false, existing };
  }
  const isFirstRun = world === "full-refresh" && model.facts.config.full_refresh === false;
  const own = relationKey(model.facts.relation);
  return {
    command,
    fullRefresh: fullRefresh ?? (world === "full-refresh" && !isFirstRun),
    existing(snapshot, of, relation) {
      const key = relationKey(relation);
      if (isFirstRun && key === own) return "absent";
      if (key === relationKey(of.facts.relation)) return typeOf(of);
      return elsewhere(snapshot, key, relation);
    },
  };
}

function typeOf({ facts, resourceType }: Node): Existing {
  if (facts.unknownConfig === "all" || facts.unknownConfig.has("materialized")) return "unknown";
  return resourceType === "model" ? builtAs(facts.config) : "table";
}

function builtAs({ materialized }: NodeConfig): Existing {
  if (materialized === "ephemeral") return "absent";
  if (materialized === "view") return "view";
  return materialized === "materialized_view" ? "other" : "table";
}

function elsewhere({ nodes, environment, catalog }: ProjectSnapshot, key: string, relation: RelationName): Existing {
  for (const id of nodes.ids) {
    const node = nodes.get(id);
    if (node?.facts.config.enabled && relationKey(node.facts.relation) === key) return typeOf(node);
  }
  if (environment.sources.some((it) => it.enabled && relationKey(it.relation) === key)) return "table";
  const known = catalog.relations.get(key);
  if (known) return known.type;
  return catalog.complete.has(`${relation.database}.${relation.schema}`.toLowerCase()) ? "absent" : "unknown";
}
