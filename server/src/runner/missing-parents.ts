import { isBlank } from "../compile/blank.ts";
import type { Catalog, Node, ProjectSnapshot } from "../project/snapshot.ts";
import { existingOf } from "./plan.ts";

/**
 * The message of a model that failed because a parent of it was never built, with what to do about that.
 *
 * The engine's guess at another relation's name, which is none of the project's, is left out then.
 */
export function withMissingParents(
  message: string,
  node: Node,
  { snapshot, catalog }: { readonly snapshot: ProjectSnapshot; readonly catalog: Catalog },
): string {
  const parents = (snapshot.nodes.graph.parents.get(node.uniqueId) ?? []).flatMap((id) => snapshot.nodes.get(id) ?? []);
  const missing = parents.filter(
    (it) => it.facts.config.materialized !== "ephemeral" && existingOf(catalog, it.facts.relation) === "none",
  );
  if (missing.length === 0) return message;
  const blank = missing.filter(isBlank);
  const others = missing.filter((it) => !isBlank(it));
  const seeds = others.some((it) => it.resourceType === "seed") ? "highwater seed, then " : "";
  const parts = [
    message.replace(/\s*\bDid you mean "[^"]*"\?/, ""),
    others.length === 0 ? "" : `Not built yet: ${namesOf(others)}. Run ${seeds}highwater run --select +${node.name}`,
    blank.length === 0 ? "" : `Never built, since the file is blank: ${namesOf(blank)}.`,
  ];
  return parts.filter((it) => it !== "").join(" ");
}

const namesOf = (nodes: readonly Node[]) => nodes.map((it) => it.name).join(", ");
