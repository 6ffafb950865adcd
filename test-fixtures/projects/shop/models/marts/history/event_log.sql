{# Strategy and materialization stand in dbt_project.yml. #}
select event_id, customer_id, kind, occurred_at, loaded_at
from {{ ref('stg_events') }}
{% if is_incremental() %}
where loaded_at > (select coalesce(max(loaded_at), timestamp '1900-01-01') from {{ this }})
{% endif %}
