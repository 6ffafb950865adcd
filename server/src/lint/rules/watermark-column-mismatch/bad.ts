import type { BadExample } from "../../define-rule.ts";

/** What `watermark-column-mismatch` finds, an example for each clause. */
export const bad: readonly BadExample[] = [
  {
    clause: "a business date against the time of loading",
    code: `
{{ config(materialized='incremental', unique_key='event_id') }}
select event_id, occurred_at, loaded_at
from {{ source('shop', 'orders') }}
{% if is_incremental() %}
where occurred_at > (select max(loaded_at) from {{ this }})
                                ^^^^^^^^^ watermark-column-mismatch incremental
{% endif %}
`,
    fixes: [
      {
        title: "Read max(occurred_at)",
        fixed: `
{{ config(materialized='incremental', unique_key='event_id') }}
select event_id, occurred_at, loaded_at
from {{ source('shop', 'orders') }}
{% if is_incremental() %}
where occurred_at > (select max(occurred_at) from {{ this }})
{% endif %}
`,
      },
    ],
  },
  {
    clause: "the time of the run itself, made by a macro, through CTEs",
    code: `
//- models/model.sql
{{ config(materialized='incremental', unique_key='order_id') }}
with source_rows as (
    select * from {{ source('shop', 'orders') }}
    {% if is_incremental() %}
    where cast(changed_on as timestamp) >= (select coalesce(max(_stored), '1900-01-01') from {{ this }})
                                                                ^^^^^^^ watermark-column-mismatch incremental
    {% endif %}
),
named as (
    select order_id, changed_on, {{ audit() }} from source_rows
)
select * from named
//- macros/audit.sql
{% macro audit() %}current_timestamp as _stored{% endmacro %}
`,
  },
  {
    clause: "two columns of a model that is read, each from a column of its own",
    code: `
//- models/model.sql
{{ config(materialized='incremental', unique_key='event_id') }}
select event_id, received from {{ ref('stg_events') }}
{% if is_incremental() %}where happened > (select max(received) from {{ this }}){% endif %}
                                                      ^^^^^^^^ watermark-column-mismatch incremental
//- models/stg_events.sql
select event_id, occurred_at as happened, loaded_at as received from {{ source('shop', 'orders') }}
`,
  },
  {
    clause: "a macro compares them: the finding stands at the call",
    code: `
//- models/model.sql
{{ config(materialized='incremental', unique_key='event_id') }}
select event_id, occurred_at, loaded_at from {{ source('shop', 'orders') }}
{{ newer('occurred_at', 'loaded_at') }}
   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ watermark-column-mismatch incremental
//- macros/newer.sql
{% macro newer(row, stored) %}{% if is_incremental() %}where {{ row }} > (select max({{ stored }}) from {{ this }}){% endif %}{% endmacro %}
`,
  },
];
