{{ config(materialized='incremental', incremental_strategy='merge', unique_key='order_date') }}

-- A day is recomputed as a whole whenever one of its orders changed.
with touched_days as (
    select distinct order_date
    from {{ ref('int_paid_orders_by_day') }}
    {{ since_last_load('updated_at') }}
),

latest as (
    select order_date, order_id, amount, updated_at
    from {{ ref('int_paid_orders_by_day') }}
    qualify row_number() over (partition by order_id order by updated_at desc) = 1
)

select
    latest.order_date,
    count(*) as orders,
    sum(latest.amount) as revenue,
    max(latest.updated_at) as updated_at
from latest
join touched_days using (order_date)
group by latest.order_date
