import type { Example } from "../../define-rule.ts";

/** What `missing-unique-key` leaves alone, an example for each exception. */
export const good: readonly Example[] = [
  {
    clause: "the model has a key",
    code: `
{{ config(materialized='incremental', incremental_strategy='merge', unique_key='order_id') }}
select order_id, updated_at from {{ ref('orders') }}
{% if is_incremental() %}
where updated_at >= (select max(updated_at) from {{ this }})
{% endif %}
`,
  },
  {
    clause: "append matches nothing, and says so",
    code: `
{{ config(materialized='incremental', incremental_strategy='append') }}
select order_id, updated_at from {{ ref('orders') }}
{% if is_incremental() %}
where updated_at > (select max(updated_at) from {{ this }})
{% endif %}
`,
  },
  {
    clause: "insert_overwrite replaces partitions",
    adapter: "bigquery",
    code: `
{{ config(materialized='incremental', incremental_strategy='insert_overwrite', partition_by={'field': 'day'}) }}
select order_id, date(updated_at) as day from {{ ref('orders') }}
{% if is_incremental() %}
where date(updated_at) >= current_date() - 3
{% endif %}
`,
  },
  {
    clause: "replace_where replaces what its predicate says",
    adapter: "databricks",
    code: `
{{ config(materialized='incremental', incremental_strategy='replace_where', incremental_predicates="day >= '2024-01-01'") }}
select order_id, updated_at as day from {{ ref('orders') }} where updated_at >= '2024-01-01'
`,
  },
  {
    clause: "microbatch replaces batches, on all adapters but Postgres and ClickHouse",
    adapter: "snowflake",
    code: `
{{ config(materialized='incremental', incremental_strategy='microbatch', event_time='updated_at', begin='2024-01-01', batch_size='day') }}
select order_id, updated_at from {{ ref('orders') }}
`,
  },
  {
    clause: "Spark and Trino append by default",
    adapter: "trino",
    code: `
{{ config(materialized='incremental') }}
select order_id, updated_at from {{ ref('orders') }}
{% if is_incremental() %}
where updated_at >= (select max(updated_at) from {{ this }})
{% endif %}
`,
  },
  {
    clause: "`not in` its own rows: nothing is stored twice",
    adapter: "snowflake",
    code: `
{{ config(materialized='incremental') }}
select order_id from {{ ref('orders') }}
{% if is_incremental() %}
where order_id not in (select order_id from {{ this }})
{% endif %}
`,
  },
  {
    clause: "`not exists` in its own rows",
    code: `
{{ config(materialized='incremental') }}
select o.order_id from {{ ref('orders') }} o
{% if is_incremental() %}
where not exists (select 1 from {{ this }} t where t.order_id = o.order_id)
{% endif %}
`,
  },
  {
    clause: "a left join that keeps what its own rows lack",
    code: `
{{ config(materialized='incremental') }}
with stored as (select order_id from {{ this if is_incremental() else ref('orders') }})
select o.order_id from {{ ref('orders') }} o
{% if is_incremental() %}
left join stored on stored.order_id = o.order_id
where stored.order_id is null
{% endif %}
`,
  },
  {
    clause: "settings come from a macro that isn't there",
    code: `
{{ config(materialized='incremental', incremental_strategy='merge', **company.settings()) }}
select order_id from {{ ref('orders') }}
//- packages.yml
packages: [{package: acme/company, version: 1.0.0}]
`,
  },
  {
    clause: "the key's value is not known",
    code: `
{{ config(materialized='incremental', incremental_strategy='merge', unique_key=company.key('orders')) }}
select order_id from {{ ref('orders') }}
//- packages.yml
packages: [{package: acme/company, version: 1.0.0}]
`,
  },
  {
    clause: "a macro that isn't there may leave out stored rows",
    code: `
{{ config(materialized='incremental', incremental_strategy='merge') }}
select order_id from {{ ref('orders') }} {{ company.only_new_rows() }}
//- packages.yml
packages: [{package: acme/company, version: 1.0.0}]
`,
  },
  {
    clause: "the strategy is not known",
    code: `
{{ config(materialized='incremental', incremental_strategy=company.strategy()) }}
select order_id from {{ ref('orders') }}
//- packages.yml
packages: [{package: acme/company, version: 1.0.0}]
`,
  },
  {
    clause: "the strategy is the project's own",
    code: `
{{ config(materialized='incremental', incremental_strategy='insert_only') }}
select order_id from {{ ref('orders') }}
//- macros/strategies.sql
{% macro get_incremental_insert_only_sql(arg_dict) %}insert into {{ arg_dict.target_relation }}{% endmacro %}
`,
  },
  {
    clause: "the key is there under a wrong name, which is another mistake",
    code: `
{{ config(materialized='incremental', incremental_strategy='merge', unique_id='order_id') }}
select order_id from {{ ref('orders') }}
`,
  },
  {
    clause: "the model reads no relation",
    code: `
{{ config(materialized='incremental', incremental_strategy='merge') }}
select 1 as order_id
`,
  },
  {
    clause: "the model selects nothing: hooks fill it",
    code: `
{{ config(materialized='incremental', incremental_strategy='merge') }}
select order_id from {{ ref('orders') }} where 1 = 0
`,
  },
  {
    clause: "`limit 0` selects nothing either",
    code: `
{{ config(materialized='incremental', incremental_strategy='merge') }}
select order_id from {{ ref('orders') }} limit 0
`,
  },
  {
    clause: "a hook empties the table first",
    code: `
{{ config(materialized='incremental', incremental_strategy='merge', pre_hook='truncate table {{ this }}') }}
select order_id from {{ ref('orders') }}
`,
  },
  {
    clause: "every run rebuilds the table",
    code: `
{{ config(materialized='incremental', incremental_strategy='merge', full_refresh=true) }}
select order_id from {{ ref('orders') }}
`,
  },
  {
    clause: "the model isn't incremental",
    code: `
{{ config(materialized='table', incremental_strategy='merge') }}
select order_id from {{ ref('orders') }}
`,
  },
];
