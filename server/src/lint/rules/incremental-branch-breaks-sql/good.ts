import type { Example } from "../../define-rule.ts";

/** What `incremental-branch-breaks-sql` leaves alone, an example for each exception. */
export const good: readonly Example[] = [
  {
    clause: "whole in both worlds: the keyword is part of the block, or a condition stands before it",
    code: `
//- models/own_where.sql
{{ config(materialized='incremental', unique_key='order_id') }}
select * from {{ ref('orders') }} {% if is_incremental() %}where amount > 0{% endif %}
//- models/one_is_one.sql
{{ config(materialized='incremental', unique_key='order_id') }}
select * from {{ ref('orders') }} where 1=1 {% if is_incremental() %}and amount > 0{% endif %}
//- models/in_on.sql
{{ config(materialized='incremental', unique_key='order_id') }}
select o.* from {{ ref('orders') }} o join {{ ref('events') }} e on e.customer_id = o.customer_id
{% if is_incremental() %}and e.loaded_at > current_date - 3{% endif %}
`,
  },
  {
    clause: "a macro that isn't installed may print what is missing",
    code: `
//- models/model.sql
{{ config(materialized='incremental', unique_key='order_id') }}
select * from {{ ref('orders') }} where {{ company.always() }}
{% if is_incremental() %}where amount > 0{% endif %}
//- packages.yml
packages: [{package: acme/company, version: 1.0.0}]
`,
  },
  {
    clause: "both worlds have the fault, so it is not the block's",
    code: `
{{ config(materialized='incremental', unique_key='order_id') }}
select * from {{ ref('orders') }} where
{% if is_incremental() %}and amount > 0{% endif %}
`,
  },
  {
    clause: "the template refuses to go on in that world",
    code: `
{{ config(materialized='incremental', unique_key='order_id') }}
select * from {{ ref('orders') }} where
{% if is_incremental() %}amount > 0{% else %}{{ exceptions.raise_compiler_error('Rebuild it by hand.') }}{% endif %}
`,
  },
  {
    clause: "what some dialects take: a comma before FROM, FROM before SELECT, time travel",
    code: `
//- models/comma.sql
{{ config(materialized='incremental', unique_key='order_id') }}
select order_id, {% if is_incremental() %}true as is_late{% endif %} from {{ ref('orders') }}
//- models/from_first.sql
{{ config(materialized='incremental', unique_key='order_id') }}
from {{ ref('orders') }} {% if is_incremental() %}select order_id{% endif %}
//- models/travel.sql
{{ config(materialized='incremental', unique_key='order_id') }}
select * from {{ ref('orders') }} {% if is_incremental() %}for system_time between date '2024-01-01' and date '2024-02-01'{% endif %}
`,
  },
];
