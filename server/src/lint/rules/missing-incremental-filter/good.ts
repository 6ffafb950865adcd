import type { Example } from "../../define-rule.ts";

/** What `missing-incremental-filter` leaves alone, an example for each exception. */
export const good: readonly Example[] = [
  {
    clause: "a filter in the incremental world, in a CTE",
    code: `
{{ config(materialized='incremental', unique_key='order_id') }}
with changed as (
    select * from {{ ref('orders') }}
    {% if is_incremental() %}
    where updated_at >= (select max(updated_at) from {{ this }})
    {% endif %}
)
select * from changed
`,
  },
  {
    clause: "a filter in a macro",
    code: `
{{ config(materialized='incremental', unique_key='order_id') }}
select * from {{ ref('orders') }} {{ recent('updated_at') }}
//- macros/recent.sql
{% macro recent(column) %}{% if is_incremental() %}where {{ column }} > date '2024-01-01'{% endif %}{% endmacro %}
`,
  },
  {
    clause: "a filter in ON, HAVING or QUALIFY",
    code: `
//- models/in_on.sql
{{ config(materialized='incremental', unique_key='order_id') }}
select o.* from {{ ref('orders') }} o join {{ ref('events') }} e on e.customer_id = o.customer_id
{% if is_incremental() %}and e.loaded_at > date '2024-01-01'{% endif %}
//- models/in_having.sql
{{ config(materialized='incremental', unique_key='order_id') }}
select order_id, max(updated_at) as updated_at from {{ ref('orders') }} group by 1
{% if is_incremental() %}having max(updated_at) > date '2024-01-01'{% endif %}
//- models/in_qualify.sql
{{ config(materialized='incremental', unique_key='order_id') }}
select order_id from {{ ref('orders') }}
{% if is_incremental() %}qualify row_number() over (order by updated_at desc) <= 1000{% endif %}
`,
  },
  {
    clause: "another input in the incremental world",
    code: `
{{ config(materialized='incremental', unique_key='order_id') }}
-- depends_on: {{ ref('events') }}
select customer_id as order_id from {% if is_incremental() %}{{ ref('events') }}{% else %}{{ ref('orders') }}{% endif %}
`,
  },
  {
    clause: "a look at its own table",
    code: `
{{ config(materialized='incremental', unique_key='order_id') }}
select o.* from {{ ref('orders') }} o
{% if is_incremental() %}left join {{ this }} t on t.order_id = o.order_id{% endif %}
`,
  },
  {
    clause: "a window that a variable, the environment or a query gives",
    code: `
//- models/by_var.sql
{{ config(materialized='incremental', unique_key='order_id') }}
{% set start = var('start', '2024-01-01') %}
select * from {{ ref('orders') }} where updated_at >= '{{ start }}'
//- models/by_env.sql
{{ config(materialized='incremental', unique_key='order_id') }}
select * from {{ ref('orders') }} where updated_at >= '{{ env_var('START', '2024-01-01') }}'
//- models/by_query.sql
{{ config(materialized='incremental', unique_key='order_id') }}
{% set newest = run_query('select max(day) from calendar') %}
select * from {{ ref('orders') }} where updated_at >= '{{ newest.columns[0][0] if execute }}'
`,
  },
  {
    clause: "a window of the clock",
    code: `
{{ config(materialized='incremental', unique_key='order_id') }}
select * from {{ ref('orders') }} where updated_at >= current_date - 3
`,
  },
  {
    clause: "microbatch filters by itself",
    adapter: "snowflake",
    code: `
{{ config(materialized='incremental', incremental_strategy='microbatch', event_time='updated_at', begin='2024-01-01', batch_size='day') }}
select * from {{ ref('orders') }}
`,
  },
  {
    clause: "a macro that isn't installed may filter",
    code: `
{{ config(materialized='incremental', unique_key='order_id') }}
select * from {{ ref('orders') }} {{ company.only_new_rows() }}
//- packages.yml
packages: [{package: acme/company, version: 1.0.0}]
`,
  },
  {
    clause: "a setting that isn't known decides about a block",
    code: `
{{ config(materialized='incremental', unique_key='order_id') }}
select order_id, {{ company.name() }} as name from {{ ref('orders') }} {% if company.is_partial() %}where true{% endif %}
//- packages.yml
packages: [{package: acme/company, version: 1.0.0}]
`,
  },
  {
    clause: "the template looks itself whether the table is there",
    code: `
//- models/by_load_relation.sql
{{ config(materialized='incremental', unique_key='order_id') }}
select * from {{ ref('orders') }}
{% if load_relation(this) is not none %}where updated_at >= (select max(updated_at) from {{ this }}){% endif %}
//- models/by_get_relation.sql
{{ config(materialized='incremental', unique_key='order_id') }}
{% set stored = adapter.get_relation(this.database, this.schema, this.identifier) %}
select * from {{ ref('orders') }} {% if stored %}where order_id > (select max(order_id) from {{ stored }}){% endif %}
`,
  },
  {
    clause: "the model reads no relation",
    code: `
{{ config(materialized='incremental', unique_key='order_id') }}
select 1 as order_id
`,
  },
  {
    clause: "the model selects nothing: hooks fill it",
    code: `
//- models/nothing.sql
{{ config(materialized='incremental', unique_key='order_id') }}
select order_id from {{ ref('orders') }} where 1=0
//- models/none.sql
{{ config(materialized='incremental', unique_key='order_id') }}
select order_id from {{ ref('orders') }} limit 0
`,
  },
  {
    clause: "the input holds only what this run brings",
    code: `
{{ config(materialized='incremental', unique_key='order_id') }}
select * from {{ ref('orders_this_run') }}
//- models/orders_this_run.sql
select 1 as order_id
`,
  },
  {
    clause: "each run writes a partition of its own",
    adapter: "spark",
    code: `
{{ config(materialized='incremental', incremental_strategy='insert_overwrite', partition_by=['exported_on']) }}
select order_id, current_date() as exported_on from {{ ref('orders') }}
`,
  },
  {
    clause: "a hook empties the table, or parts of it, first",
    code: `
{{ config(materialized='incremental', unique_key='order_id', pre_hook=['delete from {{ this }} where true']) }}
select * from {{ ref('orders') }}
`,
  },
  {
    clause: "every run rebuilds the table",
    code: `
{{ config(materialized='incremental', unique_key='order_id', full_refresh=true) }}
select * from {{ ref('orders') }}
`,
  },
  {
    clause: "the strategy is the project's own, or not known",
    code: `
//- models/own.sql
{{ config(materialized='incremental', incremental_strategy='nightly') }}
select * from {{ ref('orders') }}
//- macros/strategies.sql
{% macro get_incremental_nightly_sql(arg_dict) %}select 1{% endmacro %}
//- models/unknown.sql
{{ config(materialized='incremental', incremental_strategy=company.strategy()) }}
select * from {{ ref('orders') }}
//- packages.yml
packages: [{package: acme/company, version: 1.0.0}]
`,
  },
  {
    clause: "the materialization is not known",
    code: `
{{ config(materialized=company.materialization()) }}
select * from {{ ref('orders') }}
//- packages.yml
packages: [{package: acme/company, version: 1.0.0}]
`,
  },
  {
    clause: "a comment alone names the input",
    code: `
{{ config(materialized='incremental', unique_key='order_id') }}
-- depends_on: {{ ref('orders') }}
select 1 as order_id
`,
  },
];
