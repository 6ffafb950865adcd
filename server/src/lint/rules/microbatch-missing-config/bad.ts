import type { BadExample } from "../../define-rule.ts";

/** What `microbatch-missing-config` finds, an example for each clause. */
export const bad: readonly BadExample[] = [
  {
    clause: "some of the three are missing",
    code: `
{{ config(materialized='incremental', incremental_strategy='microbatch', begin='2024-01-01') }}
                                      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ microbatch-missing-config incremental full-refresh
select order_id, updated_at from {{ ref('orders') }}
`,
    fixes: [
      {
        title: "Set event_time='updated_at', batch_size='day'",
        fixed: `
{{ config(materialized='incremental', incremental_strategy='microbatch', begin='2024-01-01', event_time='updated_at', batch_size='day') }}
select order_id, updated_at from {{ ref('orders') }}
`,
      },
    ],
  },
  {
    clause: "all of them are missing, and no column tells the time",
    code: `
{{ config(materialized='incremental') }}
          ^^^^^^^^^^^^^^^^^^^^^^^^^^ microbatch-missing-config incremental full-refresh
select order_id from {{ ref('orders') }}
//- models/shop.yml
models: [{name: model, config: {incremental_strategy: microbatch}}]
`,
  },
  {
    clause: "a batch size that there isn't",
    code: `
{{ config(materialized='incremental', incremental_strategy='microbatch', event_time='updated_at', begin='2024-01-01', batch_size='week') }}
                                                                                                                      ^^^^^^^^^^^^^^^^^ microbatch-missing-config incremental full-refresh
select order_id, updated_at from {{ ref('orders') }}
`,
    fixes: [
      {
        title: "Set batch_size='day'",
        fixed: `
{{ config(materialized='incremental', incremental_strategy='microbatch', event_time='updated_at', begin='2024-01-01', batch_size='day') }}
select order_id, updated_at from {{ ref('orders') }}
`,
      },
    ],
  },
  {
    clause: "a macro of the project's own, which dbt is told to batch for too",
    code: `
{{ config(materialized='incremental', incremental_strategy='microbatch', event_time='updated_at', batch_size='day', begin=none) }}
                                      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ microbatch-missing-config incremental full-refresh
select order_id, updated_at from {{ ref('orders') }}
//- macros/microbatch.sql
{% macro get_incremental_microbatch_sql(arg_dict) %}select 1{% endmacro %}
//- dbt_project.yml
name: shop
profile: shop
flags: {require_batched_execution_for_custom_microbatch_strategy: true}
`,
  },
];
