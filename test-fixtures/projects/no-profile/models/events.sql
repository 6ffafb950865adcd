{{ config(materialized='incremental', incremental_strategy='append') }}

select 1 as event_id, timestamp '2024-03-01' as occurred_at
{% if is_incremental() %}
where occurred_at > (select max(occurred_at) from {{ this }})
{% endif %}
