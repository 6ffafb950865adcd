select
    order_id,
    customer_id,
    status,
    {{ cents_to_money('amount_cents') }} as amount,
    '{{ var("currency") }}' as currency,
    cast(ordered_at as timestamp) as ordered_at,
    cast(updated_at as timestamp) as updated_at,
    cast(loaded_at as timestamp) as loaded_at
from {{ source('landing', 'orders') }}
