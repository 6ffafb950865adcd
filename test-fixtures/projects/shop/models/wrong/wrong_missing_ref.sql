{{ config(materialized='view') }}

select order_id, status
{% if target.name == 'prod' %}
from {{ ref('order') }}
{% else %}
from {{ ref('orders') }}
{% endif %}
