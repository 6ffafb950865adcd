import { predicateSetting, texts } from "../../compile/strategy-settings.ts";
import { noRows, run } from "../steps.ts";
import { insertStatement } from "./append.ts";
import type { Strategy, StrategyInput } from "./strategy.ts";

/**
 * Deletes the rows whose key comes again, then inserts (spec 3.3).
 *
 * A key that is one text is SQL and goes in as it is: `a, b` compares structs, in which NULL equals
 * NULL; a list compares column by column, in which it does not. Without a key only the insert runs.
 */
export const deleteInsert: Strategy = {
  name: "delete+insert",

  *write(input) {
    const statement = deleteStatement(input);
    const deleted = statement === undefined ? null : yield* run(statement);
    return { ...noRows, deleted, inserted: yield* run(insertStatement(input)) };
  },
};

function deleteStatement({ target, temp, config }: StrategyInput): string | undefined {
  const key = config.unique_key;
  if (key === null || key.length === 0) return undefined;
  const predicates = texts(predicateSetting(config)).map((it) => `\n    and ${it}`);

  if (typeof key === "string") {
    return `delete from ${target}\nwhere (\n    ${key}) in (\n    select (${key})\n    from ${temp}\n)${predicates.join("")}`;
  }
  const equal = key.map((it) => `${temp}.${it} = DBT_INCREMENTAL_TARGET.${it}`);
  return `delete from ${target} as DBT_INCREMENTAL_TARGET\nusing ${temp}\nwhere (\n    ${equal.join("\n    and ")}${predicates.join("")}\n)`;
}
