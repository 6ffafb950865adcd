select id, day from {{ ref('base') }}
{{ pk.inc_where('day') }}
{%- if is_incremental() and not flags.FULL_REFRESH %} and inc {% endif %}
{{ nested_inc('z') }}
