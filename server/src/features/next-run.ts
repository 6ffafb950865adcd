import type { World, WorldReason } from "../base/world.ts";
import { branchOf } from "../compile/branch.ts";
import type { Node, ProjectSnapshot } from "../project/snapshot.ts";
import { type TargetState, targetState } from "./target-state.ts";

/** What a run of a model would really do, as far as is known. */
export interface NextRun {
  readonly world: World | "unknown";
  /** Why another world than the one asked for. */
  readonly why: WorldReason | null;
  readonly target: TargetState;
  /** Whether a relation that exists, or may exist, is dropped and built anew. */
  readonly replaces: boolean;
}

/**
 * The world that runs when one is asked for: what `branchOf` says of the target, once that is known.
 *
 * An unknown target may be missing, a table or a view. Where those differ the world is unknown; that
 * something is replaced is then possible, and said.
 */
export function nextRun(snapshot: ProjectSnapshot, node: Node, asked: World): NextRun {
  const target = targetState(snapshot.catalog, node.facts.relation);
  const { config } = node.facts;
  if (target !== "unknown") {
    const { act, world, why } = branchOf(config, target === "missing" ? "none" : target, asked);
    return { world, why, target, replaces: act === "replace" };
  }
  const table = branchOf(config, "table", asked);
  if (table.act === "change") return { world: "unknown", why: null, target, replaces: true };
  return { world: table.world, why: table.why, target, replaces: true };
}
