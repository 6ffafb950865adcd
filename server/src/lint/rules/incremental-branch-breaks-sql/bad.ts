import type { BadExample } from "../../define-rule.ts";

/** What `incremental-branch-breaks-sql` finds, an example for each clause. */
export const bad: readonly BadExample[] = [
  {
    clause: "an and in front of the block, which leaves it without a condition",
    code: `
{{ config(materialized='incremental', unique_key='order_id') }}
select * from {{ ref('orders') }}
where amount > 0 and
                 ^^^ incremental-branch-breaks-sql full-refresh
{% if is_incremental() %}
    updated_at >= (select max(updated_at) from {{ this }})
{% endif %}
`,
    fixes: [
      {
        title: "Move and into the block",
        fixed: `
{{ config(materialized='incremental', unique_key='order_id') }}
select * from {{ ref('orders') }}
where amount > 0 
{% if is_incremental() %}
    and updated_at >= (select max(updated_at) from {{ this }})
{% endif %}
`,
      },
    ],
  },
  {
    clause: "a where in front of the block",
    code: `
{{ config(materialized='incremental', unique_key='order_id') }}
select * from (
    select * from {{ ref('orders') }}
    WHERE
    ^^^^^ incremental-branch-breaks-sql full-refresh
    {% if is_incremental() %}
        updated_at >= (select max(updated_at) from {{ this }})
    {% endif %}
) as changed
`,
    fixes: [
      {
        title: "Add 1=1 behind WHERE",
        fixed: `
{{ config(materialized='incremental', unique_key='order_id') }}
select * from (
    select * from {{ ref('orders') }}
    WHERE 1=1
    {% if is_incremental() %}
        AND updated_at >= (select max(updated_at) from {{ this }})
    {% endif %}
) as changed
`,
      },
    ],
  },
  {
    clause: "an and without a where",
    code: `
{{ config(materialized='incremental', unique_key='order_id') }}
select * from {{ ref('orders') }}
{% if is_incremental() %}
and updated_at >= (select max(updated_at) from {{ this }})
^^^ incremental-branch-breaks-sql incremental
{% endif %}
`,
    fixes: [
      {
        title: "Change and to where",
        fixed: `
{{ config(materialized='incremental', unique_key='order_id') }}
select * from {{ ref('orders') }}
{% if is_incremental() %}
where updated_at >= (select max(updated_at) from {{ this }})
{% endif %}
`,
      },
    ],
  },
  {
    clause: "a second where",
    code: `
{{ config(materialized='incremental', unique_key='order_id') }}
select * from {{ ref('orders') }}
where amount > 0
{% if is_incremental() %}
where updated_at >= (select max(updated_at) from {{ this }})
^^^^^ incremental-branch-breaks-sql incremental
{% endif %}
`,
    fixes: [
      {
        title: "Change where to and",
        fixed: `
{{ config(materialized='incremental', unique_key='order_id') }}
select * from {{ ref('orders') }}
where amount > 0
{% if is_incremental() %}
and updated_at >= (select max(updated_at) from {{ this }})
{% endif %}
`,
      },
    ],
  },
  {
    clause: "a where behind group by",
    code: `
{{ config(materialized='incremental', unique_key='customer_id') }}
select customer_id, max(updated_at) as updated_at from {{ ref('orders') }}
group by 1
{% if is_incremental() %}
where max(updated_at) >= (select max(updated_at) from {{ this }})
^^^^^ incremental-branch-breaks-sql incremental
{% endif %}
`,
  },
  {
    clause: "a comma between CTEs that is missing, or one too many",
    code: `
//- models/missing.sql
{{ config(materialized='incremental', unique_key='order_id') }}
with paid as (select * from {{ ref('orders') }}){% if not is_incremental() %},{% endif %}
late as (select * from paid)
^^^^ incremental-branch-breaks-sql incremental
select * from late
//- models/extra.sql
{{ config(materialized='incremental', unique_key='order_id') }}
with paid as (select * from {{ ref('orders') }}),
                                                ^ incremental-branch-breaks-sql full-refresh
{% if is_incremental() %}newest as (select max(updated_at) as at from {{ this }}){% endif %}
select * from paid
`,
  },
  {
    clause: "a union without a second half, and two halves without a union",
    code: `
//- models/dangling.sql
{{ config(materialized='incremental', unique_key='order_id') }}
select order_id from {{ ref('orders') }}
union all
^^^^^^^^^ incremental-branch-breaks-sql full-refresh
{% if is_incremental() %}select order_id from {{ this }}{% endif %}
//- models/missing.sql
{{ config(materialized='incremental', unique_key='order_id') }}
select order_id from {{ ref('orders') }}
{% if not is_incremental() %}union all{% endif %}
select event_id from {{ ref('events') }}
^^^^^^ incremental-branch-breaks-sql incremental
`,
  },
  {
    clause: "a bracket that only one world closes",
    code: `
{{ config(materialized='incremental', unique_key='order_id') }}
select * from (select * from {{ ref('orders') }}
              ^ incremental-branch-breaks-sql full-refresh
{% if is_incremental() %}where amount > 0) as paid{% endif %}
`,
  },
  {
    clause: "a comment says that it is meant to fail: an info",
    severity: "info",
    code: `
{{ config(materialized='incremental', unique_key='order_id') }}
select * from {{ ref('orders') }}
where amount > 0
{% if is_incremental() %}
and updated_at >= (select max(updated_at) from {{ this }})
{% else %}
-- expected to break: nobody may rebuild this table
where true
^^^^^ incremental-branch-breaks-sql full-refresh
{% endif %}
`,
  },
  {
    clause: "what isn't known of the SQL is a value elsewhere",
    code: `
//- models/model.sql
{{ config(materialized='incremental', unique_key='order_id') }}
with paid as (select * from {{ ref('orders') }} where updated_at > {{ company.start() }} and status = '{{ company.paid() }}')
select * from paid where
                   ^^^^^ incremental-branch-breaks-sql full-refresh
{% if is_incremental() %}updated_at > '{{ company.start() }}'{% endif %}
//- packages.yml
packages: [{package: acme/company, version: 1.0.0}]
`,
  },
  {
    clause: "in a macro: the finding stands at the call",
    code: `
//- models/model.sql
{{ config(materialized='incremental', unique_key='order_id') }}
select * from {{ ref('orders') }} where amount > 0 {{ recent('updated_at') }}
                                                      ^^^^^^^^^^^^^^^^^^^^ incremental-branch-breaks-sql incremental
//- macros/recent.sql
{% macro recent(column) %}{% if is_incremental() %}where {{ column }} > current_date - 3{% endif %}{% endmacro %}
`,
  },
];
