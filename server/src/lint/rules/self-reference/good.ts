import type { Example } from "../../define-rule.ts";

/** What `self-reference` leaves alone, an example for each exception. */
export const good: readonly Example[] = [
  {
    clause: "the model's own table, by `this`",
    code: `
{{ config(materialized='incremental', unique_key='order_id') }}
select * from {{ ref('orders') }} {% if is_incremental() %}where order_id > (select max(order_id) from {{ this }}){% endif %}
`,
  },
  {
    clause: "a disabled model, which is in nobody's way",
    code: `
//- models/daily.sql
{{ config(enabled=false) }} select * from {{ ref('daily') }}, {{ ref('weekly') }}
//- models/weekly.sql
select 1 as id
`,
  },
  {
    clause: "two ways to one model, and a version that refers to another",
    code: `
//- models/daily.sql
select * from {{ ref('orders') }}, {{ ref('weekly') }}
//- models/weekly_v1.sql
select * from {{ ref('orders') }}
//- models/weekly_v2.sql
select * from {{ ref('weekly', v=1) }}
//- models/weekly.yml
models: [{name: weekly, versions: [{v: 1}, {v: 2}]}]
`,
  },
];
