{{ config(full_refresh=false) }}

-- What an order looked like when: never rebuilt, since old landing files are deleted after a year.
select distinct order_id, status, amount, updated_at, loaded_at
from {{ ref('stg_orders') }}
{% if is_incremental() %}
where loaded_at > (select coalesce(max(loaded_at), timestamp '1900-01-01') from {{ this }})
{% else %}
where loaded_at is not null
{% endif %}
