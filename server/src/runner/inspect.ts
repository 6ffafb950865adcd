import { projectRefusal } from "../compile/run-refusal.ts";
import type { ProjectSnapshot } from "../project/snapshot.ts";
import type { DbtReport, InspectAnswer } from "../protocol/runner.ts";
import { duckdb } from "./adapters/duckdb.ts";
import { inspectCatalog } from "./catalog.ts";
import { type EngineWish, lookForDbt, unsupportedAmong, whyDbt } from "./choose-engine.ts";
import { presentFailure } from "./present-failure.ts";

/**
 * What the target holds, for lenses and questions: read-only, never creating the database, never waiting.
 *
 * A database that doesn't exist yet is known to be empty; one that is locked is unknown.
 */
export async function inspectTarget(
  snapshot: ProjectSnapshot,
  engine: EngineWish,
  signal: AbortSignal,
): Promise<InspectAnswer> {
  const { target } = snapshot.environment;
  const dbt = await reportOnDbt(snapshot, engine);
  const unknown = (reason: string): InspectAnswer => {
    return { kind: "inspect", relations: null, database: target.database, schemas: [], reason, dbt };
  };
  const refusal = projectRefusal(snapshot);
  if (refusal !== null) return unknown(refusal);

  const schemas = [...schemasOf(snapshot)];
  const opened = await duckdb.inspect(target, { root: snapshot.root });
  if (!opened.ok && opened.error.kind === "missing") {
    return { kind: "inspect", relations: [], database: target.database, schemas, reason: null, dbt };
  }
  if (!opened.ok) return unknown(presentFailure(opened.error));
  try {
    const found = await inspectCatalog(opened.value, signal);
    if (!found.ok) return unknown(presentFailure(found.error));
    const { relations } = found.value;
    const all = new Set([...schemas, ...found.value.schemas.map((it) => it.schema)]);
    return { kind: "inspect", relations, database: target.database, schemas: [...all], reason: null, dbt };
  } finally {
    opened.value.close();
  }
}

/** Which dbt would run, where one would; looking for it costs seconds, so it isn't done for what the built-in runner runs. */
async function reportOnDbt(snapshot: ProjectSnapshot, wish: EngineWish): Promise<DbtReport | null> {
  if (wish.choice === "native" || !snapshot.environment.target.known) return null;
  const needed = await whyDbt(snapshot);
  const isWanted = wish.choice === "dbt" || needed !== null || unsupportedAmong(snapshot, snapshot.nodes.ids) !== null;
  if (!isWanted) return null;
  const found = await lookForDbt(snapshot, { ...wish, isForRun: false });
  if (!found.ok) return { needed, found: null, missing: found.error };
  const { path, version } = found.value;
  return { needed, found: { path, version }, missing: null };
}

/** Every schema of the target's database that the project writes to: those that don't exist are empty. */
function schemasOf({ environment, nodes }: ProjectSnapshot): ReadonlySet<string> {
  const used = nodes.ids.flatMap((id) => {
    const relation = nodes.get(id)?.facts.relation;
    return relation?.database === environment.target.database ? [relation.schema] : [];
  });
  return new Set([environment.target.schema, ...used]);
}
