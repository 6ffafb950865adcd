{{ config(materialized='incremental', unique_key=['event_date', 'kind']) }}

select
    {{ calendar.day_of('occurred_at') }} as event_date,
    kind,
    count(distinct event_id) as events,
    max(loaded_at) as loaded_at
from {{ ref('stg_events') }}
{% if is_incremental() %}
where {{ calendar.day_of('occurred_at') }} >= (
    select coalesce(max(event_date), date '1900-01-01') - {{ var('lookback_days') }} from {{ this }}
)
{% endif %}
group by 1, 2
