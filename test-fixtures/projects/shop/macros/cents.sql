{% macro cents_to_money(column, scale=2) -%}
    round(cast({{ column }} as decimal(18, {{ scale }})) / 100, {{ scale }})
{%- endmacro %}
