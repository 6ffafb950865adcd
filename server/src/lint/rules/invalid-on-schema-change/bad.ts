import type { BadExample } from "../../define-rule.ts";

/** What `invalid-on-schema-change` finds, an example for each clause. */
export const bad: readonly BadExample[] = [
  {
    clause: "an enforced contract, and nothing set: dbt refuses the project",
    code: `
{{ config(materialized='incremental', unique_key='order_id', contract={'enforced': true}) }}
                                                             ^^^^^^^^^^^^^^^^^^^^^^^^^^^ invalid-on-schema-change incremental full-refresh
select order_id from {{ ref('orders') }}
//- models/shop.yml
models: [{name: model, columns: [{name: order_id, data_type: integer}]}]
`,
    fixes: [
      {
        title: "Set on_schema_change='append_new_columns'",
        fixed: `
{{ config(materialized='incremental', unique_key='order_id', contract={'enforced': true}, on_schema_change='append_new_columns') }}
select order_id from {{ ref('orders') }}
`,
      },
    ],
  },
  {
    clause: "an enforced contract, and a value that it doesn't allow; the contract stands in a properties file",
    code: `
{{ config(materialized='incremental', unique_key='order_id', on_schema_change='sync_all_columns') }}
                                                             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ invalid-on-schema-change incremental full-refresh
select order_id from {{ ref('orders') }}
//- models/shop.yml
models: [{name: model, config: {contract: {enforced: true}}, columns: [{name: order_id, data_type: integer}]}]
`,
    fixes: [
      {
        title: "Set on_schema_change='fail'",
        fixed: `
{{ config(materialized='incremental', unique_key='order_id', on_schema_change='fail') }}
select order_id from {{ ref('orders') }}
`,
      },
    ],
  },
  {
    clause: "a value that there isn't: a warning, since dbt goes on with ignore",
    severity: "warning",
    code: `
{{ config(materialized='incremental', unique_key='order_id', on_schema_change='append_new_column') }}
                                                             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ invalid-on-schema-change incremental
select order_id from {{ ref('orders') }}
`,
    fixes: [
      {
        title: "Set on_schema_change='append_new_columns'",
        fixed: `
{{ config(materialized='incremental', unique_key='order_id', on_schema_change='append_new_columns') }}
select order_id from {{ ref('orders') }}
`,
      },
    ],
  },
];
