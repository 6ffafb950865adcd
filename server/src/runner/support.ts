import type { Plain } from "../project/plain.ts";
import type { Node, ProjectSnapshot, Target } from "../project/snapshot.ts";
import type { Branch } from "./branch.ts";
import { DEFAULT_STRATEGY, strategies } from "./strategies/index.ts";

const MATERIALIZATIONS = new Set(["table", "view", "incremental", "ephemeral", "seed"]);

/**
 * Why the built-in runner does not run a node, in one sentence with the next step; null when it does.
 *
 * Asked before anything of the node runs: what isn't supported is refused whole and never run half.
 */
export function refusalOf(node: Node, target: Target, act: Branch["act"]): string | null {
  return targetRefusal(target) ?? (node.resourceType === "seed" ? null : modelRefusal(node, act));
}

/** Why nothing of a project can be run: its profile, or the warehouse it names. */
export function projectRefusal({ environment }: ProjectSnapshot): string | null {
  const { target, problems } = environment;
  const profile = problems.find((it) => it.kind === "config" && /(^|[\\/])profiles\.ya?ml$/.test(it.at.path));
  if (!target.known && profile) return profile.message;
  return targetRefusal(target);
}

function targetRefusal(target: Target): string | null {
  if (!target.known) {
    return `There is no usable profile "${target.profileName}" in profiles.yml, so there is nothing to run on: add the profile, or name its folder with --profiles-dir.`;
  }
  if (target.type !== "duckdb") {
    return `Running on ${target.type} is not supported yet: the built-in runner runs on DuckDB. Run this target with dbt.`;
  }
  return null;
}

function modelRefusal(node: Node, act: Branch["act"]): string | null {
  const { name, path, facts, resourceType } = node;
  const { config } = facts;
  if (resourceType === "snapshot")
    return `${name} is a snapshot, which the built-in runner does not run yet; run it with dbt.`;
  if (/\.py$/i.test(path)) return `${name} is a Python model, which the built-in runner does not run; run it with dbt.`;
  if (!MATERIALIZATIONS.has(config.materialized)) {
    return `${name} is materialized as \`${config.materialized}\`, which the built-in runner does not support; run it with dbt.`;
  }
  const contract = config["contract"];
  if (isRecord(contract) && contract["enforced"] === true) {
    return `${name} enforces a contract, which the built-in runner does not check yet; run it with dbt.`;
  }
  if (config.materialized !== "incremental") return null;
  return unsupportedStrategy(node) ?? (act === "change" ? strategyMistake(node) : null);
}

function unsupportedStrategy({ name, facts }: Node): string | null {
  const asked = facts.config.incremental_strategy ?? DEFAULT_STRATEGY;
  if (asked === "microbatch") {
    return `${name} uses microbatch, which the built-in runner does not run yet; run it with dbt.`;
  }
  if (asked === INVALID) return null;
  const strategy = strategies.get(asked);
  if (!strategy) {
    return `${name} asks for the incremental strategy \`${asked}\`, which is none of DuckDB's; where a macro of the project makes it, run it with dbt.`;
  }
  return strategy.unsupported(facts.config);
}

/** dbt knows this strategy, and dbt-duckdb does not have it. */
const INVALID = "insert_overwrite";

/** Why dbt would refuse to change the model's table too, in its words; null when it would not. */
function strategyMistake({ facts }: Node): string | null {
  const asked = facts.config.incremental_strategy ?? DEFAULT_STRATEGY;
  if (asked === INVALID) {
    return "The incremental strategy 'insert_overwrite' is not valid for this adapter: DuckDB has append, delete+insert and merge.";
  }
  return strategies.get(asked)?.mistake(facts.config) ?? null;
}

function isRecord(value: Plain | undefined): value is { readonly [key: string]: Plain } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
