import { err, ok, type Result } from "../base/result.ts";
import { quoted } from "./relation.ts";
import type { Column } from "./steps.ts";

export interface SchemaChange {
  /** In order; empty when the target fits already. */
  readonly statements: readonly string[];
  /** The columns that the strategy writes. */
  readonly columns: readonly Column[];
}

/**
 * What `on_schema_change` does before the rows are written (spec 4.2, 4.3).
 *
 * Names are compared exactly, order is never a change, an unknown value counts as `ignore`. A type is
 * changed as dbt does it: a new column is added, filled, and takes the old one's name at the table's end.
 */
export function schemaChange(
  setting: string,
  target: string,
  { model, table }: { readonly model: readonly Column[]; readonly table: readonly Column[] },
): Result<SchemaChange, string> {
  if (!["append_new_columns", "sync_all_columns", "fail"].includes(setting))
    return ok({ statements: [], columns: table });

  const inTable = new Map(table.map((it) => [it.name, it.type]));
  const inModel = new Set(model.map((it) => it.name));
  const added = model.filter((it) => !inTable.has(it.name));
  const removed = table.filter((it) => !inModel.has(it.name));
  const retyped = model.filter((it) => inTable.has(it.name) && inTable.get(it.name) !== it.type);

  if (setting === "fail" && added.length + removed.length + retyped.length > 0) {
    return err(outOfSync({ added, removed, retyped }));
  }
  const add = added.map((it) => `alter table ${target} add column ${quoted(it.name)} ${it.type}`);
  if (setting !== "sync_all_columns") return ok({ statements: add, columns: model });
  const drop = removed.map((it) => `alter table ${target} drop column ${quoted(it.name)}`);
  return ok({ statements: [...add, ...drop, ...retyped.flatMap((it) => retype(target, it))], columns: model });
}

function retype(target: string, { name, type }: Column): readonly string[] {
  const aside = quoted(`${name}__dbt_alter`);
  return [
    `alter table ${target} add column ${aside} ${type}`,
    `update ${target} set ${aside} = ${quoted(name)}`,
    `alter table ${target} drop column ${quoted(name)} cascade`,
    `alter table ${target} rename column ${aside} to ${quoted(name)}`,
  ];
}

function outOfSync(change: {
  readonly added: readonly Column[];
  readonly removed: readonly Column[];
  readonly retyped: readonly Column[];
}): string {
  const names = (columns: readonly Column[]) => columns.map((it) => `${it.name} (${it.type})`).join(", ");
  const parts = [
    change.added.length > 0 ? `new in the model: ${names(change.added)}` : "",
    change.removed.length > 0 ? `gone from the model: ${names(change.removed)}` : "",
    change.retyped.length > 0 ? `of another type: ${names(change.retyped)}` : "",
  ].filter((it) => it !== "");
  return `The source and target schemas on this incremental model are out of sync! ${parts.join("; ")}. Set on_schema_change to append_new_columns or sync_all_columns, or run a full refresh.`;
}
