import type { Example } from "../../define-rule.ts";

/** What `union-branch-not-filtered` leaves alone, an example for each exception. */
export const good: readonly Example[] = [
  {
    clause: "a branch of constants",
    code: `
{{ config(materialized='incremental', unique_key='order_id') }}
select order_id, updated_at from {{ ref('orders') }}
{% if is_incremental() %}where updated_at > (select max(updated_at) from {{ this }}){% endif %}
union all
select -1, current_timestamp
`,
  },
  {
    clause: "a branch that reads from a filtered CTE, or joins one",
    code: `
{{ config(materialized='incremental', unique_key='id') }}
with recent as (
    select * from {{ ref('orders') }}
    {% if is_incremental() %}where updated_at > (select max(at) from {{ this }}){% endif %}
)
select order_id as id, updated_at as at from recent {% if is_incremental() %}where amount > 0{% endif %}
union all
select -order_id, updated_at from recent
union all
select e.event_id, e.loaded_at from {{ ref('events') }} e join recent r on r.customer_id = e.customer_id
`,
  },
  {
    clause: "a branch that leaves out what the table has",
    code: `
{{ config(materialized='incremental', unique_key='id') }}
select order_id as id from {{ ref('orders') }}
{% if is_incremental() %}where updated_at > current_date - 3{% endif %}
union all
select e.event_id from {{ ref('events') }} e
{% if is_incremental() %}left join {{ this }} t on t.id = e.event_id where t.id is null{% endif %}
`,
  },
  {
    clause: "seeds and tables of a few rows",
    code: `
//- models/of_seed.sql
{{ config(materialized='incremental', unique_key='order_id') }}
select order_id from {{ ref('orders') }} {% if is_incremental() %}where updated_at > current_date - 3{% endif %}
union all
select order_id from {{ ref('corrections') }}
//- models/of_dimension.sql
{{ config(materialized='incremental', unique_key='order_id') }}
select order_id from {{ ref('orders') }} {% if is_incremental() %}where updated_at > current_date - 3{% endif %}
union all
select order_id from {{ ref('dim_orders') }}
//- models/dim_orders.sql
select * from {{ ref('orders') }}
//- seeds/corrections.csv
order_id
1
`,
  },
  {
    clause: "bounded in another way: the clock, a variable, another input",
    code: `
//- models/mixed.sql
{{ config(materialized='incremental', unique_key='id') }}
select order_id as id from {{ ref('orders') }}
{% if is_incremental() %}where updated_at > (select max(updated_at) from {{ this }}){% endif %}
union all
select event_id from {{ ref('events') }} where loaded_at > current_date - 3
union all
select event_id from {{ ref('events') }} where loaded_at > '{{ var('start', '2024-01-01') }}'
//- models/another_input.sql
{{ config(materialized='incremental', unique_key='id') }}
-- depends_on: {{ ref('recent') }}
select order_id as id from {{ ref('orders') }} {% if is_incremental() %}where updated_at > current_date - 3{% endif %}
union all
select event_id from {% if is_incremental() %}{{ ref('recent') }}{% else %}{{ ref('events') }}{% endif %}
//- models/recent.sql
select * from {{ ref('events') }}
`,
  },
  {
    clause: "the condition is that of a join, which limits what is looked up",
    code: `
{{ config(materialized='incremental', unique_key='id') }}
select o.order_id as id from {{ ref('orders') }} o join {{ ref('events') }} e on e.customer_id = o.customer_id
{% if is_incremental() %}and e.loaded_at > current_date - 3{% endif %}
union all
select order_id from {{ source('shop', 'orders') }}
`,
  },
  {
    clause: "a filter behind the union",
    code: `
{{ config(materialized='incremental', unique_key='id') }}
with both_of_them as (
    select order_id as id, updated_at as at from {{ ref('orders') }} {% if is_incremental() %}where amount > 0{% endif %}
    union all
    select event_id, loaded_at from {{ ref('events') }}
)
select * from both_of_them {% if is_incremental() %}where at > (select max(at) from {{ this }}){% endif %}
`,
  },
  {
    clause: "a union of the table's own rows with new ones",
    code: `
{{ config(materialized='incremental', unique_key='id') }}
select order_id as id from {{ ref('orders') }}
{% if is_incremental() %}
union all select id from {{ this }} where id > 0
{% endif %}
`,
  },
  {
    clause: "no branch is filtered, and except and intersect, which add no rows",
    code: `
//- models/none.sql
{{ config(materialized='incremental', unique_key='id') }}
select order_id as id from {{ ref('orders') }} union all select event_id from {{ ref('events') }}
//- models/except.sql
{{ config(materialized='incremental', unique_key='id') }}
select order_id as id from {{ ref('orders') }} {% if is_incremental() %}where updated_at > current_date - 3{% endif %}
except
select event_id from {{ ref('events') }}
`,
  },
  {
    clause: "a macro that isn't installed may be the filter",
    code: `
//- models/model.sql
{{ config(materialized='incremental', unique_key='id') }}
select order_id as id from {{ ref('orders') }} {% if is_incremental() %}where updated_at > current_date - 3{% endif %}
union all
select event_id from {{ ref('events') }} {{ company.recent('loaded_at') }}
//- packages.yml
packages: [{package: acme/company, version: 1.0.0}]
`,
  },
];
