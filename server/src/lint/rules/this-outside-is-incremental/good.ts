import type { Example } from "../../define-rule.ts";

/** What `this-outside-is-incremental` leaves alone, an example for each exception. */
export const good: readonly Example[] = [
  {
    clause: "inside the guard, alone or together with another condition",
    code: `
{{ config(materialized='incremental', unique_key='order_id') }}
select * from {{ ref('orders') }}
{% if execute and is_incremental() %}where updated_at > (select max(updated_at) from {{ this }}){% endif %}
`,
  },
  {
    clause: "in hooks and settings, which run when the table is there",
    code: `
{{ config(
    materialized='incremental',
    unique_key='order_id',
    post_hook='analyze {{ this }}',
    pre_hook=['delete from ' ~ this ~ ' where false']
) }}
select * from {{ ref('orders') }}
`,
  },
  {
    clause: "its parts are only names",
    code: `
{{ config(materialized='incremental', unique_key='order_id') }}
select *, '{{ this.schema }}.{{ this.identifier }}' as stored_in, '{{ this.database }}' as database, '{{ this.name }}' as name
from {{ ref('orders') }}
`,
  },
  {
    clause: "in a comment or in a string",
    code: `
{{ config(materialized='incremental', unique_key='order_id') }}
-- builds {{ this }}
select *, '{{ this }}' as stored_in from {{ ref('orders') }}
`,
  },
  {
    clause: "the template asks first whether the table exists",
    code: `
//- models/by_load_relation.sql
{{ config(materialized='incremental', unique_key='order_id') }}
select * from {{ ref('orders') }}
{% if load_relation(this) %}where updated_at > (select max(updated_at) from {{ this }}){% endif %}
//- models/by_get_relation.sql
{{ config(materialized='incremental', unique_key='order_id') }}
{% set stored = adapter.get_relation(this.database, this.schema, this.identifier) %}
select * from {{ ref('orders') }} {% if stored %}where order_id > (select max(order_id) from {{ this }}){% endif %}
//- models/by_macro.sql
{{ config(materialized='incremental', unique_key='order_id') }}
select * from {{ ref('orders') }} where updated_at > {{ newest_in(this) }}
//- macros/newest_in.sql
{% macro newest_in(relation) %}
{% if load_relation(relation) %}(select max(updated_at) from {{ relation }}){% else %}date '1900-01-01'{% endif %}
{% endmacro %}
`,
  },
  {
    clause: "a variable that is only set under the guard",
    code: `
{{ config(materialized='incremental', unique_key='order_id') }}
{% set bound = "date '1900-01-01'" %}
{% if is_incremental() %}{% set bound = '(select max(updated_at) from ' ~ this ~ ')' %}{% endif %}
select * from {{ ref('orders') }} where updated_at > {{ bound }}
`,
  },
  {
    clause: "the guard is there and not called, which is that rule's finding",
    code: `
{{ config(materialized='incremental', unique_key='order_id') }}
select * from {{ ref('orders') }}
{% if is_incremental %}where updated_at > (select max(updated_at) from {{ this }}){% endif %}
`,
  },
  {
    clause: "the model isn't incremental",
    code: `
{{ config(materialized='table') }}
select * from {{ ref('orders') }} union all select * from {{ this }}
`,
  },
];
