import type { Example } from "../../define-rule.ts";

/** What `watermark-column-mismatch` leaves alone, an example for each exception. */
export const good: readonly Example[] = [
  {
    clause: "an alias, a cast or a truncation of the column",
    code: `
{{ config(materialized='incremental', unique_key='order_id') }}
select order_id, changed as last_seen, cast(changed as date) as changed_day, date_trunc('month', changed) as bucket
from {{ source('shop', 'orders') }}
{% if is_incremental() %}
where changed > (select max(last_seen) from {{ this }})
  and cast(changed as date) >= (select max(changed_day) from {{ this }})
  and changed >= (select max(bucket) from {{ this }})
{% endif %}
`,
  },
  {
    clause: "an aggregate of the column",
    code: `
{{ config(materialized='incremental', unique_key='customer_id') }}
select customer_id, max(changed) as newest from {{ source('shop', 'orders') }}
{% if is_incremental() %}where changed > (select max(newest) from {{ this }}){% endif %}
group by 1
`,
  },
  {
    clause: "derived in the model that is read",
    code: `
//- models/model.sql
{{ config(materialized='incremental', unique_key='event_id') }}
select * from {{ ref('stg_events') }}
{% if is_incremental() %}where bucket >= (select max(happened) from {{ this }}){% endif %}
//- models/stg_events.sql
select event_id, occurred_at as happened, date_trunc('hour', occurred_at) as bucket from {{ source('shop', 'orders') }}
`,
  },
  {
    clause: "where a column comes from can't be told",
    code: `
//- models/of_join.sql
{{ config(materialized='incremental', unique_key='order_id') }}
select * from {{ source('shop', 'orders') }} o cross join unnest(o.items) i
{% if is_incremental() %}where o.changed > (select max(loaded) from {{ this }}){% endif %}
//- models/of_macro.sql
{{ config(materialized='incremental', unique_key='order_id') }}
select order_id, {{ company.audit() }} from {{ source('shop', 'orders') }}
{% if is_incremental() %}where changed > (select max(loaded) from {{ this }}){% endif %}
//- models/of_subquery.sql
{{ config(materialized='incremental', unique_key='order_id') }}
select order_id, (select max(e.loaded) from {{ ref('events') }} e) as loaded from {{ source('shop', 'orders') }}
{% if is_incremental() %}where changed > (select max(loaded) from {{ this }}){% endif %}
//- packages.yml
packages: [{package: acme/company, version: 1.0.0}]
`,
  },
  {
    clause: "a table's columns whose names say that they are one moment in two forms",
    code: `
{{ config(materialized='incremental', unique_key='event_id') }}
select event_id, event_time, event_date from {{ source('shop', 'orders') }}
{% if is_incremental() %}where event_date >= (select max(event_time) from {{ this }}){% endif %}
`,
  },
  {
    clause: "anything but a lower bound of one column",
    code: `
{{ config(materialized='incremental', unique_key='event_id') }}
select event_id, occurred_at, loaded_at, amount from {{ source('shop', 'orders') }}
{% if is_incremental() %}
where occurred_at < (select max(loaded_at) from {{ this }})
  and amount = (select max(loaded_at) from {{ this }})
  and occurred_at > (select greatest(max(loaded_at), max(occurred_at)) from {{ this }})
{% endif %}
`,
  },
];
