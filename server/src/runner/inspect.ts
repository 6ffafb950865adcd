import { projectRefusal } from "../compile/run-refusal.ts";
import type { ProjectSnapshot } from "../project/snapshot.ts";
import type { InspectAnswer } from "../protocol/runner.ts";
import { duckdb } from "./adapters/duckdb.ts";
import { inspectCatalog } from "./catalog.ts";
import { presentFailure } from "./present-failure.ts";

/**
 * What the target holds, for lenses and questions: read-only, never creating the database, never waiting.
 *
 * A database that doesn't exist yet is known to be empty; one that is locked is unknown.
 */
export async function inspectTarget(snapshot: ProjectSnapshot, signal: AbortSignal): Promise<InspectAnswer> {
  const { target } = snapshot.environment;
  const unknown = (reason: string): InspectAnswer => {
    return { kind: "inspect", relations: null, database: target.database, schemas: [], reason };
  };
  const refusal = projectRefusal(snapshot);
  if (refusal !== null) return unknown(refusal);

  const schemas = [...schemasOf(snapshot)];
  const opened = await duckdb.inspect(target, { root: snapshot.root });
  if (!opened.ok && opened.error.kind === "missing") {
    return { kind: "inspect", relations: [], database: target.database, schemas, reason: null };
  }
  if (!opened.ok) return unknown(presentFailure(opened.error));
  try {
    const found = await inspectCatalog(opened.value, signal);
    if (!found.ok) return unknown(presentFailure(found.error));
    const { relations } = found.value;
    const all = new Set([...schemas, ...found.value.schemas.map((it) => it.schema)]);
    return { kind: "inspect", relations, database: target.database, schemas: [...all], reason: null };
  } finally {
    opened.value.close();
  }
}

/** Every schema of the target's database that the project writes to: those that don't exist are empty. */
function schemasOf({ environment, nodes }: ProjectSnapshot): ReadonlySet<string> {
  const used = nodes.ids.flatMap((id) => {
    const relation = nodes.get(id)?.facts.relation;
    return relation?.database === environment.target.database ? [relation.schema] : [];
  });
  return new Set([environment.target.schema, ...used]);
}
