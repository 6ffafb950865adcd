import { quoted } from "../relation.ts";
import { noRows, run } from "../steps.ts";
import type { Strategy, StrategyInput } from "./strategy.ts";

/** Inserts the new rows; keys and predicates are ignored, as in dbt (spec 3.2). */
export const append: Strategy = {
  name: "append",
  *write(input) {
    return { ...noRows, inserted: yield* run(insertStatement(input)) };
  },
};

/** Names the columns on both sides, so that their order doesn't matter. */
export function insertStatement({ target, temp, columns }: StrategyInput): string {
  const names = columns.map((it) => quoted(it.name)).join(", ");
  return `insert into ${target} (${names})\n(\n    select ${names}\n    from ${temp}\n)`;
}
