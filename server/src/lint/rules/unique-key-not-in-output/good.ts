import type { Example } from "../../define-rule.ts";

/** What `unique-key-not-in-output` leaves alone, an example for each exception. */
export const good: readonly Example[] = [
  {
    clause: "the same name in another case, or in quotes",
    adapter: "snowflake",
    code: `
//- models/by_case.sql
{{ config(materialized='incremental', unique_key='ORDER_ID') }}
select order_id from {{ ref('orders') }}
//- models/by_quotes.sql
{{ config(materialized='incremental', unique_key='"Order_Id"') }}
select order_id as "ORDER_ID" from {{ ref('orders') }}
`,
  },
  {
    clause: "a star that leads out of sight: a source, a table function, a column's fields",
    code: `
//- models/of_source.sql
{{ config(materialized='incremental', unique_key='id') }}
select * from {{ source('shop', 'orders') }}
//- models/of_function.sql
{{ config(materialized='incremental', unique_key='id') }}
select * from {{ ref('orders') }}, lateral flatten(items)
//- models/of_fields.sql
{{ config(materialized='incremental', unique_key='id') }}
select payload.* from {{ ref('orders') }} o
//- models/of_a_pattern.sql
{{ config(materialized='incremental', unique_key='id') }}
select columns('.*id') from {{ ref('orders') }}
`,
  },
  {
    clause: "a source whose properties file lists some columns",
    code: `
//- models/model.sql
{{ config(materialized='incremental', unique_key='id') }}
select * from {{ source('crm', 'people') }}
//- models/crm.yml
sources:
  - name: crm
    tables: [{name: people, columns: [{name: email}]}]
`,
  },
  {
    clause: "rows are turned into columns",
    adapter: "snowflake",
    code: `
{{ config(materialized='incremental', unique_key='paid') }}
select * from {{ ref('orders') }} pivot (sum(amount) for status in ('paid', 'open')) as p
`,
  },
  {
    clause: "a macro that isn't installed makes some of the columns",
    code: `
//- models/model.sql
{{ config(materialized='incremental', unique_key='order_key') }}
select order_id, {{ company.audit_columns() }} from {{ ref('orders') }}
//- packages.yml
packages: [{package: acme/company, version: 1.0.0}]
`,
  },
  {
    clause: "a query's answer decides about the columns",
    code: `
{{ config(materialized='incremental', unique_key='order_key') }}
select
{% for column in adapter.get_columns_in_relation(ref('orders')) %} {{ column.name }}, {% endfor %}
1 as one
from {{ ref('orders') }}
`,
  },
  {
    clause: "a macro of the project makes it",
    code: `
//- models/model.sql
{{ config(materialized='incremental', unique_key='order_key') }}
select amount, {{ keys() }} from {{ ref('orders') }}
//- macros/keys.sql
{% macro keys() %}order_id as order_key{% endmacro %}
`,
  },
  {
    clause: "a column without an alias, which some databases name after its expression",
    adapter: "postgres",
    code: `
{{ config(materialized='incremental', unique_key=['order_id', 'date_trunc']) }}
select o.order_id::text, date_trunc('day', updated_at) from {{ ref('orders') }} o
`,
  },
  {
    clause: "columns that are named behind the CTE or the alias",
    code: `
//- models/of_cte.sql
{{ config(materialized='incremental', unique_key='id') }}
with renamed (id, total) as (select order_id, amount from {{ ref('orders') }}) select * from renamed
//- models/of_alias.sql
{{ config(materialized='incremental', unique_key='id') }}
select * from (select order_id, amount from {{ ref('orders') }}) as renamed (id, total)
`,
  },
  {
    clause: "branches of a union that belong together by name",
    code: `
{{ config(materialized='incremental', unique_key='event_id') }}
select order_id from {{ ref('orders') }} union all by name select event_id from {{ ref('events') }}
`,
  },
  {
    clause: "a star that renames it",
    adapter: "snowflake",
    code: `
{{ config(materialized='incremental', unique_key='id') }}
select * exclude amount rename (order_id as id) from {{ ref('orders') }}
`,
  },
  {
    clause: "a strategy that doesn't read the key",
    adapter: "bigquery",
    code: `
{{ config(materialized='incremental', incremental_strategy='insert_overwrite', unique_key='id', partition_by={'field': 'updated_at'}) }}
select order_id, updated_at from {{ ref('orders') }}
`,
  },
  {
    clause: "a key that is an expression, or that isn't known",
    code: `
//- models/expression.sql
{{ config(materialized='incremental', incremental_strategy='delete+insert', unique_key="concat(order_id, '-', amount)") }}
select order_id, amount from {{ ref('orders') }}
//- models/unknown.sql
{{ config(materialized='incremental', unique_key=company.key()) }}
select order_id, amount from {{ ref('orders') }}
//- packages.yml
packages: [{package: acme/company, version: 1.0.0}]
`,
  },
  {
    clause: "a hook adds columns to the table",
    code: `
{{ config(materialized='incremental', unique_key='loaded', post_hook='alter table {{ this }} add column loaded timestamp') }}
select order_id, amount from {{ ref('orders') }}
`,
  },
  {
    clause: "a disabled model, which may be meant for another adapter",
    code: `
{{ config(materialized='incremental', unique_key='id', enabled=target.type == 'snowflake') }}
select order_id from {{ ref('orders') }}
`,
  },
  {
    clause: "an ephemeral model makes it",
    code: `
//- models/model.sql
{{ config(materialized='incremental', unique_key='id') }}
select * from {{ ref('renamed') }}
//- models/renamed.sql
{{ config(materialized='ephemeral') }}
select order_id as id from {{ ref('orders') }}
`,
  },
];
