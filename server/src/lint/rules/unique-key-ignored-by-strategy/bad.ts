import type { BadExample } from "../../define-rule.ts";

/** What `unique-key-ignored-by-strategy` finds, an example for each clause. */
export const bad: readonly BadExample[] = [
  {
    clause: "append stores what it is given",
    code: `
{{ config(materialized='incremental', unique_key='order_id', incremental_strategy='append') }}
                                      ^^^^^^^^^^^^^^^^^^^^^ unique-key-ignored-by-strategy incremental
select order_id from {{ ref('orders') }}
`,
    fixes: [
      {
        title: "Set incremental_strategy='merge'",
        fixed: `
{{ config(materialized='incremental', unique_key='order_id', incremental_strategy='merge') }}
select order_id from {{ ref('orders') }}
`,
      },
      {
        title: "Set incremental_strategy='delete+insert'",
        fixed: `
{{ config(materialized='incremental', unique_key='order_id', incremental_strategy='delete+insert') }}
select order_id from {{ ref('orders') }}
`,
      },
      {
        title: "Remove unique_key",
        fixed: `
{{ config(materialized='incremental', incremental_strategy='append') }}
select order_id from {{ ref('orders') }}
`,
      },
    ],
  },
  {
    clause: "append is the default",
    adapter: "trino",
    code: `
{{ config(
    materialized='incremental',
    unique_key=['order_id', 'status']
    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ unique-key-ignored-by-strategy incremental
) }}
select order_id, status from {{ ref('orders') }}
`,
    fixes: [
      {
        title: "Set incremental_strategy='merge'",
        fixed: `
{{ config(
    materialized='incremental',
    unique_key=['order_id', 'status'],
    incremental_strategy='merge'
) }}
select order_id, status from {{ ref('orders') }}
`,
      },
      {
        title: "Remove unique_key",
        fixed: `
{{ config(
    materialized='incremental'
) }}
select order_id, status from {{ ref('orders') }}
`,
      },
    ],
  },
  {
    clause: "append is the default here too; the key is set in a properties file",
    adapter: "spark",
    code: `
{{ config(materialized='incremental') }}
          ^^^^^^^^^^^^^^^^^^^^^^^^^^ unique-key-ignored-by-strategy incremental
select order_id from {{ ref('orders') }}
//- models/shop.yml
models: [{name: model, config: {unique_key: order_id}}]
`,
  },
  {
    clause: "insert_overwrite replaces partitions: an info",
    adapter: "bigquery",
    severity: "info",
    code: `
{{ config(materialized='incremental', incremental_strategy='insert_overwrite', unique_key='order_id', partition_by={'field': 'updated_at'}) }}
                                                                               ^^^^^^^^^^^^^^^^^^^^^ unique-key-ignored-by-strategy incremental
select order_id, updated_at from {{ ref('orders') }}
`,
  },
  {
    clause: "insert_overwrite is the default",
    adapter: "athena",
    severity: "info",
    code: `
{{ config(materialized='incremental', unique_key='order_id') }}
                                      ^^^^^^^^^^^^^^^^^^^^^ unique-key-ignored-by-strategy incremental
select order_id from {{ ref('orders') }}
`,
  },
  {
    clause: "microbatch replaces batches: an info",
    adapter: "snowflake",
    severity: "info",
    code: `
{{ config(materialized='incremental', incremental_strategy='microbatch', unique_key='order_id', event_time='updated_at', begin='2024-01-01', batch_size='day') }}
                                                                         ^^^^^^^^^^^^^^^^^^^^^ unique-key-ignored-by-strategy incremental
select order_id, updated_at from {{ ref('orders') }}
`,
  },
  {
    clause: "microbatch with a key is refused: an error",
    severity: "error",
    code: `
{{ config(materialized='incremental', incremental_strategy='microbatch', unique_key='order_id', event_time='updated_at', begin='2024-01-01', batch_size='day') }}
                                                                         ^^^^^^^^^^^^^^^^^^^^^ unique-key-ignored-by-strategy incremental
select order_id, updated_at from {{ ref('orders') }}
`,
  },
  {
    clause: "inserts_only appends",
    adapter: "clickhouse",
    code: `
{{ config(materialized='incremental', inserts_only=true, unique_key='order_id', engine='MergeTree()', order_by='order_id') }}
                                                         ^^^^^^^^^^^^^^^^^^^^^ unique-key-ignored-by-strategy incremental
select order_id from {{ ref('orders') }}
`,
  },
];
