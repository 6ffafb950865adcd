{%- set kinds = ['view', 'cart', 'checkout'] -%}
select
    event_id,
    customer_id,
    kind,
    {% for kind in kinds -%}
    kind = '{{ kind }}' as is_{{ kind }}{{ ',' if not loop.last else ',' }}
    {% endfor -%}
    cast(occurred_at as timestamp) as occurred_at,
    cast(loaded_at as timestamp) as loaded_at
from {{ source('landing', 'events') }}
