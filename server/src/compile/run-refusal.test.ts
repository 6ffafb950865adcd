import { expect, test } from "vitest";
import { projectOf } from "../../test-kit/project.ts";
import { refusalOf } from "./run-refusal.ts";

test.each<[string, string | null]>([
  ["materialized='incremental'", null],
  ["materialized='incremental', incremental_strategy='append'", null],
  ["materialized='incremental', incremental_strategy='delete+insert', unique_key='id'", null],
  ["materialized='incremental', incremental_strategy='merge', unique_key='id'", null],
  ["materialized='table'", null],
  ["materialized='view'", null],
  ["materialized='incremental', incremental_strategy='microbatch'", "microbatch"],
  ["materialized='incremental', incremental_strategy='mine'", "none of DuckDB's"],
  ["materialized='incremental', incremental_strategy='merge', merge_clauses={'when': 1}", "merge_clauses"],
  [
    "materialized='incremental', incremental_strategy='merge', merge_update_set_expressions={'a': 'b'}, merge_update_columns=['c']",
    "merge_update_set_expressions",
  ],
  ["materialized='table', contract={'enforced': true}", "contract"],
  ["materialized='materialized_view'", "materialized_view"],
])("the built-in runner and %s: %s", (config, words) => {
  const snapshot = projectOf({ "models/model.sql": `{{ config(${config}) }} select 1 as id` });
  const [node] = snapshot.nodes.named("model");
  const refusal = node && refusalOf(snapshot, node, "create");
  if (words === null) expect(refusal).toBeNull();
  else expect(refusal).toContain(words);
});

test.each<[string, string]>([
  ["incremental_strategy='insert_overwrite'", "not valid for this adapter"],
  ["unique_key='id', incremental_predicates='a > 1'", "must be a list"],
  [
    "incremental_strategy='merge', unique_key='id', merge_update_columns=['a'], merge_exclude_columns=['b']",
    "merge_exclude_columns",
  ],
])("dbt refuses %s when it changes the table, not when it builds it", (config, words) => {
  const snapshot = projectOf({
    "models/model.sql": `{{ config(materialized='incremental', ${config}) }} select 1 as id`,
  });
  const [node] = snapshot.nodes.named("model");
  if (!node) throw new Error("no model");
  expect(refusalOf(snapshot, node, "create")).toBeNull();
  expect(refusalOf(snapshot, node, "change")).toContain(words);
});
