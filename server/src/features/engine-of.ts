import { isBlank } from "../compile/blank.ts";
import { refusalOf } from "../compile/run-refusal.ts";
import type { Node, ProjectSnapshot } from "../project/snapshot.ts";
import type { DbtReport } from "../protocol/runner.ts";
import type { EngineChoice } from "../protocol/settings.ts";
import { relationInWords } from "./hover-node.ts";
import { targetState } from "./target-state.ts";

/** What is known of the engines of a project: the user's choice, and which dbt the runner has found. */
export interface EngineFacts {
  readonly choice: EngineChoice;
  /** Null while nobody has looked, or had to. */
  readonly dbt: DbtReport | null;
}

export const NO_ENGINE_FACTS: EngineFacts = { choice: "auto", dbt: null };

/** What a run of a model would be done with. */
export type NodeEngine =
  | { readonly kind: "native" }
  | { readonly kind: "dbt"; readonly found: DbtReport["found"]; readonly reason: string | null }
  /** Nothing can run it. `wantsDbt`: a dbt would, and the user may name one. */
  | { readonly kind: "none"; readonly refusal: string; readonly wantsDbt: boolean };

/**
 * The engine of a model, from what is known now. The runner decides once more when it runs (`runner/choose-engine.ts`).
 *
 * A model that only dbt could run counts as such once a dbt was found; a warehouse that only dbt can reach does at once.
 */
export function engineOf(snapshot: ProjectSnapshot, node: Node, { choice, dbt }: EngineFacts): NodeEngine {
  const { target } = snapshot.environment;
  const refusal = refusalOf(snapshot, node);
  const isNobodys = !target.known || isBlank(node) || node.resourceType === "snapshot";
  if (refusal !== null && isNobodys) return { kind: "none", refusal, wantsDbt: false };
  if (choice === "native") return refusal === null ? { kind: "native" } : { kind: "none", refusal, wantsDbt: false };

  const isForProject = choice === "dbt" || target.type !== "duckdb" || (dbt?.needed ?? null) !== null;
  if (!isForProject && refusal === null) return { kind: "native" };
  const reason = choice === "dbt" ? null : (dbt?.needed ?? refusal);
  if (dbt?.found) return { kind: "dbt", found: dbt.found, reason };
  if (!isForProject) return { kind: "none", refusal: refusal ?? "", wantsDbt: true };
  if (dbt?.missing == null) return { kind: "dbt", found: null, reason };
  const because = target.type === "duckdb" && dbt.needed !== null ? `${dbt.needed} ` : "";
  return { kind: "none", refusal: because + dbt.missing, wantsDbt: true };
}

/** Which dbt would run a model, on which target, and what it finds out only then. */
export function dbtInWords(
  snapshot: ProjectSnapshot,
  node: Node,
  { found, reason }: Extract<NodeEngine, { kind: "dbt" }>,
): string {
  const { name, type } = snapshot.environment.target;
  const which = found ? `dbt ${found.version} (${found.path})` : "your own dbt (it is being looked for)";
  const why = reason === null || type !== "duckdb" ? "" : ` ${reason}`;
  return `Runs through ${which} on target ${name} (${type}).${why}${unseen(snapshot, node)}`;
}

/** For a model whose target only dbt can look at. */
export function unseen({ catalog }: ProjectSnapshot, { facts }: Node): string {
  if (facts.config.materialized !== "incremental" || targetState(catalog, facts.relation) !== "unknown") return "";
  const relation = relationInWords(facts.relation);
  if (facts.config.full_refresh === true) return ` If ${relation} exists, it is dropped and built anew.`;
  return ` dbt finds out whether ${relation} exists: it changes the table that is there, or builds the whole one.`;
}
