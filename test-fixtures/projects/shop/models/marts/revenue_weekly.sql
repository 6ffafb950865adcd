{{ config(materialized='view', alias='weekly_revenue') }}

select
    {{ calendar.week_of('order_date') }} as week,
    sum(revenue) as revenue,
    sum(orders) as orders
from {{ ref('orders_daily') }}
group by 1
