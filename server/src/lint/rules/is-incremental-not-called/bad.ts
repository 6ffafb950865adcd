import type { BadExample } from "../../define-rule.ts";

/** What `is-incremental-not-called` finds, an example for each clause. */
export const bad: readonly BadExample[] = [
  {
    clause: "the name is tested instead of being called",
    code: `
{{ config(materialized='incremental', unique_key='order_id') }}
select order_id, updated_at from {{ ref('orders') }}
{% if is_incremental %}
      ^^^^^^^^^^^^^^ is-incremental-not-called incremental full-refresh
where updated_at > (select max(updated_at) from {{ this }})
{% endif %}
`,
    fixes: [
      {
        title: "Call is_incremental()",
        fixed: `
{{ config(materialized='incremental', unique_key='order_id') }}
select order_id, updated_at from {{ ref('orders') }}
{% if is_incremental() %}
where updated_at > (select max(updated_at) from {{ this }})
{% endif %}
`,
      },
    ],
  },
  {
    clause: "as a part of a condition, or with its package's name",
    code: `
//- models/part.sql
{{ config(materialized='incremental', unique_key='order_id') }}
select * from {{ ref('orders') }} {% if execute and not is_incremental %}where true{% endif %}
                                                        ^^^^^^^^^^^^^^ is-incremental-not-called incremental full-refresh
//- models/qualified.sql
{{ config(materialized='incremental', unique_key='order_id') }}
select * from {{ ref('orders') }} {{ 'where true' if dbt.is_incremental }}
                                                         ^^^^^^^^^^^^^^ is-incremental-not-called incremental full-refresh
`,
  },
  {
    clause: "in a macro: the finding stands at the call",
    code: `
//- macros/recent.sql
{% macro recent() %}{% if is_incremental %}where updated_at > '2024-01-01'{% endif %}{% endmacro %}
//- models/model.sql
{{ config(materialized='incremental', unique_key='order_id') }}
select * from {{ ref('orders') }} {{ recent() }}
                                     ^^^^^^^^ is-incremental-not-called incremental full-refresh
`,
  },
];
