import { ok } from "../../base/result.ts";
import { DEFAULT_STRATEGY } from "../../compile/strategy-settings.ts";
import { quoted, rendered } from "../relation.ts";
import { schemaChange } from "../schema-change.ts";
import { columns, noRows, run, type Script, wrapping } from "../steps.ts";
import { strategies } from "../strategies/index.ts";
import { build, header } from "./build.ts";
import type { ScriptInput } from "./input.ts";
import { finish } from "./table.ts";
import { inTransaction } from "./transaction.ts";

/** An incremental model: built whole, or changed in place by its strategy (spec 2.1 and 2.3). */
export function incremental(input: ScriptInput): Script {
  return inTransaction(input, function* () {
    if (input.branch.act === "change") return yield* change(input);
    const inserted = yield* build(input, "table");
    yield* finish(input, "table");
    return ok({ ...noRows, inserted });
  });
}

function* change(input: ScriptInput): Script {
  const strategy = strategies.get(input.config.incremental_strategy ?? DEFAULT_STRATEGY);
  if (!strategy) throw new Error(`a strategy that the plan should have refused: ${input.config.incremental_strategy}`);
  const target = rendered(input.relation);
  const temp = quoted(`${input.relation.identifier}__dbt_tmp${input.stamp}`);

  // The new rows are read once, into a table of their own, so that deleting and inserting see the same ones.
  const created = wrapping(`${header(input)}create temporary table ${temp} as (\n`, input.sql, "\n)");
  yield* run(created.sql, { body: created.body });

  const setting = input.config.on_schema_change;
  const model = comparesColumns(setting) ? yield* columns(temp) : [];
  const changed = schemaChange(setting, target, { model, table: yield* columns(target) });
  if (!changed.ok) return changed;
  for (const statement of changed.value.statements) yield* run(statement);

  const rows = yield* strategy.write({ target, temp, columns: changed.value.columns, config: input.config });
  yield* run(`drop table ${temp}`);
  yield* finish({ ...input, config: { ...input.config, indexes: null } }, "table");
  return ok(rows);
}

function comparesColumns(setting: string): boolean {
  return setting === "append_new_columns" || setting === "sync_all_columns" || setting === "fail";
}
