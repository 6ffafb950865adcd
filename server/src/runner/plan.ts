import type { World } from "../base/world.ts";
import { type Branch, branchOf, type Existing } from "../compile/branch.ts";
import { DEFAULT_STRATEGY } from "../compile/strategy-settings.ts";
import { type Catalog, type Node, type RelationName, relationKey } from "../project/snapshot.ts";
import type { Planned } from "../protocol/events.ts";
import { schemaKey } from "./catalog.ts";
import { neighbour, printed } from "./relation.ts";

/** What will be done with one node, decided from the project and from what stands in the target; nothing is compiled yet. */
export interface NodePlan {
  readonly node: Node;
  readonly existing: Existing;
  readonly branch: Branch;
  readonly leftovers: readonly { readonly relation: RelationName; readonly type: Existing }[];
  readonly schemaExists: boolean;
  readonly planned: Planned;
}

/**
 * Plans one node.
 *
 * Which world an incremental model is compiled in follows from what exists, as in dbt: so this is asked
 * again right before the node runs, when its parents have been built.
 */
export function planNode(node: Node, catalog: Catalog, asked: World): NodePlan {
  const { config, relation } = node.facts;
  const existing = existingOf(catalog, relation);
  const branch = branchOf(config, existing, asked);
  const isIncremental = node.resourceType === "model" && config.materialized === "incremental";
  const leftovers = (["__dbt_tmp", "__dbt_backup"] as const)
    .map((suffix) => neighbour(relation, suffix))
    .map((it) => ({ relation: it, type: existingOf(catalog, it) }))
    .filter((it) => it.type !== "none");

  return {
    node,
    existing,
    branch,
    leftovers,
    schemaExists: catalog.complete.has(schemaKey(relation)),
    planned: {
      uniqueId: node.uniqueId,
      name: node.name,
      materialized: node.resourceType === "seed" ? "seed" : config.materialized,
      strategy: isIncremental ? (config.incremental_strategy ?? DEFAULT_STRATEGY) : null,
      relation: printed(relation),
      world: isIncremental ? branch.world : null,
      why: isIncremental ? branch.why : null,
    },
  };
}

export function existingOf(catalog: Catalog, relation: RelationName): Existing {
  return catalog.relations.get(relationKey(relation))?.type ?? "none";
}
