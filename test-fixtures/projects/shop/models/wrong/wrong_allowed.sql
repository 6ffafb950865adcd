-- highwater: allow missing-unique-keys — the rule is called missing-unique-key
{{ config(materialized='table') }}

select order_id, status
from {{ ref('stg_orders') }}
