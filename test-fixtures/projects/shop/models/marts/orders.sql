{{ config(
    materialized='incremental',
    incremental_strategy='delete+insert',
    unique_key='order_id'
) }}

with changed as (
    select *
    from {{ ref('stg_orders') }}
    {% if is_incremental() %}
    where updated_at >= (select coalesce(max(updated_at), timestamp '1900-01-01') - interval '1 day' from {{ this }})
    {% endif %}
)

{{ newest('changed', 'order_id', 'updated_at') }}
