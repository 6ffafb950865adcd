{% macro newest(relation, key, order_by) %}
select * exclude (_newest)
from (
    select
        *,
        row_number() over (partition by {{ key | join(', ') if key is not string else key }} order by {{ order_by }} desc) as _newest
    from {{ relation }}
)
where _newest = 1
{% endmacro %}
