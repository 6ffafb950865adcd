{% macro disp(x) %}{{ return(adapter.dispatch('disp', 'pk')(x)) }}{% endmacro %}
{% macro default__disp(x) %}default {{ x }}{% endmacro %}
{% macro duckdb__disp2(x) %}duck {{ x }}{% endmacro %}
{% macro default__disp2(x) %}def {{ x }}{% endmacro %}
{% macro disp2(x) %}{{ adapter.dispatch('disp2', 'pk')(x) }}{% endmacro %}
{% macro qualified(x) %}[{{ pk.inner(x) }}]{% endmacro %}
{% macro inner(x) %}inner {{ x }} {{ var('pkvar', 'none') }} {{ model.name }}{% endmacro %}
{% macro only_inner_unqualified(x) %}{{ inner(x) }}{% endmacro %}
{% macro inc_where(col) %}
  {%- if dbt.is_incremental() %}
  where {{ col }} > (select max({{ col }}) from {{ this }})
  {%- endif %}
{% endmacro %}
{% macro group_by(n) -%}
  group by {% for i in range(1, n + 1) -%}
      {{ i }}{{ ',' if not loop.last }}
   {%- endfor -%}
{%- endmacro %}
