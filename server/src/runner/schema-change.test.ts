import { expect, test } from "vitest";
import { schemaChange } from "./schema-change.ts";

const table = [
  { name: "id", type: "INTEGER" },
  { name: "old", type: "VARCHAR" },
  { name: "amount", type: "INTEGER" },
];
const model = [
  { name: "amount", type: "DOUBLE" },
  { name: "id", type: "INTEGER" },
  { name: "New", type: "DATE" },
];
const statements = (setting: string) => {
  const change = schemaChange(setting, "t", { model, table });
  return change.ok ? change.value.statements : change.error;
};

test("ignore and unknown values leave the table, and write the table's columns", () => {
  for (const setting of ["ignore", "bogus"]) {
    expect(schemaChange(setting, "t", { model, table })).toEqual({
      ok: true,
      value: { statements: [], columns: table },
    });
  }
});

test("append_new_columns adds, and writes the model's columns", () => {
  expect(schemaChange("append_new_columns", "t", { model, table })).toEqual({
    ok: true,
    value: { statements: ['alter table t add column "New" DATE'], columns: model },
  });
});

test("sync_all_columns adds, drops, then changes types by way of a new column", () => {
  expect(statements("sync_all_columns")).toEqual([
    'alter table t add column "New" DATE',
    'alter table t drop column "old"',
    'alter table t add column "amount__dbt_alter" DOUBLE',
    'update t set "amount__dbt_alter" = "amount"',
    'alter table t drop column "amount" cascade',
    'alter table t rename column "amount__dbt_alter" to "amount"',
  ]);
});

test("fail names what differs; the order of columns is no difference", () => {
  expect(statements("fail")).toBe(
    "The source and target schemas on this incremental model are out of sync! new in the model: New (DATE); gone from the model: old (VARCHAR); of another type: amount (DOUBLE). Set on_schema_change to append_new_columns or sync_all_columns, or run a full refresh.",
  );
  const reordered = [...table].reverse();
  expect(schemaChange("fail", "t", { model: reordered, table })).toEqual({
    ok: true,
    value: { statements: [], columns: reordered },
  });
});

test("names are compared exactly", () => {
  const change = schemaChange("sync_all_columns", "t", {
    model: [{ name: "ID", type: "INTEGER" }],
    table: [{ name: "id", type: "INTEGER" }],
  });
  expect(change.ok && change.value.statements).toEqual([
    'alter table t add column "ID" INTEGER',
    'alter table t drop column "id"',
  ]);
});
