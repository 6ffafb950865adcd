import type { Node, NodeTable } from "./snapshot.ts";

/** Another node that dbt can't have beside this one. */
export interface Rival {
  /** They have one name, one is a version of the other's name, or both would become one relation. */
  readonly why: "name" | "versioned" | "relation";
  readonly other: Node;
}

/**
 * The nodes that dbt refuses beside this one, all of them enabled (measured with dbt Core 1.11).
 *
 * In one package no two nodes of a type have a name, versions apart; and of nodes that share a name in any
 * package, no two may become one relation. That an alias makes two others meet is not looked for: it
 * would need every node's config.
 */
export function rivalsOf(nodes: NodeTable, node: Node): readonly Rival[] {
  const others = nodes.named(node.name).filter((it) => it !== node);
  if (others.length === 0 || !node.facts.config.enabled) return [];
  return others.flatMap((other): readonly Rival[] => {
    if (!other.facts.config.enabled) return [];
    if (other.uniqueId === node.uniqueId) return [{ why: "name", other }];
    const isSameKind = other.resourceType === node.resourceType && other.packageName === node.packageName;
    if (isSameKind && !other.version !== !node.version) return [{ why: "versioned", other }];
    return areOneRelation(node, other) ? [{ why: "relation", other }] : [];
  });
}

/** Letter by letter, as dbt compares; an ephemeral model has such a name too. */
function areOneRelation({ facts: { relation: a } }: Node, { facts: { relation: b } }: Node): boolean {
  return a.database === b.database && a.schema === b.schema && a.identifier === b.identifier;
}
