import type { BadExample } from "../../define-rule.ts";

/** What `watermark-column-not-in-output` finds, an example for each clause. */
export const bad: readonly BadExample[] = [
  {
    clause: "the model calls the column something else",
    code: `
{{ config(materialized='incremental', unique_key='order_id') }}
select order_id, updated_at as changed_at
from {{ ref('orders') }}
{% if is_incremental() %}
where updated_at > (select max(updated_at) from {{ this }})
                               ^^^^^^^^^^ watermark-column-not-in-output incremental
{% endif %}
`,
    fixes: [
      {
        title: "Read max(changed_at)",
        fixed: `
{{ config(materialized='incremental', unique_key='order_id') }}
select order_id, updated_at as changed_at
from {{ ref('orders') }}
{% if is_incremental() %}
where updated_at > (select max(changed_at) from {{ this }})
{% endif %}
`,
      },
      {
        title: "Select updated_at",
        fixed: `
{{ config(materialized='incremental', unique_key='order_id') }}
select order_id, updated_at as changed_at, updated_at
from {{ ref('orders') }}
{% if is_incremental() %}
where updated_at > (select max(updated_at) from {{ this }})
{% endif %}
`,
      },
    ],
  },
  {
    clause: "a hook changes the table, and adds no column",
    adapter: "snowflake",
    code: `
{{ config(
    materialized='incremental',
    unique_key='order_id',
    post_hook='alter table {{ this }} add search optimization on equality(order_id)'
) }}
select order_id, amount from {{ ref('orders') }}
{% if is_incremental() %}where updated_at > (select max({{ this }}.updated_at) from {{ this }}){% endif %}
                                                                   ^^^^^^^^^^ watermark-column-not-in-output incremental
`,
  },
  {
    clause: "in a CTE of its own, behind an alias, inside a cast",
    adapter: "snowflake",
    code: `
{{ config(materialized='incremental', unique_key='order_id') }}
with newest as (
    select coalesce(max(t.loaded_at::date), '1900-01-01') as at
                          ^^^^^^^^^ watermark-column-not-in-output incremental
    from {{ this if is_incremental() else ref('events') }} t
)
select o.order_id, o.updated_at from {{ ref('orders') }} o cross join newest where o.updated_at > newest.at
`,
  },
  {
    clause: "a macro reads it: the finding stands at the call",
    code: `
//- models/model.sql
{{ config(materialized='incremental', unique_key='order_id') }}
select order_id, amount from {{ ref('orders') }}
{{ newer_than('updated_at') }}
   ^^^^^^^^^^^^^^^^^^^^^^^^ watermark-column-not-in-output incremental
//- macros/newer_than.sql
{% macro newer_than(column) %}{% if is_incremental() %}where {{ column }} > (select max({{ column }}) from {{ this }}){% endif %}{% endmacro %}
`,
  },
];
