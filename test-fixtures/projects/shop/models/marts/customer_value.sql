{{ config(materialized='table') }}

select
    customers.customer_id,
    customers.name,
    countries.country,
    coalesce(sum(orders.amount), 0) as lifetime_value,
    count(orders.order_id) as orders
from {{ ref('customers') }} as customers
left join {{ ref('orders') }} as orders on orders.customer_id = customers.customer_id
left join {{ ref('countries') }} as countries on countries.country_code = customers.country_code
group by all
