import type { BadExample } from "../../define-rule.ts";

/** What `missing-unique-key` finds, an example for each clause. */
export const bad: readonly BadExample[] = [
  {
    clause: "a merge without a key, whose filter selects the newest stored rows again",
    code: `
{{ config(materialized='incremental', incremental_strategy='merge') }}
                                      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ missing-unique-key incremental
select order_id, status, updated_at from {{ ref('orders') }}
{% if is_incremental() %}
where updated_at >= (select coalesce(max(updated_at), '1900-01-01') from {{ this }})
{% endif %}
//- models/shop.yml
models:
  - name: model
    columns:
      - name: order_id
        data_tests: [unique]
`,
    fixes: [
      {
        title: "Set unique_key='order_id' (unique test in shop.yml)",
        fixed: `
{{ config(materialized='incremental', incremental_strategy='merge', unique_key='order_id') }}
select order_id, status, updated_at from {{ ref('orders') }}
{% if is_incremental() %}
where updated_at >= (select coalesce(max(updated_at), '1900-01-01') from {{ this }})
{% endif %}
`,
      },
      {
        title: "Set incremental_strategy='append'",
        fixed: `
{{ config(materialized='incremental', incremental_strategy='append') }}
select order_id, status, updated_at from {{ ref('orders') }}
{% if is_incremental() %}
where updated_at >= (select coalesce(max(updated_at), '1900-01-01') from {{ this }})
{% endif %}
`,
      },
    ],
  },
  {
    clause: "delete+insert, which has nothing to delete by; the rows are deduplicated by a column",
    code: `
{{ config(
    materialized='incremental',
    incremental_strategy='delete+insert'
    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ missing-unique-key incremental
) }}
select order_id, status, updated_at from {{ ref('orders') }}
{% if is_incremental() %}
where updated_at >= (select max(updated_at) - interval '1 day' from {{ this }})
{% endif %}
qualify row_number() over (partition by order_id order by updated_at desc) = 1
`,
    fixes: [
      {
        title: "Set unique_key='order_id' (the rows are deduplicated by it)",
        fixed: `
{{ config(
    materialized='incremental',
    incremental_strategy='delete+insert',
    unique_key='order_id'
) }}
select order_id, status, updated_at from {{ ref('orders') }}
{% if is_incremental() %}
where updated_at >= (select max(updated_at) - interval '1 day' from {{ this }})
{% endif %}
qualify row_number() over (partition by order_id order by updated_at desc) = 1
`,
      },
    ],
  },
  {
    clause: "no strategy either: DuckDB, Postgres and Redshift then insert everything; the filter stands in a macro",
    code: `
//- macros/since.sql
{% macro since(column) %}
{% if is_incremental() %}where {{ column }} >= (select max({{ column }}) from {{ this }}){% endif %}
{% endmacro %}
//- models/model.sql
{{ config(materialized='incremental') }}
          ^^^^^^^^^^^^^^^^^^^^^^^^^^ missing-unique-key incremental
select customer_id, status, max(updated_at) as updated_at from {{ ref('orders') }}
{{ since('updated_at') }}
group by 1, 2
`,
    fixes: [
      {
        title: "Set unique_key=['customer_id', 'status'] (the rows are grouped by it)",
        fixed: `
{{ config(materialized='incremental', unique_key=['customer_id', 'status']) }}
select customer_id, status, max(updated_at) as updated_at from {{ ref('orders') }}
{{ since('updated_at') }}
group by 1, 2
`,
      },
    ],
  },
  {
    clause: "Snowflake, BigQuery and Databricks merge by default; a window of the clock selects rows again",
    adapter: "snowflake",
    code: `
{{ config(materialized='incremental', unique_key=none) }}
                                      ^^^^^^^^^^^^^^^ missing-unique-key incremental
select {{ dbt_utils.generate_surrogate_key(['order_id']) }} as order_key, updated_at from {{ ref('orders') }}
{% if is_incremental() %}
where updated_at > dateadd('day', -3, current_timestamp())
{% endif %}
//- dbt_packages/dbt_utils/dbt_project.yml
name: dbt_utils
//- dbt_packages/dbt_utils/macros/key.sql
{% macro generate_surrogate_key(columns) %}md5(cast({{ columns | join(' || ') }} as varchar)){% endmacro %}
`,
    fixes: [
      {
        title: "Set unique_key='order_key' (surrogate key)",
        fixed: `
{{ config(materialized='incremental', unique_key='order_key') }}
select {{ dbt_utils.generate_surrogate_key(['order_id']) }} as order_key, updated_at from {{ ref('orders') }}
{% if is_incremental() %}
where updated_at > dateadd('day', -3, current_timestamp())
{% endif %}
`,
      },
    ],
  },
  {
    clause: "ClickHouse's default copies the table, and adds the new rows; the settings stand in dbt_project.yml",
    adapter: "clickhouse",
    code: `
select order_id, updated_at from {{ ref('orders') }}
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ missing-unique-key incremental
{% if is_incremental() %}
where updated_at >= (select max(updated_at) from {{ this }})
{% endif %}
//- dbt_project.yml
name: shop
profile: shop
models:
  shop:
    +materialized: "{{ 'view' if false else 'incremental' }}"
    base:
      +materialized: table
//- models/shop.yml
models:
  - name: model
    columns:
      - name: order_id
        constraints: [{type: primary_key}]
`,
    fixes: [
      {
        title: "Set unique_key='order_id' (primary key in shop.yml)",
        fixed: `
{{ config(unique_key='order_id') }}

select order_id, updated_at from {{ ref('orders') }}
{% if is_incremental() %}
where updated_at >= (select max(updated_at) from {{ this }})
{% endif %}
`,
      },
    ],
  },
  {
    clause: "no filter at all, so that everything is inserted again; an empty list is no key",
    code: `
{{ config(materialized='incremental', incremental_strategy='merge', unique_key=[]) }}
                                                                    ^^^^^^^^^^^^^ missing-unique-key incremental
select order_id from {{ ref('orders') }}
`,
  },
  {
    clause: "a strict `>`: nothing is selected twice, so it is an info",
    severity: "info",
    code: `
{{ config(materialized='incremental', incremental_strategy='merge') }}
                                      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ missing-unique-key incremental
select order_id, updated_at from {{ ref('orders') }}
{% if is_incremental() %}
where updated_at > (select coalesce(max(updated_at), '1900-01-01') from {{ this }})
{% endif %}
`,
  },
  {
    clause: "an anti-join on the own table beside a merge that was asked for: an info",
    severity: "info",
    needsTree: true,
    code: `
{{ config(materialized='incremental', incremental_strategy='merge') }}
                                      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ missing-unique-key incremental
select orders.order_id, orders.updated_at
from {{ ref('orders') }} as orders
{% if is_incremental() %}
left join {{ this }} as stored on stored.order_id = orders.order_id
where stored.order_id is null
{% endif %}
`,
  },
  {
    clause: "a join that looks like an anti-join, and is none: its side is not asked to be missing",
    needsTree: true,
    code: `
{{ config(materialized='incremental', incremental_strategy='merge') }}
                                      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ missing-unique-key incremental
select orders.order_id, orders.updated_at
from {{ ref('orders') }} as orders
{% if is_incremental() %}
left join {{ this }} as stored on stored.order_id = orders.order_id
where stored.order_id is null or orders.updated_at >= stored.updated_at
{% endif %}
`,
  },
  {
    clause: "Databricks refuses delete+insert without a key",
    adapter: "databricks",
    severity: "error",
    code: `
{{ config(materialized='incremental', incremental_strategy='delete+insert') }}
                                      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ missing-unique-key incremental
select order_id, updated_at from {{ ref('orders') }}
{% if is_incremental() %}
where updated_at > (select max(updated_at) from {{ this }})
{% endif %}
`,
  },
  {
    clause: "microbatch on Postgres merges, and needs a key",
    adapter: "postgres",
    severity: "error",
    code: `
{{ config(materialized='incremental', incremental_strategy='microbatch', event_time='updated_at', begin='2024-01-01', batch_size='day') }}
                                      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ missing-unique-key incremental
select order_id, updated_at from {{ ref('orders') }}
`,
  },
];
