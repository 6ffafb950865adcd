import type { World, WorldReason } from "../base/world.ts";
import type { NodeConfig } from "../project/snapshot.ts";

/** What stands in the target's place before the run. */
export type Existing = "none" | "table" | "view" | "other";

export interface Branch {
  /** What is done with the target: built where nothing is, built aside and swapped in, or changed in place. */
  readonly act: "create" | "replace" | "change";
  readonly world: World;
  /** Why another world than the one asked for; null when it is that one. */
  readonly why: WorldReason | null;
}

/**
 * The world of an incremental model that really runs (spec 1.1, 1.2 and 12.1).
 *
 * The config's `full_refresh` beats the flag in both directions; a view is always replaced.
 */
export function branchOf(config: Pick<NodeConfig, "full_refresh">, existing: Existing, asked: World): Branch {
  const full = config.full_refresh ?? asked === "full-refresh";
  const built = (act: Branch["act"], why: WorldReason): Branch => ({
    act,
    world: "full-refresh",
    why: asked === "full-refresh" ? null : why,
  });

  if (existing === "none") return built("create", "target-missing");
  if (existing === "view") return built("replace", "target-is-view");
  if (full) return built("replace", "full-refresh-config");
  return { act: "change", world: "incremental", why: asked === "incremental" ? null : "full-refresh-forbidden" };
}
