import type { BadExample } from "../../define-rule.ts";

/** What `invalid-strategy-for-adapter` finds, an example for each clause. */
export const bad: readonly BadExample[] = [
  {
    clause: "the adapter hasn't got the strategy",
    adapter: "bigquery",
    code: `
{{ config(materialized='incremental', incremental_strategy='delete+insert', unique_key='order_id') }}
                                      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ invalid-strategy-for-adapter incremental
select order_id from {{ ref('orders') }}
`,
    fixes: [
      {
        title: "Set incremental_strategy='merge'",
        fixed: `
{{ config(materialized='incremental', incremental_strategy='merge', unique_key='order_id') }}
select order_id from {{ ref('orders') }}
`,
      },
      {
        title: "Set incremental_strategy='insert_overwrite'",
        fixed: `
{{ config(materialized='incremental', incremental_strategy='insert_overwrite', unique_key='order_id') }}
select order_id from {{ ref('orders') }}
`,
      },
    ],
  },
  {
    clause: "a misspelled name, or one in capitals: dbt takes them for macros of the project's own",
    code: `
//- models/misspelled.sql
{{ config(materialized='incremental', incremental_strategy='apend') }}
                                      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ invalid-strategy-for-adapter incremental
select order_id from {{ ref('orders') }}
//- models/capitals.sql
{{ config(materialized='incremental', incremental_strategy='MERGE', unique_key='order_id') }}
                                      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ invalid-strategy-for-adapter incremental
select order_id from {{ ref('orders') }}
`,
  },
  {
    clause: "a folder's setting asks for it: the model can say otherwise",
    code: `
{{ config(materialized='incremental', unique_key='order_id') }}
          ^^^^^^^^^^^^^^^^^^^^^^^^^^ invalid-strategy-for-adapter incremental
select order_id from {{ ref('orders') }}
//- dbt_project.yml
name: shop
profile: shop
models: {shop: {+incremental_strategy: insert_overwrite}}
`,
    fixes: [
      {
        title: "Set incremental_strategy='delete+insert'",
        fixed: `
{{ config(materialized='incremental', unique_key='order_id', incremental_strategy='delete+insert') }}
select order_id from {{ ref('orders') }}
`,
      },
    ],
  },
  {
    clause: "Spark merges into tables of three formats only",
    adapter: "spark",
    code: `
{{ config(materialized='incremental', incremental_strategy='merge', unique_key='order_id') }}
                                      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ invalid-strategy-for-adapter incremental
select order_id from {{ ref('orders') }}
`,
    fixes: [
      {
        title: "Set file_format='delta'",
        fixed: `
{{ config(materialized='incremental', incremental_strategy='merge', unique_key='order_id', file_format='delta') }}
select order_id from {{ ref('orders') }}
`,
      },
    ],
  },
  {
    clause: "on Databricks some strategies need Delta",
    adapter: "databricks",
    code: `
{{ config(materialized='incremental', incremental_strategy='replace_where', file_format='parquet') }}
                                      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ invalid-strategy-for-adapter incremental
select order_id from {{ ref('orders') }}
`,
  },
];
