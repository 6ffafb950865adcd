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
