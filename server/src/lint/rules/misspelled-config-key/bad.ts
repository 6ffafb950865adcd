import type { BadExample } from "../../define-rule.ts";

/** What `misspelled-config-key` finds, an example for each clause. */
export const bad: readonly BadExample[] = [
  {
    clause: "a name that is taken for a setting's",
    code: `
{{ config(materialized='incremental', unique_id=['order_id', 'status']) }}
                                      ^^^^^^^^^ misspelled-config-key
select order_id, status from {{ ref('orders') }}
`,
    fixes: [
      {
        title: "Rename to unique_key",
        fixed: `
{{ config(materialized='incremental', unique_key=['order_id', 'status']) }}
select order_id, status from {{ ref('orders') }}
`,
      },
    ],
  },
  {
    clause: "a letter or two are wrong",
    code: `
//- models/one.sql
{{ config(materialized='incremental', incremental_stratgy='append', on_schema_changes='fail') }}
                                      ^^^^^^^^^^^^^^^^^^^ misspelled-config-key
                                                                    ^^^^^^^^^^^^^^^^^ misspelled-config-key
select order_id from {{ ref('orders') }}
//- models/other.sql
{{ config(materailized='table', tag='daily', merge_predicates=['true'], uniquekey='order_id') }}
          ^^^^^^^^^^^^ misspelled-config-key
                                ^^^ misspelled-config-key
                                             ^^^^^^^^^^^^^^^^ misspelled-config-key
                                                                        ^^^^^^^^^ misspelled-config-key
select order_id from {{ ref('orders') }}
`,
  },
  {
    clause: "another adapter's name for a setting: the warehouse",
    adapter: "snowflake",
    code: `
{{ config(materialized='table', warehouse='large') }}
                                ^^^^^^^^^ misspelled-config-key
select order_id from {{ ref('orders') }}
`,
    fixes: [
      {
        title: "Rename to snowflake_warehouse",
        fixed: `
{{ config(materialized='table', snowflake_warehouse='large') }}
select order_id from {{ ref('orders') }}
`,
      },
    ],
  },
  {
    clause: "another adapter's name for a setting: the partitions",
    adapter: "bigquery",
    code: `
{{ config(materialized='table', partitioned_by='day') }}
                                ^^^^^^^^^^^^^^ misspelled-config-key
select order_id from {{ ref('orders') }}
`,
  },
  {
    clause: "in a properties file",
    code: `
//- models/shop.yml
models:
  - name: model
    config:
      unique_id: order_id
      ^^^^^^^^^ misspelled-config-key
//- models/model.sql
{{ config(materialized='incremental') }}
select order_id from {{ ref('orders') }}
`,
  },
  {
    clause: "in dbt_project.yml",
    code: `
//- dbt_project.yml
name: shop
profile: shop
models:
  shop:
    +on_schema_chnage: fail
     ^^^^^^^^^^^^^^^^ misspelled-config-key
`,
    fixes: [
      {
        title: "Rename to on_schema_change",
        fixed: `
name: shop
profile: shop
models:
  shop:
    +on_schema_change: fail
`,
      },
    ],
  },
];
