{% macro sound(column) %}upper({{ column }}){% endmacro %}

{% macro unclosed(column) %}
  coalesce({{ column }}, 0)
