import type { BadExample } from "../../define-rule.ts";

/** What `union-branch-not-filtered` finds, an example for each clause. */
export const bad: readonly BadExample[] = [
  {
    clause: "a branch without the filter of the other",
    code: `
{{ config(materialized='incremental', unique_key='order_id') }}
select order_id, updated_at from {{ source('shop', 'orders') }}
{% if is_incremental() %}
where updated_at > (select max(updated_at) from {{ this }})
{% endif %}
union all
select order_id, updated_at from {{ ref('orders') }}
                                 ^^^^^^^^^^^^^^^^^^^ union-branch-not-filtered incremental
`,
    fixes: [
      {
        title: "Filter orders by updated_at too",
        fixed: `
{{ config(materialized='incremental', unique_key='order_id') }}
select order_id, updated_at from {{ source('shop', 'orders') }}
{% if is_incremental() %}
where updated_at > (select max(updated_at) from {{ this }})
{% endif %}
union all
select order_id, updated_at from {{ ref('orders') }}
{% if is_incremental() %}
where updated_at > (select max(updated_at) from {{ this }})
{% endif %}
`,
      },
    ],
  },
  {
    clause: "through CTEs, of which one is filtered and one isn't; a condition that is always there is no filter",
    code: `
{{ config(materialized='incremental', unique_key='id') }}
with orders as (
    select order_id as id, updated_at as at from {{ ref('orders') }}
    {% if is_incremental() %}where updated_at > (select max(at) from {{ this }}){% endif %}
),
events as (
    select event_id as id, occurred_at as at from {{ ref('events') }} where kind = 'view'
),
both_of_them as (
    select * from orders
    union all
    select * from events
                  ^^^^^^ union-branch-not-filtered incremental
)
select * from both_of_them
`,
  },
  {
    clause: "the last branch of a loop",
    code: `
{{ config(materialized='incremental', unique_key='id') }}
{% for relation in [ref('orders'), ref('refunds')] %}
select order_id as id from {{ relation }}
                           ^^^^^^^^^^^^^^ union-branch-not-filtered incremental
{% if not loop.last %}
{% if is_incremental() %}where updated_at > current_date - 3{% endif %}
union all
{% endif %}
{% endfor %}
//- models/refunds.sql
select * from {{ ref('orders') }}
`,
  },
];
