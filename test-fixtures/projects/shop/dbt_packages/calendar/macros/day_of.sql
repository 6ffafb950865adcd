{#- The calendar day of a timestamp, in the target's own words. -#}
{%- macro day_of(column) -%}
  {{ return(adapter.dispatch('day_of', 'calendar')(column)) }}
{%- endmacro -%}

{%- macro default__day_of(column) -%}
  cast({{ column }} as date)
{%- endmacro -%}

{%- macro bigquery__day_of(column) -%}
  date({{ column }})
{%- endmacro -%}

{%- macro week_of(column) -%}
  date_trunc('week', {{ calendar.day_of(column) }}) /* weeks start on {{ var('week_starts_on', 'monday') }} */
{%- endmacro -%}
