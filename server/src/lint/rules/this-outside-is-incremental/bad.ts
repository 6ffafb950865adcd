import type { BadExample } from "../../define-rule.ts";

/** What `this-outside-is-incremental` finds, an example for each clause. */
export const bad: readonly BadExample[] = [
  {
    clause: "in the SQL, without any guard",
    code: `
{{ config(materialized='incremental', unique_key='order_id') }}
select order_id, updated_at
from {{ ref('orders') }}
where updated_at > (select max(updated_at) from {{ this }})
                                                ^^^^^^^^^^ this-outside-is-incremental full-refresh
`,
    fixes: [
      {
        title: "Wrap the filter in is_incremental()",
        fixed: `
{{ config(materialized='incremental', unique_key='order_id') }}
select order_id, updated_at
from {{ ref('orders') }}
{% if is_incremental() %}
where updated_at > (select max(updated_at) from {{ this }})
{% endif %}
`,
      },
    ],
  },
  {
    clause: "in an else branch, or under `not is_incremental()`: these are no guards",
    code: `
//- models/in_else.sql
{{ config(materialized='incremental', unique_key='order_id') }}
select * from {{ ref('orders') }}
{% if is_incremental() %}where updated_at > '2024-01-01'
{% else %}where order_id not in (select order_id from {{ this }})
                                                      ^^^^^^^^^^ this-outside-is-incremental full-refresh
{% endif %}
//- models/negated.sql
{{ config(materialized='incremental', unique_key='order_id') }}
select * from {{ ref('orders') }}
{% if not is_incremental() %}where order_id not in (select order_id from {{ this }}){% endif %}
                                                                         ^^^^^^^^^^ this-outside-is-incremental full-refresh
`,
  },
  {
    clause: "in a query that the template runs",
    code: `
{{ config(materialized='incremental', unique_key='order_id') }}
{% set newest = run_query('select max(updated_at) from ' ~ this) %}
                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ this-outside-is-incremental full-refresh
select * from {{ ref('orders') }}
`,
  },
  {
    clause: "in a macro: the finding stands at the call",
    code: `
//- macros/newest.sql
{% macro newest(column) %}(select max({{ column }}) from {{ this }}){% endmacro %}
//- models/model.sql
{{ config(materialized='incremental', unique_key='order_id') }}
select * from {{ ref('orders') }} where updated_at > {{ newest('updated_at') }}
                                                        ^^^^^^^^^^^^^^^^^^^^ this-outside-is-incremental full-refresh
`,
  },
];
