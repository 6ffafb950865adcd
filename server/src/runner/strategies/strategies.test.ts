import { expect, test } from "vitest";
import { fakeNode, play } from "../../../test-kit/runner.ts";
import type { Plain } from "../../base/plain.ts";
import { strategies } from "./index.ts";

const columns = ["id", "name", "Amount"].map((name) => ({ name, type: "INTEGER" }));

/** The statements of a strategy, on one line each, beside the SQL that dbt-duckdb sends for the same config. */
function statements(config: { readonly [key: string]: Plain }): readonly string[] {
  const strategy = strategies.get(String(config["incremental_strategy"]));
  const node = fakeNode({ name: "x", config });
  const script = strategy?.write({ target: "T", temp: "S", columns, config: node.facts.config });
  return script ? play(script).sql.map((it) => it.replaceAll(/\s+/g, " ")) : [];
}

const INSERT = 'insert into T ("id", "name", "Amount") ( select "id", "name", "Amount" from S )';

test("append ignores the key", () => {
  expect(statements({ incremental_strategy: "append", unique_key: "id" })).toEqual([INSERT]);
});

const DELETE_INSERT = { incremental_strategy: "delete+insert" };
test.each<[string, { readonly [key: string]: Plain }, string | undefined]>([
  ["a text", { unique_key: "id" }, "delete from T where ( id) in ( select (id) from S )"],
  [
    "several in one text",
    { unique_key: "id, name" },
    "delete from T where ( id, name) in ( select (id, name) from S )",
  ],
  [
    "an expression",
    { unique_key: "lower(name)" },
    "delete from T where ( lower(name)) in ( select (lower(name)) from S )",
  ],
  [
    "a list",
    { unique_key: ["id", "name"] },
    "delete from T as DBT_INCREMENTAL_TARGET using S where ( S.id = DBT_INCREMENTAL_TARGET.id and S.name = DBT_INCREMENTAL_TARGET.name )",
  ],
  [
    "a text and predicates",
    { unique_key: "id", incremental_predicates: ["id > 1", "id < 9"] },
    "delete from T where ( id) in ( select (id) from S ) and id > 1 and id < 9",
  ],
  [
    "a list and predicates",
    { unique_key: ["id"], incremental_predicates: ["dbt_incremental_target.id > 1"] },
    "delete from T as DBT_INCREMENTAL_TARGET using S where ( S.id = DBT_INCREMENTAL_TARGET.id and dbt_incremental_target.id > 1 )",
  ],
  ["no key", { unique_key: null, incremental_predicates: ["id > 1"] }, undefined],
  ["an empty list", { unique_key: [] }, undefined],
])("delete+insert by %s", (_, config, deletion) => {
  const expected = deletion === undefined ? [INSERT] : [deletion, INSERT];
  expect(statements({ ...DELETE_INSERT, ...config })).toEqual(expected);
});

const MERGE = "merge into T as DBT_INTERNAL_DEST using S as DBT_INTERNAL_SOURCE";
const ON_ID = "on (DBT_INTERNAL_SOURCE.id = DBT_INTERNAL_DEST.id)";
const INSERTING = "when not matched then insert by name";
const BY_NAME = `when matched then update by name ${INSERTING}`;
test.each<[string, { readonly [key: string]: Plain }, string]>([
  ["a text", { unique_key: "id" }, `${ON_ID} ${BY_NAME}`],
  [
    "a list",
    { unique_key: ["id", "name"] },
    `${ON_ID} and (DBT_INTERNAL_SOURCE.name = DBT_INTERNAL_DEST.name) ${BY_NAME}`,
  ],
  ["no key", {}, `on (FALSE) ${BY_NAME}`],
  ["predicates", { unique_key: "id", incremental_predicates: ["a > 1"] }, `${ON_ID} and (a > 1) ${BY_NAME}`],
  ["a predicate as a text", { unique_key: "id", predicates: "a > 1" }, `${ON_ID} and (a > 1) ${BY_NAME}`],
  [
    "update columns",
    { unique_key: "id", merge_update_columns: ["name", "Amount"] },
    `${ON_ID} when matched then update set name = DBT_INTERNAL_SOURCE.name, Amount = DBT_INTERNAL_SOURCE.Amount ${INSERTING}`,
  ],
  [
    "exclude columns",
    { unique_key: "id", merge_exclude_columns: ["NAME"] },
    `${ON_ID} when matched then update set "id" = DBT_INTERNAL_SOURCE."id", "Amount" = DBT_INTERNAL_SOURCE."Amount" ${INSERTING}`,
  ],
  [
    "conditions",
    { unique_key: "id", merge_update_condition: "x > 1", merge_insert_condition: "y > 1" },
    `${ON_ID} when matched and x > 1 then update by name when not matched and y > 1 then insert by name`,
  ],
  [
    "using columns and set expressions",
    { merge_on_using_columns: ["id"], merge_update_set_expressions: { amount: "DBT_INTERNAL_DEST.amount + 1" } },
    `using (id) when matched then update set amount = DBT_INTERNAL_DEST.amount + 1, "id" = DBT_INTERNAL_SOURCE."id", "name" = DBT_INTERNAL_SOURCE."name" ${INSERTING}`,
  ],
])("merge with %s", (_, config, rest) => {
  expect(statements({ incremental_strategy: "merge", ...config })).toEqual([`${MERGE} ${rest}`]);
});

test("a merge tells new rows from changed ones by counting the table before and after", () => {
  const counts = [100, 104];
  const merge = strategies.get("merge");
  const config = fakeNode({ name: "x", config: { unique_key: "id" } }).facts.config;
  const script = merge?.write({ target: "T", temp: "S", columns, config });
  const rows = (sql: string) => (sql.startsWith("count") ? (counts.shift() ?? 0) : 10);
  expect(script && play(script, { rows }).end).toEqual({ inserted: 4, updated: 6, deleted: null, affected: 10 });
});
