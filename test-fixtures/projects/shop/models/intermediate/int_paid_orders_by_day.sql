with by_day as (
    select
        {{ calendar.day_of('ordered_at') }} as order_date,
        order_id,
        amount,
        updated_at
    from {{ ref('int_paid_orders') }}
)

select * from by_day
