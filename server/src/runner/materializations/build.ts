import type { Existing } from "../../compile/branch.ts";
import type { RelationName } from "../../project/snapshot.ts";
import { neighbour, quoted, rendered } from "../relation.ts";
import { run, type Script, wrapping } from "../steps.ts";
import type { ScriptInput } from "./input.ts";

/** Builds the whole relation where nothing stands, or aside and then in the old one's place; answers the rows of a table. */
export function* build(input: ScriptInput, kind: "table" | "view"): Script<number> {
  const target = input.relation;
  if (input.existing === "none") return yield* createAs(input, kind, target);

  const aside = neighbour(target, "__dbt_tmp");
  const rows = yield* createAs(input, kind, aside);
  // Dropping takes the old indexes along, which renaming would stumble over; inside a transaction it is as safe.
  yield* run(dropStatement(target, input.existing));
  yield* run(`alter ${kind} ${rendered(aside)} rename to ${quoted(target.identifier)}`);
  return rows;
}

function* createAs(input: ScriptInput, kind: "table" | "view", relation: RelationName): Script<number> {
  const statement = wrapping(`${header(input)}create ${kind} ${rendered(relation)} as (\n`, input.sql, "\n)");
  return yield* run(statement.sql, { body: statement.body });
}

/** `sql_header` goes in front of the statement that holds the model's SQL. */
export function header({ config }: ScriptInput): string {
  const text = config["sql_header"];
  return typeof text === "string" && text.trim() !== "" ? `${text}\n` : "";
}

export function dropStatement(relation: RelationName, type: Existing): string {
  return `drop ${type === "view" ? "view" : "table"} if exists ${rendered(relation)} cascade`;
}
