{{ config(materialized='incremental', unique_key='country_code') }}

select country_code, joined_on, current_timestamp as stored_at
from {{ ref('countries') }}
{% if is_incremental() %}
where joined_on > (select coalesce(max(stored_at), timestamp '1900-01-01') from {{ this }})
{% endif %}
