import type { Example } from "../../define-rule.ts";

/** What `microbatch-missing-config` leaves alone, an example for each exception. */
export const good: readonly Example[] = [
  {
    clause: "all three are set, wherever",
    code: `
{{ config(materialized='incremental', incremental_strategy='microbatch', event_time='updated_at') }}
select order_id, updated_at from {{ ref('orders') }}
//- models/shop.yml
models: [{name: model, config: {begin: '2024-01-01', batch_size: month}}]
`,
  },
  {
    clause: "a value comes from a variable, or isn't known",
    code: `
//- models/by_var.sql
{{ config(materialized='incremental', incremental_strategy='microbatch', event_time='updated_at', begin=var('begin', '2024-01-01'), batch_size=var('size', 'week')) }}
select order_id, updated_at from {{ ref('orders') }}
//- models/unknown.sql
{{ config(materialized='incremental', incremental_strategy='microbatch', event_time=company.time(), begin='2024-01-01', batch_size=company.size()) }}
select order_id, updated_at from {{ ref('orders') }}
//- packages.yml
packages: [{package: acme/company, version: 1.0.0}]
`,
  },
  {
    clause: "a macro of the project's own does without them",
    code: `
{{ config(materialized='incremental', incremental_strategy='microbatch') }}
select order_id, updated_at from {{ ref('orders') }}
//- macros/microbatch.sql
{% macro get_incremental_microbatch_sql(arg_dict) %}select 1{% endmacro %}
`,
  },
  {
    clause: "another strategy needs none of them",
    code: `
{{ config(materialized='incremental', unique_key='order_id', batch_size='week') }}
select order_id from {{ ref('orders') }}
`,
  },
];
