{{
    config(
        materialized='incremental',
        incremental_strategy='merge',
        unique_key=['customer_id'],
        merge_exclude_columns=['first_seen_at']
    )
}}

select
    customer_id,
    arg_max(name, updated_at) as name,
    arg_max(email, updated_at) as email,
    arg_max(country_code, updated_at) as country_code,
    min(updated_at) as first_seen_at,
    max(updated_at) as updated_at
from {{ ref('stg_customers') }}
{% if is_incremental() -%}
where updated_at > (select coalesce(max(updated_at), timestamp '1900-01-01') - interval '2 days' from {{ this }})
{%- endif %}
group by customer_id
