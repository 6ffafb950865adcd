import { ok } from "../../base/result.ts";
import { rendered } from "../relation.ts";
import { columns, noRows, type Script } from "../steps.ts";
import { build } from "./build.ts";
import { createIndexes } from "./indexes.ts";
import type { ScriptInput } from "./input.ts";
import { inTransaction, writeComments } from "./transaction.ts";

/** A table, built anew on every run. */
export function table(input: ScriptInput): Script {
  return inTransaction(input, function* () {
    const inserted = yield* build(input, "table");
    yield* finish(input, "table");
    return ok({ ...noRows, inserted });
  });
}

/** A view; it takes the place of a table too. */
export function view(input: ScriptInput): Script {
  return inTransaction(input, function* () {
    yield* build(input, "view");
    yield* finish(input, "view");
    return ok(noRows);
  });
}

/** What follows a relation that was just built: indexes and comments. */
export function* finish(input: ScriptInput, kind: "table" | "view"): Script<void> {
  if (kind === "table") yield* createIndexes(input);
  const described = input.comments.columns.length > 0;
  const names = described ? (yield* columns(rendered(input.relation))).map((it) => it.name) : [];
  yield* writeComments(input, kind, names);
}
