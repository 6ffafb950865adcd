import type { Plain } from "../project/plain.ts";
import { profileProblem } from "../project/profile-targets.ts";
import type { Node, NodeConfig, ProjectSnapshot, Target } from "../project/snapshot.ts";
import { isBlank } from "./blank.ts";
import type { Branch } from "./branch.ts";
import { DEFAULT_STRATEGY, predicateSetting, texts } from "./strategy-settings.ts";

const MATERIALIZATIONS: ReadonlySet<string> = new Set(["table", "view", "incremental", "ephemeral", "seed"]);
const STRATEGIES: ReadonlySet<string> = new Set(["append", "delete+insert", "merge"]);

/** dbt knows this strategy, and dbt-duckdb does not have it. */
const INVALID = "insert_overwrite";

/**
 * Why the built-in runner does not run a node, in one sentence with the next step; null when it does.
 *
 * Editor and runner both ask here: what isn't supported is offered nowhere, refused whole and never run
 * half. What dbt itself refuses when it changes a table is refused only for a run that does.
 */
export function refusalOf({ environment }: ProjectSnapshot, node: Node, act?: Branch["act"]): string | null {
  const refused = targetRefusal(environment.target);
  return refused ?? (node.resourceType === "seed" ? null : modelRefusal(node, act));
}

/** Why nothing of a project can be run: its profile, or the warehouse it names. */
export function projectRefusal({ environment }: ProjectSnapshot): string | null {
  const { target } = environment;
  return (target.known ? undefined : profileProblem(environment)?.message) ?? targetRefusal(target);
}

function targetRefusal(target: Target): string | null {
  if (!target.known) {
    return `There is no usable profile "${target.profileName}" in profiles.yml, so there is nothing to run on: add the profile, or name its folder with --profiles-dir (in an editor: highwater.profilesDir).`;
  }
  if (target.type !== "duckdb") {
    return `The built-in runner runs on DuckDB, and this target is on ${target.type}: run it through dbt (--engine auto; in an editor: highwater.runner.engine).`;
  }
  return null;
}

function modelRefusal(node: Node, act: Branch["act"] | undefined): string | null {
  const { name, path, facts, resourceType } = node;
  const { config } = facts;
  if (resourceType === "snapshot")
    return `${name} is a snapshot, which the built-in runner does not run yet; run it with dbt.`;
  if (/\.py$/i.test(path)) return `${name} is a Python model, which the built-in runner does not run; run it with dbt.`;
  if (isBlank(node)) return `${name} is a blank file, so there is nothing to run; dbt leaves it out too.`;
  if (!MATERIALIZATIONS.has(config.materialized)) {
    return `${name} is materialized as \`${config.materialized}\`, which the built-in runner does not support; run it with dbt.`;
  }
  const contract = config["contract"];
  if (isRecord(contract) && contract["enforced"] === true) {
    return `${name} enforces a contract, which the built-in runner does not check yet; run it with dbt.`;
  }
  if (config.materialized !== "incremental") return null;
  return unsupportedStrategy(name, config) ?? (act === "change" ? strategyMistake(config) : null);
}

function unsupportedStrategy(name: string, config: NodeConfig): string | null {
  const asked = config.incremental_strategy ?? DEFAULT_STRATEGY;
  if (asked === "microbatch") {
    return `${name} uses microbatch, which the built-in runner does not run yet; run it with dbt.`;
  }
  if (asked === INVALID) return null;
  if (!STRATEGIES.has(asked)) {
    return `${name} asks for the incremental strategy \`${asked}\`, which is none of DuckDB's; where a macro of the project makes it, run it with dbt.`;
  }
  if (asked !== "merge") return null;
  if (config["merge_clauses"]) {
    return "`merge_clauses` is not supported by the built-in runner yet; run this model with dbt.";
  }
  const expressions = isGiven(config["merge_update_set_expressions"]);
  if (expressions && (isGiven(config["merge_update_columns"]) || isGiven(config["merge_exclude_columns"]))) {
    return "`merge_update_set_expressions` beside `merge_update_columns` or `merge_exclude_columns` is not supported by the built-in runner; run this model with dbt.";
  }
  return null;
}

/** Why dbt would refuse to change the model's table too; null when it would not. Its first run goes well. */
function strategyMistake(config: NodeConfig): string | null {
  const asked = config.incremental_strategy ?? DEFAULT_STRATEGY;
  if (asked === INVALID) {
    return "The incremental strategy 'insert_overwrite' is not valid for this adapter: DuckDB has append, delete+insert and merge.";
  }
  if (asked === "delete+insert") {
    // dbt would take such a text apart, letter by letter, and send SQL that no engine accepts.
    const hasKey = config.unique_key !== null && config.unique_key.length > 0;
    if (!hasKey || typeof predicateSetting(config) !== "string") return null;
    return "`incremental_predicates` must be a list for delete+insert: write it as ['…'].";
  }
  const isBoth = isGiven(config["merge_update_columns"]) && isGiven(config["merge_exclude_columns"]);
  if (asked !== "merge" || !isBoth) return null;
  return "Model cannot specify merge_update_columns and merge_exclude_columns. Remove one of them.";
}

function isGiven(value: Plain | undefined): boolean {
  return texts(value).length > 0;
}

function isRecord(value: Plain | undefined): value is { readonly [key: string]: Plain } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
