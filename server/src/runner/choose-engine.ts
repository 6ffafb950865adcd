import { err, ok, type Result } from "../base/result.ts";
import { isBlank } from "../compile/blank.ts";
import { projectRefusal, refusalOf } from "../compile/run-refusal.ts";
import type { ProjectSnapshot } from "../project/snapshot.ts";
import type { EngineChoice } from "../protocol/settings.ts";
import { duckdbRefusal } from "./adapters/duckdb-refusal.ts";
import type { DbtFlags } from "./dbt-engine/dbt-arguments.ts";
import { type Dbt, findDbt } from "./dbt-engine/find-dbt.ts";
import { presentFailure } from "./present-failure.ts";

/** What decides which engine runs a project, and where a dbt is looked for. */
export interface EngineWish {
  readonly choice: EngineChoice;
  readonly dbtPath: string | null;
  /** The folder that the editor has open, or where the command was typed. */
  readonly workspace: string | null;
  readonly flags: DbtFlags;
  readonly env: { readonly [name: string]: string };
  readonly home: string;
}

export type Engine =
  | { readonly kind: "native" }
  /** `reason` is null where dbt was asked for. */
  | { readonly kind: "dbt"; readonly dbt: Dbt; readonly reason: string | null };

/**
 * Chooses what runs these nodes: one engine for a whole run, so that its order and its failures are one story.
 *
 * `auto`: the built-in runner where it can run the target and every node. What it can't run goes to the user's
 * own dbt: other warehouses, DuckDB files and profiles that are not for the built-in driver, and nodes that are
 * not supported here. For the latter a missing dbt is no failure: the built-in runner refuses just those nodes.
 */
export async function chooseEngine(
  snapshot: ProjectSnapshot,
  { ids, wish }: { readonly ids: readonly string[]; readonly wish: EngineWish },
): Promise<Result<Engine, string>> {
  const unknown = snapshot.environment.target.known ? null : projectRefusal(snapshot);
  if (unknown !== null) return err(unknown);
  if (wish.choice === "native") return ok({ kind: "native" });
  const asked = wish.choice === "dbt";
  const ofProject = asked ? null : await whyDbt(snapshot);
  const ofNodes = asked || ofProject !== null ? null : unsupportedAmong(snapshot, ids);
  if (!asked && ofProject === null && ofNodes === null) return ok({ kind: "native" });

  const found = await lookForDbt(snapshot, { ...wish, isForRun: true });
  if (found.ok) return ok({ kind: "dbt", dbt: found.value, reason: ofProject ?? ofNodes });
  if (asked || snapshot.environment.target.type !== "duckdb") return err(found.error);
  if (ofProject !== null) return err(`${ofProject} Running needs dbt; everything else works. ${found.error}`);
  return ok({ kind: "native" });
}

/** The user's own dbt for a project's target. */
export function lookForDbt(
  { root, environment }: ProjectSnapshot,
  { dbtPath, workspace, env, home, isForRun }: EngineWish & { readonly isForRun: boolean },
): Promise<Result<Dbt, string>> {
  const adapter = environment.target.type;
  return findDbt({ root, workspace, env, home, dbtPath, isForRun, adapter, platform: process.platform });
}

/** Why the built-in runner can't have this target whatever is run on it; null when it can. */
export async function whyDbt({ root, environment }: ProjectSnapshot): Promise<string | null> {
  const { target } = environment;
  if (target.type !== "duckdb") return `The target is on ${target.type}.`;
  const refused = await duckdbRefusal(target, { root });
  // What to do about it is being done.
  return refused === null ? null : presentFailure(refused).replace(/(?<=\.) (?:Run with dbt|Running needs dbt).*$/, "");
}

/** Why the first of these nodes that the built-in runner does not support is not; null when it runs them all. */
export function unsupportedAmong(snapshot: ProjectSnapshot, ids: readonly string[]): string | null {
  for (const id of ids) {
    const node = snapshot.nodes.get(id);
    // dbt leaves a blank file out too.
    const refusal = node && !isBlank(node) ? refusalOf(snapshot, node) : null;
    if (refusal !== null) return refusal;
  }
  return null;
}
