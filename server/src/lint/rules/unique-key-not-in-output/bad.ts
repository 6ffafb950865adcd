import type { BadExample } from "../../define-rule.ts";

/** What `unique-key-not-in-output` finds, an example for each clause. */
export const bad: readonly BadExample[] = [
  {
    clause: "the key was renamed in the select",
    code: `
{{ config(materialized='incremental', unique_key='order_id') }}
                                                  ^^^^^^^^ unique-key-not-in-output incremental
select order_id as id, amount from {{ ref('orders') }}
`,
    fixes: [
      {
        title: "Use id",
        fixed: `
{{ config(materialized='incremental', unique_key='id') }}
select order_id as id, amount from {{ ref('orders') }}
`,
      },
      {
        title: "Select order_id",
        fixed: `
{{ config(materialized='incremental', unique_key='order_id') }}
select order_id as id, amount, order_id from {{ ref('orders') }}
`,
      },
    ],
  },
  {
    clause: "one column of several; stars are followed through CTEs and models",
    adapter: "snowflake",
    code: `
{{ config(
    materialized='incremental',
    unique_key=['order_id', 'lineno']
                             ^^^^^^ unique-key-not-in-output incremental
) }}
with lines as (
    select o.*, 1 as line_no from {{ ref('orders') }} o
)
select * from lines
`,
    fixes: [
      {
        title: "Use line_no",
        fixed: `
{{ config(
    materialized='incremental',
    unique_key=['order_id', 'line_no']
) }}
with lines as (
    select o.*, 1 as line_no from {{ ref('orders') }} o
)
select * from lines
`,
      },
    ],
  },
  {
    clause: "a star leaves it out",
    adapter: "bigquery",
    code: `
{{ config(materialized='incremental', unique_key='order_id') }}
                                                  ^^^^^^^^ unique-key-not-in-output incremental
select * except (order_id) from {{ ref('orders') }}
`,
  },
  {
    clause: "set in a properties file: the finding stands at the model's head",
    code: `
//- models/model.sql
select customer_id, amount from {{ ref('orders') }}
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ unique-key-not-in-output incremental
//- models/model.yml
models:
  - name: model
    config: {materialized: incremental, unique_key: order_id}
`,
  },
  {
    clause: "what the model reads has a contract, which says all of its columns",
    code: `
//- models/model.sql
{{ config(materialized='incremental', unique_key='order_key') }}
                                                  ^^^^^^^^^ unique-key-not-in-output incremental
select * from {{ ref('contracted') }}
//- models/contracted.sql
select * from {{ source('shop', 'orders') }}
//- models/contracted.yml
models:
  - name: contracted
    config: {contract: {enforced: true}}
    columns: [{name: order_id, data_type: integer}, {name: amount, data_type: integer}]
`,
  },
];
