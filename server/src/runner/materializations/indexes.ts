import { createHash } from "node:crypto";
import type { Plain } from "../../project/plain.ts";
import { rendered } from "../relation.ts";
import { run, type Script } from "../steps.ts";
import type { ScriptInput } from "./input.ts";

/** Makes the indexes of the config on a table that was just built: `indexes: [{columns: […], unique: true}]`. */
export function* createIndexes(input: ScriptInput): Script<void> {
  const target = rendered(input.relation);
  for (const { columns, isUnique } of indexesOf(input.config["indexes"])) {
    // Named like dbt's: a digest that is new on every run, since two tables may not share an index name for a moment.
    const name = createHash("md5")
      .update([target, ...columns, isUnique, input.stamp].join("_"))
      .digest("hex");
    yield* run(`create ${isUnique ? "unique " : ""}index "${name}" on ${target} (${columns.join(", ")})`);
  }
}

function indexesOf(
  value: Plain | undefined,
): readonly { readonly columns: readonly string[]; readonly isUnique: boolean }[] {
  if (!Array.isArray(value)) return [];
  return (value as readonly Plain[]).flatMap((it) => {
    if (typeof it !== "object" || it === null || Array.isArray(it)) return [];
    const fields = it as { readonly [key: string]: Plain };
    const columns = fields["columns"];
    return Array.isArray(columns) ? [{ columns: columns.map(String), isUnique: fields["unique"] === true }] : [];
  });
}
