{{ config(materialized='incremental', unique_key=['kind', 'id']) }}

select 'order' as kind, order_id as id, loaded_at
from {{ ref('stg_orders') }}
{% if is_incremental() %}
where loaded_at > (select coalesce(max(loaded_at), timestamp '1900-01-01') from {{ this }})
{% endif %}
union all
select 'event' as kind, event_id as id, loaded_at
from {{ ref('stg_events') }}
