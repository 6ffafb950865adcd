import type { Plain } from "../base/plain.ts";
import type { World } from "../base/world.ts";
import type { Node, ProjectSnapshot } from "../project/snapshot.ts";
import type { WorldReason } from "../protocol/events.ts";
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
 * The world that runs when one is asked for (spec 1.1, 1.2): a missing target and a view are built
 * whole, and the config's `full_refresh` beats the flag in both directions.
 */
export function nextRun(snapshot: ProjectSnapshot, node: Node, asked: World): NextRun {
  const target = targetState(snapshot.catalog, node.facts.relation);
  const { full_refresh: forced } = node.facts.config;
  const full = forced ?? asked === "full-refresh";
  const built = (why: WorldReason, replaces: boolean): NextRun => {
    return { world: "full-refresh", why: asked === "full-refresh" ? null : why, target, replaces };
  };

  if (target === "missing") return built("target-missing", false);
  if (target === "view") return built("target-is-view", true);
  if (full) return built("full-refresh-config", true);
  // It may be a view, which even an incremental run replaces.
  if (target === "unknown") return { world: "unknown", why: null, target, replaces: true };
  return {
    world: "incremental",
    why: asked === "incremental" ? null : "full-refresh-forbidden",
    target,
    replaces: false,
  };
}

const STRATEGIES: ReadonlySet<string> = new Set(["append", "delete+insert", "merge"]);
const MATERIALIZATIONS: ReadonlySet<string> = new Set(["incremental", "table", "view"]);

/** Why the built-in runner can't run a model, in one sentence with the next step; undefined when it can. */
export function runRefusal(
  { environment }: ProjectSnapshot,
  { name, resourceType, path, facts }: Node,
): string | undefined {
  const { target } = environment;
  const { materialized, incremental_strategy: strategy } = facts.config;
  if (!target.known) {
    return `No profile "${target.profileName}" with a target to run on was found in profiles.yml. Add it, or set highwater.profilesDir.`;
  }
  if (target.type !== "duckdb") {
    return `Running on ${target.type} is not supported yet; run ${name} with dbt.`;
  }
  if (resourceType !== "model" || path.endsWith(".py") || !MATERIALIZATIONS.has(materialized)) {
    const kind = resourceType === "model" ? `materialized as ${materialized}` : `a ${resourceType}`;
    return `${name} is ${kind}, which the built-in runner does not run; run it with dbt.`;
  }
  if (isEnforced(facts.config["contract"])) {
    return `${name} enforces a contract, which the built-in runner does not check yet; run it with dbt.`;
  }
  if (materialized === "incremental" && strategy !== null && !STRATEGIES.has(strategy)) {
    return `${name} uses the strategy ${strategy}, which the built-in runner does not run yet; run it with dbt.`;
  }
  return undefined;
}

function isEnforced(contract: Plain | undefined): boolean {
  return typeof contract === "object" && contract !== null && "enforced" in contract && contract["enforced"] === true;
}
