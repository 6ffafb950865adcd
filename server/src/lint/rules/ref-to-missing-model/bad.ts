import type { BadExample } from "../../define-rule.ts";

/** What `ref-to-missing-model` finds, an example for each clause. */
export const bad: readonly BadExample[] = [
  {
    clause: "no model, seed or snapshot has the name",
    code: `
select * from {{ ref('ordrs') }}
                      ^^^^^ ref-to-missing-model incremental full-refresh
`,
    fixes: [{ title: "Change to 'orders'", fixed: "select * from {{ ref('orders') }}\n" }],
  },
  {
    clause: "the name stands in a branch that is not reached here",
    code: `
select * from {% if target.name == 'prod' %}{{ ref('order') }}{% else %}{{ ref('orders') }}{% endif %}
                                                    ^^^^^ ref-to-missing-model incremental full-refresh
`,
  },
  {
    clause: "only the incremental world asks for it",
    code: `
{{ config(materialized='incremental', unique_key='order_id') }}
select * from {{ ref('orders') }}
{% if is_incremental() %}where order_id in (select order_id from {{ ref('changed_orders') }}){% endif %}
                                                                         ^^^^^^^^^^^^^^ ref-to-missing-model incremental
`,
  },
  {
    clause: "the package is there, and has no such model",
    code: `
select * from {{ ref('shop', 'ordrs') }}
                              ^^^^^ ref-to-missing-model incremental full-refresh
`,
  },
  {
    clause: "the source is not declared",
    code: `
select * from {{ source('shopp', 'orders') }}
                         ^^^^^ ref-to-missing-model incremental full-refresh
`,
    fixes: [{ title: "Change to 'shop'", fixed: "select * from {{ source('shop', 'orders') }}\n" }],
  },
  {
    clause: "the source has no such table",
    code: `
select * from {{ source('shop', "order") }}
                                 ^^^^^ ref-to-missing-model incremental full-refresh
`,
    fixes: [{ title: "Change to 'orders'", fixed: `select * from {{ source('shop', "orders") }}\n` }],
  },
  {
    clause: "the model is there and disabled",
    code: `
//- models/old.sql
{{ config(enabled=false) }} select 1 as id
//- models/model.sql
select * from {{ ref('old') }}
                      ^^^ ref-to-missing-model incremental full-refresh
`,
  },
  {
    clause: "the model has no versions",
    code: `
select * from {{ ref('orders', v=1) }}
                                 ^ ref-to-missing-model incremental full-refresh
`,
  },
  {
    clause: "the model has versions, and not this one",
    code: `
//- models/daily_v1.sql
select 1 as id
//- models/daily_v2.sql
{{ config(enabled=false) }} select 1 as id
//- models/daily.yml
models: [{name: daily, versions: [{v: 1}, {v: 2}]}]
//- models/model.sql
select * from {{ ref('daily', version=3) }}, {{ ref('daily') }}
                                      ^ ref-to-missing-model incremental full-refresh
                                                ^^^^^^^^^^^^ ref-to-missing-model incremental full-refresh
`,
  },
  {
    clause: "the file's name is no model's name once the model has versions",
    code: `
//- models/daily_v1.sql
select 1 as id
//- models/daily.yml
models: [{name: daily, versions: [{v: 1}]}]
//- models/model.sql
select * from {{ ref('daily_v1') }}
                      ^^^^^^^^ ref-to-missing-model incremental full-refresh
`,
  },
  {
    clause: "a package isn't installed, so the name may be its: a hint",
    severity: "hint",
    code: `
//- packages.yml
packages:
  - package: dbt-labs/segment
    version: 0.8.0
//- models/model.sql
select * from {{ ref('segment_sessions') }}
                      ^^^^^^^^^^^^^^^^ ref-to-missing-model incremental full-refresh
`,
  },
  {
    clause: "a macro asks for it: the finding stands at the call",
    code: `
//- macros/orders.sql
{% macro latest() %}(select * from {{ ref('ordrs') }}){% endmacro %}
//- models/model.sql
select * from {{ latest() }}
                 ^^^^^^^^ ref-to-missing-model incremental full-refresh
`,
  },
];
