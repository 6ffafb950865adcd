import { expect, test } from "vitest";
import { projectOf } from "../../test-kit/project.ts";
import { defaultWantsKey, strategyOf } from "./strategy.ts";

function strategyIn(adapter: string, settings: string, macros = ""): string {
  const snapshot = projectOf({
    "profiles.yml": `shop: {target: dev, outputs: {dev: {type: ${adapter}, database: dev, dbname: dev, project: dev, schema: main, dataset: main, path: dev.duckdb}}}`,
    "macros/own.sql": macros,
    "models/m.sql": `{{ config(materialized='incremental'${settings}) }} select 1 as id`,
  });
  const facts = snapshot.nodes.at("models/m.sql")?.facts;
  if (!facts) throw new Error("no model");
  const { name, explicit } = strategyOf(facts, snapshot.environment);
  return explicit ? `${name}!` : name;
}

test.each([
  ["snowflake", "merge", "merge"],
  ["bigquery", "merge", "merge"],
  ["databricks", "merge", "merge"],
  ["spark", "append", "append"],
  ["postgres", "append", "delete+insert"],
  ["redshift", "append", "delete+insert"],
  ["duckdb", "append", "delete+insert"],
  ["trino", "append", "append"],
  ["clickhouse", "legacy", "legacy"],
  ["athena", "insert_overwrite", "insert_overwrite"],
])("%s without a strategy: %s, with a key %s", (adapter, withoutKey, withKey) => {
  expect(strategyIn(adapter, "")).toBe(withoutKey);
  expect(strategyIn(adapter, ", unique_key='id'")).toBe(withKey);
  expect(strategyIn(adapter, ", unique_key=['id']")).toBe(withKey);
  expect(defaultWantsKey(adapter)).toBe(withKey !== withoutKey);
});

test("what the model asks for is taken, where the adapter has it", () => {
  expect(strategyIn("duckdb", ", incremental_strategy='append'")).toBe("append!");
  expect(strategyIn("duckdb", ", incremental_strategy='default', unique_key='id'")).toBe("delete+insert");
  expect(strategyIn("duckdb", ", incremental_strategy='delete_insert'")).toBe("delete+insert!");
  expect(strategyIn("duckdb", ", incremental_strategy='insert_overwrite'")).toBe("unknown!");
  expect(strategyIn("clickhouse", ", inserts_only=true")).toBe("append!");
});

test("a project's own macro decides for itself", () => {
  const macro = (name: string) => `{% macro get_incremental_${name}_sql(arg_dict) %}select 1{% endmacro %}`;
  expect(strategyIn("duckdb", ", incremental_strategy='nightly'", macro("nightly"))).toBe("custom!");
  expect(strategyIn("duckdb", ", incremental_strategy='delete+insert'", macro("delete_insert"))).toBe("custom!");
  expect(strategyIn("duckdb", "", macro("default"))).toBe("custom");
});

test("nothing is known of another adapter's default", () => {
  expect(strategyIn("teradata", "")).toBe("unknown");
  expect(strategyIn("teradata", ", incremental_strategy='merge'")).toBe("merge!");
});

test("without a profile no default is known, and what the model asks for is taken as it is", () => {
  const strategy = (settings: string) => {
    const snapshot = projectOf({
      "profiles.yml": "other: {target: dev, outputs: {}}",
      "models/m.sql": `{{ config(materialized='incremental'${settings}) }} select 1 as id`,
    });
    const facts = snapshot.nodes.at("models/m.sql")?.facts;
    return facts && strategyOf(facts, snapshot.environment);
  };
  expect(strategy("")).toEqual({ name: "unknown", explicit: false });
  expect(strategy(", incremental_strategy='insert_overwrite'")).toEqual({ name: "insert_overwrite", explicit: true });
});
