import type { Plain } from "../project/plain.ts";
import type { Node, ProjectSnapshot, Target } from "../project/snapshot.ts";
import { DEFAULT_STRATEGY, strategies } from "./strategies/index.ts";

const MATERIALIZATIONS = new Set(["table", "view", "incremental", "ephemeral", "seed"]);

/**
 * Why the built-in runner does not run a node, in one sentence with the next step; null when it does.
 *
 * Asked before anything of the node runs: what isn't supported is refused whole and never run half.
 */
export function refusalOf(node: Node, target: Target): string | null {
  return targetRefusal(target) ?? (node.resourceType === "seed" ? null : modelRefusal(node));
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

function modelRefusal({ name, path, facts, resourceType }: Node): string | null {
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
  return config.materialized === "incremental" ? strategyRefusal(name, config) : null;
}

function strategyRefusal(name: string, config: Node["facts"]["config"]): string | null {
  const asked = config.incremental_strategy ?? DEFAULT_STRATEGY;
  if (asked === "microbatch")
    return `${name} uses microbatch, which the built-in runner does not run yet; run it with dbt.`;
  if (asked === "insert_overwrite") {
    return `The incremental strategy 'insert_overwrite' is not valid for this adapter: DuckDB has append, delete+insert and merge.`;
  }
  const strategy = strategies.get(asked);
  if (!strategy) {
    return `${name} uses the custom strategy \`${asked}\`, which the built-in runner does not run; run it with dbt.`;
  }
  const refusal = strategy.refusal(config);
  return refusal === null ? null : `${name}: ${refusal}`;
}

function isRecord(value: Plain | undefined): value is { readonly [key: string]: Plain } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
