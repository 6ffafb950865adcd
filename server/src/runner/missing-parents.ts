import type { Catalog, Node, ProjectSnapshot } from "../project/snapshot.ts";
import { existingOf } from "./plan.ts";

/** What to do when a model failed and a parent of it was never built; empty when all are there. */
export function missingParents(node: Node, snapshot: ProjectSnapshot, catalog: Catalog): string {
  const parents = (snapshot.nodes.graph.parents.get(node.uniqueId) ?? []).flatMap((id) => snapshot.nodes.get(id) ?? []);
  const missing = parents.filter(
    (it) => it.facts.config.materialized !== "ephemeral" && existingOf(catalog, it.facts.relation) === "none",
  );
  if (missing.length === 0) return "";
  const names = missing.map((it) => it.name).join(", ");
  const seeds = missing.some((it) => it.resourceType === "seed") ? "highwater seed, then " : "";
  return ` Not built yet: ${names}. Run ${seeds}highwater run --select +${node.name}`;
}
