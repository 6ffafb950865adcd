{{ config(materialized='incremental', unique_key='id') }}

select 1 as id, timestamp '2024-03-01' as updated_at
{% if is_incremental() %}
where updated_at > (select max(updated_at) from {{ this }})
