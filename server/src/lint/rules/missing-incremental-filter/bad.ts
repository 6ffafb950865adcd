import type { BadExample } from "../../define-rule.ts";

/** What `missing-incremental-filter` finds, an example for each clause. */
export const bad: readonly BadExample[] = [
  {
    clause: "no filter in either world; the time column is the model's own",
    code: `
{{ config(materialized='incremental', unique_key='order_id') }}
select order_id, status, updated_at
from {{ ref('orders') }}
     ^^^^^^^^^^^^^^^^^^^ missing-incremental-filter incremental
`,
    fixes: [
      {
        title: "Add a watermark filter on updated_at",
        fixed: `
{{ config(materialized='incremental', unique_key='order_id') }}
select order_id, status, updated_at
from {{ ref('orders') }}
{% if is_incremental() %}
where updated_at >= (select coalesce(max(updated_at), '1900-01-01') from {{ this }})
{% endif %}
`,
      },
    ],
  },
  {
    clause: "append stores everything once more: an error; the filter belongs into the CTE that reads the input",
    severity: "error",
    code: `
{{ config(materialized='incremental', incremental_strategy='append') }}
with paid as (
    select *
    from {{ ref('orders') }}
         ^^^^^^^^^^^^^^^^^^^ missing-incremental-filter incremental
    where status = 'paid'
)
select order_id, updated_at from paid
`,
    fixes: [
      {
        title: "Add a watermark filter on updated_at",
        fixed: `
{{ config(materialized='incremental', incremental_strategy='append') }}
with paid as (
    select *
    from {{ ref('orders') }}
    where status = 'paid'
    {% if is_incremental() %}
    and updated_at >= (select coalesce(max(updated_at), '1900-01-01') from {{ this }})
    {% endif %}
)
select order_id, updated_at from paid
`,
      },
    ],
  },
  {
    clause: "insert_overwrite rewrites everything: an info; a source is an input, and joins are left alone",
    adapter: "snowflake",
    severity: "info",
    code: `
{{ config(materialized='incremental', incremental_strategy='insert_overwrite') }}
select o.order_id, o.updated_at as changed_at
from {{ source('shop', 'orders') }} o
     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ missing-incremental-filter incremental
join {{ ref('events') }} e on e.customer_id = o.customer_id
group by 1, 2
`,
    fixes: [
      {
        title: "Add a watermark filter on changed_at",
        fixed: `
{{ config(materialized='incremental', incremental_strategy='insert_overwrite') }}
select o.order_id, o.updated_at as changed_at
from {{ source('shop', 'orders') }} o
join {{ ref('events') }} e on e.customer_id = o.customer_id
{% if is_incremental() %}
where o.updated_at >= (select coalesce(max(changed_at), '1900-01-01') from {{ this }})
{% endif %}
group by 1, 2
`,
      },
    ],
  },
  {
    clause: "materialized is computed, so the model may be a table: an info at most",
    severity: "info",
    code: `
{{ config(materialized=env_var('DBT_ORDERS', 'incremental'), incremental_strategy='append') }}
select order_id from {{ ref('orders') }}
                     ^^^^^^^^^^^^^^^^^^^ missing-incremental-filter incremental
`,
  },
  {
    clause: "is_incremental() is asked, and limits no rows",
    code: `
{{ config(materialized='incremental', unique_key='order_id') }}
select order_id, {{ 'true' if is_incremental() else 'false' }} as is_late
from {{ ref('orders') }}
     ^^^^^^^^^^^^^^^^^^^ missing-incremental-filter incremental
`,
  },
  {
    clause: "a constant inside the block limits nothing",
    code: `
{{ config(materialized='incremental', unique_key='order_id') }}
select order_id, updated_at
from {{ ref('orders') }}
     ^^^^^^^^^^^^^^^^^^^ missing-incremental-filter incremental
{% if is_incremental() %}
where 1 = 1
{% endif %}
`,
  },
  {
    clause: "a check for NULL inside the block leaves out nothing that is stored",
    code: `
//- models/one.sql
{{ config(materialized='incremental', unique_key='order_id') }}
select order_id from {{ ref('orders') }}
                     ^^^^^^^^^^^^^^^^^^^ missing-incremental-filter incremental
where amount > 0 {% if is_incremental() %}and updated_at is not null{% endif %}
//- models/either.sql
{{ config(materialized='incremental', unique_key='order_id') }}
select order_id from {{ ref('orders') }} as o
                     ^^^^^^^^^^^^^^^^^^^ missing-incremental-filter incremental
{% if is_incremental() %}where (o.updated_at is not null or o.status is not null) and true{% endif %}
`,
  },
  {
    clause: "a condition that is the same on every run, and a variable that limits nothing",
    code: `
{{ config(materialized='incremental', unique_key='order_id') }}
select order_id, '{{ var('currency', 'EUR') }}' as currency
from {{ ref('orders') }}
     ^^^^^^^^^^^^^^^^^^^ missing-incremental-filter incremental
where status <> 'cancelled' or amount > 0
`,
  },
  {
    clause: "what isn't known is only a column",
    code: `
{{ config(materialized='incremental', unique_key='order_key') }}
select {{ company.key(['order_id']) }} as order_key, updated_at
from {{ ref('orders') }}
     ^^^^^^^^^^^^^^^^^^^ missing-incremental-filter incremental
//- packages.yml
packages: [{package: acme/company, version: 1.0.0}]
`,
  },
  {
    clause: "a macro reads the input: the finding stands at the call",
    code: `
//- macros/newest.sql
{% macro newest(relation) %}select * from {{ relation }} qualify row_number() over (partition by order_id) = 1{% endmacro %}
//- models/model.sql
{{ config(materialized='incremental', unique_key='order_id') }}
{{ newest(ref('orders')) }}
   ^^^^^^^^^^^^^^^^^^^^^ missing-incremental-filter incremental
`,
  },
  {
    clause: "the template looks whether its input is there, which says nothing of its own table",
    code: `
//- macros/ref.sql
{% macro ref(name) %}{% if load_relation(builtins.ref(name)) is none %}{% do exceptions.warn('missing') %}{% endif %}{{ return(builtins.ref(name)) }}{% endmacro %}
//- models/model.sql
{{ config(materialized='incremental', unique_key='order_id') }}
select order_id from {{ ref('orders') }}
                     ^^^^^^^^^^^^^^^^^^^ missing-incremental-filter incremental
`,
  },
];
