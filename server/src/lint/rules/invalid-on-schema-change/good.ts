import type { Example } from "../../define-rule.ts";

/** What `invalid-on-schema-change` leaves alone, an example for each exception. */
export const good: readonly Example[] = [
  {
    clause: "each value that there is, and none",
    code: [
      "",
      ", on_schema_change='ignore'",
      ", on_schema_change='fail'",
      ", on_schema_change='append_new_columns'",
      ", on_schema_change='sync_all_columns'",
    ]
      .map(
        (it, at) => `//- models/model_${at}.sql
{{ config(materialized='incremental', unique_key='order_id'${it}) }}
select order_id from {{ ref('orders') }}
`,
      )
      .join(""),
  },
  {
    clause: "what a contract allows",
    code: `
{{ config(materialized='incremental', unique_key='order_id', contract={'enforced': true}, on_schema_change='append_new_columns') }}
select order_id from {{ ref('orders') }}
`,
  },
  {
    clause: "the contract isn't enforced",
    code: `
{{ config(materialized='incremental', unique_key='order_id', contract={'enforced': false}, on_schema_change='sync_all_columns') }}
select order_id from {{ ref('orders') }}
`,
  },
  {
    clause: "the value is a Jinja expression",
    code: `
{{ config(materialized='incremental', unique_key='order_id', on_schema_change=var('on_change', 'whatever')) }}
select order_id from {{ ref('orders') }}
`,
  },
];
