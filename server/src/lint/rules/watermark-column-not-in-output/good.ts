import type { Example } from "../../define-rule.ts";

/** What `watermark-column-not-in-output` leaves alone, an example for each exception. */
export const good: readonly Example[] = [
  {
    clause: "the column is there: in another case, in quotes, behind the table's alias",
    code: `
{{ config(materialized='incremental', unique_key='order_id') }}
select order_id, updated_at from {{ ref('orders') }}
{% if is_incremental() %}
where updated_at > (select max(UPDATED_AT) from {{ this }})
  and updated_at > (select max(t.updated_at) from {{ this }} as t)
  and updated_at > (select max("updated_at") from {{ this }})
  and updated_at > (select max({{ this }}.updated_at) from {{ this }})
{% endif %}
`,
  },
  {
    clause: "a field of a column",
    adapter: "bigquery",
    code: `
{{ config(materialized='incremental', unique_key='order_id') }}
select order_id, struct(updated_at as at) as change from {{ ref('orders') }}
{% if is_incremental() %}where updated_at > (select max(change.at) from {{ this }}){% endif %}
`,
  },
  {
    clause: "another relation of the subquery supplies it",
    code: `
{{ config(materialized='incremental', unique_key='order_id') }}
select order_id, amount from {{ ref('orders') }}
{% if is_incremental() %}
where updated_at > (select max(e.loaded_at) from {{ this }} t join {{ ref('events') }} e on e.customer_id = t.order_id)
  and updated_at > (select max(f.value) from {{ this }}, lateral flatten(blocks) f)
{% endif %}
`,
  },
  {
    clause: "a star that leads out of sight",
    code: `
{{ config(materialized='incremental', unique_key='order_id') }}
select * from {{ source('shop', 'orders') }}
{% if is_incremental() %}where loaded_at > (select max(loaded_at) from {{ this }}){% endif %}
`,
  },
  {
    clause: "a macro that isn't installed makes some of the columns",
    code: `
//- models/model.sql
{{ config(materialized='incremental', unique_key='order_id') }}
select order_id, {{ company.audit_columns() }} from {{ ref('orders') }}
{% if is_incremental() %}where updated_at > (select max(loaded_at) from {{ this }}){% endif %}
//- packages.yml
packages: [{package: acme/company, version: 1.0.0}]
`,
  },
  {
    clause: "only one of the worlds makes it",
    code: `
{{ config(materialized='incremental', unique_key='order_id') }}
select order_id, updated_at {% if not is_incremental() %}, updated_at as loaded_at{% endif %} from {{ ref('orders') }}
{% if is_incremental() %}where updated_at > (select max(loaded_at) from {{ this }}){% endif %}
`,
  },
  {
    clause: "a CTE that reads the table and has columns of its own",
    code: `
{{ config(materialized='incremental', unique_key='order_id') }}
with stored as (select updated_at as seen_at from {{ this if is_incremental() else ref('orders') }})
select order_id, updated_at from {{ ref('orders') }} where updated_at > (select max(seen_at) from stored)
`,
  },
  {
    clause: "columns that the database gives every table, or a hook adds",
    adapter: "bigquery",
    code: `
//- models/of_database.sql
{{ config(materialized='incremental', unique_key='order_id') }}
select order_id, updated_at from {{ ref('orders') }}
{% if is_incremental() %}where date(updated_at) > (select max(_PARTITIONDATE) from {{ this }}){% endif %}
//- models/of_hook.sql
{{ config(materialized='incremental', unique_key='order_id', post_hook='alter table {{ this }} add column if not exists loaded_at timestamp') }}
select order_id, updated_at from {{ ref('orders') }}
{% if is_incremental() %}where updated_at > (select max(loaded_at) from {{ this }}){% endif %}
`,
  },
  {
    clause: "the column is called by the table's whole name",
    code: `
{{ config(materialized='incremental', unique_key='order_id') }}
select order_id, updated_at from {{ ref('orders') }}
{% if is_incremental() %}where updated_at > (select max({{ this }}.updated_at) from {{ this }}){% endif %}
`,
  },
];
