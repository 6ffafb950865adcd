import { err, ok } from "../../base/result.ts";
import { literal, quoted, rendered } from "../relation.ts";
import type { SeedColumn } from "../seed-columns.ts";
import { noRows, run, type Script } from "../steps.ts";
import { dropStatement } from "./build.ts";
import { createIndexes } from "./indexes.ts";
import type { ScriptInput } from "./input.ts";
import { inTransaction } from "./transaction.ts";

export interface SeedInput extends ScriptInput {
  readonly columns: readonly SeedColumn[];
  /** Absolute path of the CSV file. */
  readonly file: string;
  readonly hasRows: boolean;
  readonly delimiter: string;
}

/** Loads a CSV file: into a new table, or into the old one after emptying it (spec 9.2). */
export function seed(input: SeedInput): Script {
  return inTransaction(input, function* () {
    const target = rendered(input.relation);
    if (input.existing === "view")
      return err(`Cannot seed to ${target}: it is a view. Drop the view, or give the seed another alias.`);
    if (input.branch.act === "replace") yield* run(dropStatement(input.relation, input.existing));
    if (input.branch.act === "change") yield* run(`truncate table ${target}`);
    else yield* run(`create table ${target} (${input.columns.map(definition(input)).join(", ")})`);

    const copy = `copy ${target} from ${literal(input.file)} (format csv, header true, delimiter ${literal(input.delimiter)})`;
    const inserted = input.hasRows ? yield* run(copy) : 0;
    if (input.branch.act !== "change") yield* createIndexes(input);
    return ok({ ...noRows, inserted });
  });
}

function definition({ config }: SeedInput): (column: SeedColumn) => string {
  const quotes = config["quote_columns"] !== false;
  return ({ name, type }) => `${quotes ? quoted(name) : name} ${type}`;
}
