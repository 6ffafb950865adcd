import type { Example } from "../../define-rule.ts";

/** What `is-incremental-not-called` leaves alone, an example for each exception. */
export const good: readonly Example[] = [
  {
    clause: "the macro is called",
    code: `
{{ config(materialized='incremental', unique_key='order_id') }}
select * from {{ ref('orders') }} {% if is_incremental ( ) and true %}where updated_at > '2024-01-01'{% endif %}
`,
  },
  {
    clause: "the name stands in text, a comment or a string",
    code: `
{{ config(materialized='incremental', unique_key='order_id') }}
{# if is_incremental #}
select '{{ "is_incremental" }}' as is_incremental from {{ ref('orders') }} {% if is_incremental() %}where true{% endif %}
`,
  },
  {
    clause: "the template asks whether there is such a macro",
    code: `
{{ config(materialized='incremental', unique_key='order_id') }}
select * from {{ ref('orders') }} {% if is_incremental is defined %}where updated_at > current_date - 1{% endif %}
`,
  },
];
