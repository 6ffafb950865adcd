import type { World } from "../base/world.ts";
import { type Node, type ProjectSnapshot, relationKey } from "../project/snapshot.ts";
import type { RunPlan } from "../protocol/lsp.ts";
import { type EngineFacts, engineOf, unseen } from "./engine-of.ts";
import { relationInWords } from "./hover-node.ts";
import { nextRun } from "./next-run.ts";
import { targetState } from "./target-state.ts";

export interface PlanContext {
  readonly trusted: boolean;
  readonly protectedTargets: readonly string[];
  /** Flags of the command line that the editor's settings stand for. */
  readonly flags: string;
  readonly engine: EngineFacts;
}

/** What a run of the model in a file would do, so that it can be asked about first. */
export function runPlan(
  snapshot: ProjectSnapshot,
  { path, world }: { readonly path: string; readonly world: World },
  { trusted, protectedTargets, flags, engine: facts }: PlanContext,
): RunPlan {
  const { target } = snapshot.environment;
  const node = snapshot.nodes.at(path);
  const isProtected = protectedTargets.some((it) => it.toLowerCase() === target.name.toLowerCase());
  const base = { target: target.name, isProtected };
  if (!node) return { ...base, ...NOTHING, refusal: "This file is no model of a dbt project." };

  const next = nextRun(snapshot, node, world);
  const engine = engineOf(snapshot, node, facts);
  const refusal = engine.kind === "none" ? engine.refusal : null;
  const below = next.world === "incremental" ? NONE : incrementalBelow(snapshot, node);
  const flag = world === "full-refresh" ? " --full-refresh" : "";
  return {
    ...base,
    refusal: trusted ? refusal : "Nothing is run in a workspace that is not trusted.",
    wantsDbt: trusted && engine.kind === "none" && engine.wantsDbt,
    note: engine.kind === "dbt" ? unseen(snapshot, node).trim() || null : null,
    world: next.world,
    why: next.why,
    relation: relationInWords(node.facts.relation),
    rows: snapshot.catalog.relations.get(relationKey(node.facts.relation))?.rows ?? null,
    // dbt replaces no table on its own account: only a flag or the config makes it rebuild one.
    replaces: engine.kind === "dbt" && next.world === "unknown" ? false : next.replaces,
    downstreamIncremental: below.incremental,
    downstream: below.onTheWay,
    missingParents: missingParents(snapshot, node),
    terminal: `highwater run --select ${node.name}${flag}${flags}`,
  };
}

const NOTHING = {
  wantsDbt: false,
  note: null,
  world: "unknown",
  why: null,
  relation: "",
  rows: null,
  replaces: false,
  downstreamIncremental: [],
  downstream: [],
  missingParents: [],
  terminal: "",
} as const;

interface Below {
  readonly incremental: readonly string[];
  /** The same, and every node that lies between: what must be built for them to see the new rows. */
  readonly onTheWay: readonly string[];
}

const NONE: Below = { incremental: [], onTheWay: [] };

/** The models below that keep rows of the old version: incremental ones that read this one, directly or through others. */
function incrementalBelow({ nodes }: ProjectSnapshot, node: Node): Below {
  const below = reached([node.uniqueId], nodes.graph.children);
  below.delete(node.uniqueId);
  const models = [...below].flatMap((id) => nodes.get(id) ?? []);
  const incremental = models.filter((it) => it.facts.config.enabled && it.facts.config.materialized === "incremental");
  const above = reached(
    incremental.map((it) => it.uniqueId),
    nodes.graph.parents,
  );
  const between = models.filter((it) => above.has(it.uniqueId) && it.facts.config.materialized !== "ephemeral");
  const names = (of: readonly Node[]) => of.map((it) => it.name).sort();
  return { incremental: names(incremental), onTheWay: names(between) };
}

function reached(from: readonly string[], edges: ReadonlyMap<string, readonly string[]>): Set<string> {
  const seen = new Set(from);
  const waiting = [...from];
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    for (const next of edges.get(id) ?? []) {
      if (seen.has(next)) continue;
      seen.add(next);
      waiting.push(next);
    }
  }
  return seen;
}

/** Parents that are known not to exist; through an ephemeral one, its own. */
function missingParents(snapshot: ProjectSnapshot, node: Node, seen = new Set<string>()): readonly string[] {
  const { nodes, catalog } = snapshot;
  return (nodes.graph.parents.get(node.uniqueId) ?? []).flatMap((id) => {
    const parent = nodes.get(id);
    if (!parent || seen.has(id)) return [];
    seen.add(id);
    if (parent.facts.config.materialized === "ephemeral") return missingParents(snapshot, parent, seen);
    return targetState(catalog, parent.facts.relation) === "missing" ? [parent.name] : [];
  });
}
