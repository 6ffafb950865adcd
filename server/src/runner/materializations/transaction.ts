import type { Result } from "../../base/result.ts";
import type { Rows } from "../../protocol/events.ts";
import { quoted, rendered } from "../relation.ts";
import { run, type Script } from "../steps.ts";
import { dropStatement } from "./build.ts";
import type { Hook, ScriptInput } from "./input.ts";

/**
 * Puts what a materialization does into one transaction, DDL and swaps included: whoever is killed at
 * any moment leaves the old rows or the new ones.
 */
export function* inTransaction(input: ScriptInput, body: (input: ScriptInput) => Script<Result<Rows, string>>): Script {
  const { hooks } = input;
  yield* each(hooks.pre.filter((it) => !it.inTransaction));
  yield* run("begin");
  yield* each(hooks.pre.filter((it) => it.inTransaction));
  if (!input.schemaExists) {
    yield* run(`create schema if not exists ${quoted(input.relation.database)}.${quoted(input.relation.schema)}`);
  }
  for (const { relation, type } of input.leftovers) yield* run(dropStatement(relation, type));

  const rows = yield* body(input);
  // The transaction is left open: the executor rolls back whatever has not been committed.
  if (!rows.ok) return rows;

  yield* each(hooks.post.filter((it) => it.inTransaction));
  yield* run("commit", { isCommit: true });
  yield* each(hooks.post.filter((it) => !it.inTransaction));
  return rows;
}

function* each(hooks: readonly Hook[]): Script<void> {
  for (const { sql } of hooks) if (sql.trim() !== "") yield* run(sql);
}

/** Comments that `persist_docs` asks for; columns that the relation doesn't have are left out, as dbt does. */
export function* writeComments(input: ScriptInput, kind: "table" | "view", columns: readonly string[]): Script<void> {
  const target = rendered(input.relation);
  const { relation, columns: described } = input.comments;
  if (relation !== null) yield* run(`comment on ${kind} ${target} is ${commentLiteral(relation)}`);
  for (const { name, description } of described) {
    const real = columns.find((it) => it.toLowerCase() === name.toLowerCase());
    if (real !== undefined) {
      yield* run(`comment on column ${target}.${quoted(real)} is ${commentLiteral(description)}`);
    }
  }
}

function commentLiteral(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
