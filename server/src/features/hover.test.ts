import { test } from "vitest";
import { checkHover } from "../../test-kit/check-features.ts";
import type { RunRecord } from "../protocol/history.ts";

const ORDERS = `
//- models/_orders.yml
models:
  - name: orders
    description: One row an order.
    columns:
      - name: id
        data_type: integer
        description: Never reused.
        tests: [unique]
//- models/orders.sql
{{ config(materialized='incremental', unique_key='id', incremental_strategy='merge') }}
select 1 as id {% if is_incremental() %}where 1 > (select max(id) from {{ this }}){% endif %}
`;

const RUN: RunRecord = {
  runId: "r",
  uniqueId: "model.shop.orders",
  name: "orders",
  at: "2024-03-02T11:48:00Z",
  world: "incremental",
  why: null,
  status: "ok",
  rows: { inserted: 1204, updated: 310, deleted: null, affected: null },
  ms: 400,
  message: null,
  relation: "dev.main.orders",
  materialized: "incremental",
  strategy: "merge",
  target: "dev",
  engine: "DuckDB",
  command: "highwater run",
  statements: [],
};

test("a ref tells how its model is built, where it is, what it holds, and when it ran", () => {
  checkHover(
    `${ORDERS}
//- models/model.sql
select * from {{ ref('ord$0ers') }}
`,
    [
      "**orders** · incremental · merge · unique_key `id`",
      "`dev.main.orders` · 1,200 rows",
      "One row an order.",
      "| `id` | integer | Never reused. |",
      "Last run: incremental, ok 12 min ago, +1,204 ~310 rows",
    ],
    { found: { orders: "table" }, lastRun: (id) => (id === RUN.uniqueId ? RUN : undefined) },
  );
});

test("a ref to nothing has no hover", () => {
  checkHover("{{ ref('nothing$0') }}", []);
});

test("a source tells what it reads", () => {
  checkHover(
    `
//- models/sources.yml
sources:
  - name: shop
    schema: raw
    tables: [{name: orders, columns: [{name: id}]}]
//- models/model.sql
select * from {{ source('shop', 'ord$0ers') }}
`,
    ["**shop.orders** · source", "`dev.raw.orders`", "| `id` |"],
  );
});

test("is_incremental() tells when it is true, and what is known of the target now", () => {
  const model = (config: string) => `{{ config(materialized='incremental'${config}) }}
select 1 as id {% if is_incre$0mental() %}{% endif %}`;
  checkHover(model(""), [
    "True in the incremental world: target `dev.main.model` exists as a table. False on the first run, with `--full-refresh`, and while dbt parses.",
  ]);
  checkHover(model(""), ["Now: `dev.main.model` is a view, so the next run is a full refresh."], {
    found: { model: "view" },
  });
  checkHover(model(""), ["does not exist, so the next run builds the whole table"], { found: {} });
  checkHover(model(", full_refresh=true"), ["Always false here: the model sets `full_refresh: true`"]);
  checkHover("select 1 {% if is_incre$0mental() %}{% endif %}", [
    "Always false here: the model is materialized as view",
  ]);
});

test("unique_key tells its value, where it was set, and whether a test proves it", () => {
  const withCursor = ORDERS.replace("unique_key", "unique$0_key");
  checkHover(withCursor, ["`unique_key` is `id`. Set in models/orders.sql:1.", "A `unique` test proves it."]);
  checkHover(withCursor.replace("tests: [unique]", "tests: []"), ["No test proves it unique."]);
});

test("a macro shows its signature and where it is", () => {
  checkHover(
    `
//- macros/cents.sql
{% macro cents(column, scale=2) %}{{ column }}{% endmacro %}
//- models/model.sql
select {{ cen$0ts('amount') }}
`,
    ["{% macro cents(column, scale=2) %}", "shop · macros/cents.sql"],
  );
});

test("config( tells what a run does, and what keeps the model from running", () => {
  const model = (strategy: string) =>
    `{{ con$0fig(materialized='incremental', unique_key='id', incremental_strategy='${strategy}') }} select 1 as id`;
  checkHover(model("merge"), ["merge on id into dev.main.model"]);
  checkHover(model("microbatch"), ["model uses microbatch, which the built-in runner does not run yet"]);
});

