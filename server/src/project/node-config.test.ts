import { expect, test } from "vitest";
import { factsOf } from "../../test-kit/compile.ts";
import { inSource } from "../base/span.ts";
import { merged } from "./node-config.ts";
import type { Plain } from "./plain.ts";

const at = { path: "models/m.sql", span: inSource(0, 1) };
const laid = (...settings: readonly (readonly [string, Plain])[]) =>
  merged(
    "model",
    settings.map(([key, value]) => ({ key, value, at })),
  ).config;

test("dbt's defaults", () => {
  expect(laid()).toMatchObject({ enabled: true, materialized: "view", on_schema_change: "ignore", lookback: 1 });
  expect(merged("seed", []).config).toMatchObject({ materialized: "seed", delimiter: ",", quote_columns: null });
  expect(merged("snapshot", []).config).toMatchObject({ materialized: "snapshot", strategy: null });
});

const hook = (sql: string, transaction = true) => ({ sql, transaction, index: null });

/** Spec 6.2, key by key: what two places say, and what holds. */
const cases: readonly (readonly [key: string, first: Plain, second: Plain, result: Plain])[] = [
  ["tags", "a", ["b", "a"], ["a", "b", "a"]],
  ["meta", { a: 1, b: { c: 1 } }, { b: { d: 2 } }, { a: 1, b: { d: 2 } }],
  ["column_types", { a: "int" }, { b: "text" }, { a: "int", b: "text" }],
  ["grants", { select: "x" }, { "+select": ["y"], insert: "z" }, { select: ["x", "y"], insert: ["z"] }],
  ["grants", { select: ["x"] }, { select: ["y"] }, { select: ["y"] }],
  ["unique_key", "id", ["a", "b"], ["a", "b"]],
  ["unique_key", "id", null, null],
  ["persist_docs", { relation: true }, { columns: true }, { columns: true }],
  ["partition_by", { field: "a" }, { field: "b" }, { field: "b" }],
  ["my_key", { a: 1 }, [2], [2]],
  ["pre-hook", "one", { sql: "two", transaction: false }, [hook("one"), hook("two", false)]],
  ["pre-hook", [], '\n    {"sql": "x", "transaction": false}\n', [hook("x", false)]],
];
for (const [key, first, second, result] of cases)
  test(`${key}: ${JSON.stringify(first)}, then ${JSON.stringify(second)}`, () => {
    expect(laid([key, first], [key, second])[key]).toEqual(result);
  });

test("pre_hook is another spelling of pre-hook", () => {
  expect(laid(["pre_hook", "one"], ["pre-hook", "two"])["pre-hook"]).toEqual([hook("one"), hook("two")]);
});

const project = (model: string) => `
//- dbt_project.yml
name: shop
profile: shop
models:
  +on_schema_change: fail
  shop:
    +tags: project
    marts:
      +materialized: table
      materialized: incremental
      deep:
        +unique_key: id
  pk:
    +unique_key: from_root
//- dbt_packages/pk/dbt_project.yml
name: pk
models:
  pk:
    +unique_key: from_package
    +lookback: 5
//- dbt_packages/pk/models/packaged.sql
{{ config(unique_key='from_file', lookback=6) }}select 1
//- models/properties.yml
models:
  - name: model
    config: {lookback: 2, tags: yaml, materialized: incremental}
//- models/marts/deep/model.sql
${model}
`;

test("deeper wins in the project, properties beat the project, the file beats both", () => {
  const { config } = factsOf(project("{{ config(lookback=3, tags=['file']) }}select 1"));
  expect(config).toMatchObject({
    materialized: "incremental",
    on_schema_change: "fail",
    unique_key: "id",
    lookback: 3,
    tags: ["project", "yaml", "file"],
  });
});

test("the root project has the last word on a package's model", () => {
  const { config } = factsOf(project("select 1"), "packaged");
  expect(config).toMatchObject({ unique_key: "from_root", lookback: 6 });
});

test("each key knows where it was set last", () => {
  const source = project("{{ config(lookback=3, tags=['file']) }}select 1");
  const { configOrigins } = factsOf(source);
  const written = (key: string) => configOrigins.get(key)?.path;
  expect(["lookback", "materialized", "unique_key", "alias"].map(written)).toEqual([
    "models/marts/deep/model.sql",
    "models/properties.yml",
    "dbt_project.yml",
    undefined,
  ]);
  const { start, end } = configOrigins.get("lookback")?.span ?? inSource(0, 0);
  expect("{{ config(lookback=3, tags=['file']) }}".slice(start, end)).toBe("lookback=3");
});
