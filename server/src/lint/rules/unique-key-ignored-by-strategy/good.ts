import type { Example } from "../../define-rule.ts";

/** What `unique-key-ignored-by-strategy` leaves alone, an example for each exception. */
export const good: readonly Example[] = [
  {
    clause: "the strategy matches rows by the key",
    code: `
//- models/by_default.sql
{{ config(materialized='incremental', unique_key='order_id') }}
select order_id from {{ ref('orders') }}
//- models/merged.sql
{{ config(materialized='incremental', unique_key='order_id', incremental_strategy='merge') }}
select order_id from {{ ref('orders') }}
`,
  },
  {
    clause: "append without a key",
    code: `
{{ config(materialized='incremental', incremental_strategy='append') }}
select order_id from {{ ref('orders') }}
`,
  },
  {
    clause: "microbatch that matches a batch's rows by the key",
    adapter: "postgres",
    code: `
{{ config(materialized='incremental', incremental_strategy='microbatch', unique_key='order_id', event_time='updated_at', begin='2024-01-01', batch_size='day') }}
select order_id, updated_at from {{ ref('orders') }}
`,
  },
  {
    clause: "the table's engine replaces rows of the same key",
    adapter: "clickhouse",
    code: `
{{ config(materialized='incremental', incremental_strategy='append', unique_key='(day, order_id)', engine='ReplacingMergeTree()', order_by='(day, order_id)') }}
select toDate(updated_at) as day, order_id from {{ ref('orders') }}
`,
  },
  {
    clause: "the strategy is a macro of the project",
    adapter: "trino",
    code: `
{{ config(materialized='incremental', unique_key='order_id', incremental_strategy='append') }}
select order_id from {{ ref('orders') }}
//- macros/strategies.sql
{% macro get_incremental_append_sql(arg_dict) %}merge into {{ arg_dict.target_relation }} using x on y{% endmacro %}
`,
  },
  {
    clause: "the strategy is a Jinja expression, or one that isn't known",
    code: `
//- models/computed.sql
{{ config(materialized='incremental', unique_key='order_id', incremental_strategy=var('strategy', 'append')) }}
select order_id from {{ ref('orders') }}
//- models/in_a_branch.sql
{% if target.name == 'ci' %}{{ config(incremental_strategy='merge') }}{% else %}{{ config(incremental_strategy='append') }}{% endif %}
{{ config(materialized='incremental', unique_key='order_id') }}
select order_id from {{ ref('orders') }}
//- models/unknown.sql
{{ config(materialized='incremental', unique_key='order_id', incremental_strategy=company.strategy()) }}
select order_id from {{ ref('orders') }}
//- packages.yml
packages: [{package: acme/company, version: 1.0.0}]
`,
  },
];