test("a ref tells the watermark of an incremental model, and a description through its docs block", () => {
  checkHover(
    `
//- models/docs.md
{% docs one_row %}One row an *order*.{% enddocs %}
//- models/_orders.yml
models:
  - name: orders
    description: "{{ doc('one_row') }} Late ones too."
    columns: [{name: id, description: "{{ doc('one_row') }}"}]
//- models/orders.sql
{{ config(materialized='incremental') }}
select 1 as id, now() as at {% if is_incremental() %}where at > (select max(at) from {{ this }}){% endif %}
//- models/model.sql
select * from {{ ref('ord$0ers') }}
`,
    ["Watermark: `max(at)`", "One row an *order*. Late ones too.", "| `id` |  | One row an *order*. |"],
  );
});

test("a macro tells its signature, what its properties say of it, and its arguments", () => {
  checkHover(
    `
//- macros/since.sql
{% macro since(column, days=3) %}{% endmacro %}
//- macros/macros.yml
macros:
  - name: since
    description: Only rows of the last days.
    arguments:
      - {name: column, type: string, description: The column with the time.}
//- models/model.sql
select 1 {{ si$0nce('at') }}
`,
    [
      "{% macro since(column, days=3) %}",
      "Only rows of the last days.",
      "| argument | type | |",
      "| `column` | string | The column with the time. |",
      "shop · macros/since.sql",
    ],
  );
});

const SOURCES = (table: string) => `
//- models/sources.yml
sources:
  - name: raw
    schema: landing
    description: What arrives by night.
    loaded_at_field: loaded_at
    freshness:
      warn_after: {count: 12, period: hour}
      error_after: {count: 1, period: day}
    tables:
      - name: orders
${table}
//- models/model.sql
select * from {{ source('raw', 'ord$0ers') }}
`;

test("a source tells what it reads, its description, and how fresh it has to be", () => {
  checkHover(SOURCES("        description: One row an order."), [
    "**raw.orders** · source",
    "`dev.landing.orders`",
    "One row an order.",
    "Fresh within 12 hours, or a warning; within 1 day, or an error; by `loaded_at`.",
  ]);
  checkHover(SOURCES("        config: {freshness: {warn_after: {count: 2, period: day}}, loaded_at_field: at}"), [
    "What arrives by night.",
    "Fresh within 2 days, or a warning; by `at`.",
  ]);
});

test("a setting tells what it does, its value and where it was set, in SQL and in YAML", () => {
  const said = ["**materialized** · What the model becomes", "For model: `incremental`, set in dbt_project.yml:4."];
  const project = `
//- dbt_project.yml
name: shop
profile: shop
models:
  +materialized: incremental
`;
  checkHover(`${project}//- models/model.sql\n{{ config(mater$0ialized=var('x', 'incremental')) }}\nselect 1`, [
    said[0] ?? "",
    "For model: `incremental`, set in models/model.sql:1.",
  ]);
  checkHover(
    `${project}//- models/model.sql\nselect 1\n//- models/m.yml\nmodels:\n  - name: model\n    config: {on_schema$0_change: fail}`,
    ["**on_schema_change** · ", "For model: `fail`, set in models/m.yml:3."],
  );
  checkHover(
    `
//- dbt_project.yml
name: shop
profile: shop
models:
  +full_re$0fresh: false
`,
    ["**full_refresh** · "],
  );
});

test("a var tells its value and where it was set", () => {
  const fixture = `
//- dbt_project.yml
name: shop
profile: shop
vars:
  start: '2024-01-01'
//- models/model.sql
select {{ var('st$0art') }}
`;
  checkHover(fixture, ["`start` is `2024-01-01`, set in dbt_project.yml:4."]);
  checkHover(fixture, ["`start` is `now`, given with `--vars`"], { project: { settings: { vars: { start: "now" } } } });
  checkHover("select {{ var('nobo$0dy') }}", ["Nobody sets `nobody`"]);
});

test("tests, columns and docs blocks tell what they are", () => {
  const fixture = (test: string, column = "id") => `
//- models/docs.md
{% docs id %}Never reused.{% enddocs %}
//- macros/tests.sql
{% test is_even(model, column_name) %}select 1{% endtest %}
//- models/orders.sql
select 1 as id
//- models/orders.yml
models:
  - name: orders
    columns:
      - name: ${column}
        description: "{{ doc('id') }}"
        tests: [${test}]
`;
  checkHover(fixture("uni$0que"), ["**unique** · Fails for every value that occurs more than once."]);
  checkHover(fixture("is_e$0ven"), ["{% test is_even(model, column_name) %}"]);
  checkHover(fixture("unique", "i$0d"), ["**orders.id**", "Never reused.", "Tests: unique"]);
  checkHover(fixture("unique").replace("doc('id')", "doc('i$0d')"), ["Never reused."]);
});
