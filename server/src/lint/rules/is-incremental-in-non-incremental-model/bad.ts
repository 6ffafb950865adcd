import type { BadExample } from "../../define-rule.ts";

/** What `is-incremental-in-non-incremental-model` finds, an example for each clause. */
export const bad: readonly BadExample[] = [
  {
    clause: "the model is a table",
    code: `
{{ config(materialized='table') }}
select order_id, updated_at
from {{ ref('orders') }}
{% if is_incremental() %}
      ^^^^^^^^^^^^^^^^ is-incremental-in-non-incremental-model incremental full-refresh
where updated_at > (select max(updated_at) from {{ this }})
{% endif %}
`,
    fixes: [
      {
        title: "Set materialized='incremental'",
        fixed: `
{{ config(materialized='incremental') }}
select order_id, updated_at
from {{ ref('orders') }}
{% if is_incremental() %}
where updated_at > (select max(updated_at) from {{ this }})
{% endif %}
`,
      },
      {
        title: "Remove the is_incremental() block",
        fixed: `
{{ config(materialized='table') }}
select order_id, updated_at
from {{ ref('orders') }}
`,
      },
    ],
  },
  {
    clause: "the model is a view, which is what dbt makes of one that says nothing",
    code: `
select order_id from {{ ref('orders') }} {% if is_incremental() %}where updated_at > current_date - 3{% endif %} limit 9
                                               ^^^^^^^^^^^^^^^^ is-incremental-in-non-incremental-model incremental full-refresh
`,
    fixes: [
      {
        title: "Set materialized='incremental'",
        fixed: `
{{ config(materialized='incremental') }}

select order_id from {{ ref('orders') }} {% if is_incremental() %}where updated_at > current_date - 3{% endif %} limit 9
`,
      },
      {
        title: "Remove the is_incremental() block",
        fixed: `
select order_id from {{ ref('orders') }}  limit 9
`,
      },
    ],
  },
  {
    clause: "the model is ephemeral, by its folder's setting: its filter belongs to whoever refers to it",
    code: `
select order_id from {{ ref('orders') }} {% if is_incremental() and var('full', false) %}where false{% endif %}
                                               ^^^^^^^^^^^^^^^^ is-incremental-in-non-incremental-model incremental full-refresh
//- dbt_project.yml
name: shop
profile: shop
models: {shop: {+materialized: ephemeral}}
`,
  },
  {
    clause: "the model is a materialized view",
    adapter: "postgres",
    code: `
{{ config(materialized='materialized_view') }}
select order_id from {{ ref('orders') }} {{ 'where true' if is_incremental() }}
                                                            ^^^^^^^^^^^^^^^^ is-incremental-in-non-incremental-model incremental full-refresh
`,
  },
];
