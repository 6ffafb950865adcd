{#-
  Only rows that changed since this model was last loaded, and `lookback_days` before that,
  since shops report late. Everything on a first run and on a full refresh.
-#}
{% macro since_last_load(column, lookback_days=none) %}
  {%- if is_incremental() %}
    {%- set days = lookback_days if lookback_days is not none else var('lookback_days') %}
where {{ column }} >= (
    select coalesce(max({{ column }}), timestamp '1900-01-01') - interval '{{ days }} days'
    from {{ this }}
)
  {%- endif %}
{%- endmacro %}
