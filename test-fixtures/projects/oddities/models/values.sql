{% if is_incremental is defined and is_incremental() %}a{% endif %}{{ is_incremental is defined }}
{{ var('start') ~ this ~ 'x' }}
{%- if target.type == 'duckdb' %} duck {% endif %}
{%- set ns = namespace(t=0) %}{% for i in range(3) %}{% set ns.t = ns.t + i %}{% endfor %}{{ ns.t }}
{{ "%s-%s" | format(1, 'b') }} {{ 'a,b'.split(',') }} {{ 'X' | lower }} {{ [3,1,2] | sort }} {{ {'a': 1}.items() | list }}
