import { resolveRef } from "./resolve.ts";
import type { Environment, Graph, NodeFacts, NodeTable, RefCall } from "./snapshot.ts";

/** All that a graph depends on, of one node. */
interface Part {
  readonly uniqueId: string;
  readonly refs: readonly RefCall[];
  readonly enabled: boolean;
}

/**
 * Makes the function that gives a project's graph, the very same one while no node's refs change.
 *
 * It asks every node for its facts, so it is for what is done once in a while, not on a keystroke.
 */
export function graphKeeper(): (environment: Environment, nodes: NodeTable) => Graph {
  let last: { readonly parts: readonly Part[]; readonly rules: string; readonly graph: Graph } | undefined;
  return (environment, nodes) => {
    const rules = rulesOf(environment);
    const parts = nodes.ids.flatMap((uniqueId) => {
      const node = nodes.get(uniqueId);
      return node ? [partOf(uniqueId, node.facts)] : [];
    });
    if (last?.rules !== rules || !sameParts(last.parts, parts))
      last = { parts, rules, graph: graphOf(environment, nodes) };
    return last.graph;
  };
}

/** What else decides where a `ref()` leads: the latest versions of models, and the order in which packages are searched. */
function rulesOf({ patches, root }: Environment): string {
  const latest = [...patches.values()].flatMap((it) => it.version ?? []);
  return JSON.stringify([root.name, root.flags["require_ref_searches_node_package_before_root"] ?? null, latest]);
}

function partOf(uniqueId: string, { refs, config }: NodeFacts): Part {
  return { uniqueId, refs, enabled: config.enabled };
}

function sameParts(a: readonly Part[], b: readonly Part[]): boolean {
  return a.length === b.length && a.every((it, at) => samePart(it, b[at]));
}

function samePart(a: Part, b: Part | undefined): boolean {
  if (!b || a.uniqueId !== b.uniqueId || a.enabled !== b.enabled) return false;
  if (a.refs === b.refs) return true;
  return a.refs.length === b.refs.length && a.refs.every((it, at) => sameRef(it, b.refs[at]));
}

function sameRef(a: RefCall, b: RefCall | undefined): boolean {
  return a.name === b?.name && a.packageName === b.packageName && a.version === b.version;
}

function graphOf(environment: Environment, nodes: NodeTable): Graph {
  const parents = new Map<string, readonly string[]>();
  const children = new Map<string, string[]>(nodes.ids.map((it) => [it, []]));
  for (const id of nodes.ids) {
    const node = nodes.get(id);
    const found = new Set<string>();
    for (const ref of node?.facts.refs ?? []) {
      const resolved = resolveRef({ environment, nodes }, node?.packageName ?? "", ref);
      if (resolved.kind === "found") found.add(resolved.node.uniqueId);
    }
    parents.set(id, [...found]);
    for (const parent of found) children.get(parent)?.push(id);
  }
  return { parents, children };
}
