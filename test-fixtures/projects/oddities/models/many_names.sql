{{ config({'materialized': 'view', 'tags': ['x']}) }}
{{ pk.disp('x') }} | {{ pk.disp2('y') }} | {{ pk.qualified(1) }} | {{ ret_list() }} | {{ length('a') }} | {{ dbt.length('a') }} | {{ right('a', 2) }} | {{ dbt.right('q', 3) }}
{% call with_caller('b') %}inside {{ 1 + 1 }}{% endcall %}
{{ varg(1, 2, a=3) }}
{{ var('start') }} {{ var('limit_n') + 1 }} {{ var('nested') }} {{ var('flt') }} {{ var('nope', [1]) }} {{ var('pk', 'x') }}
{{ pk.group_by(3) }}
{{ dbt.date_trunc('day', 'x') }} {{ dbt.datediff('a','b','week') }} {{ dbt_utils is defined }}
{%- set x %}  block {{ 3 }} {% endset %}
{{ x }}|{{ x | trim }}
{% raw %}{{ raw }}{% endraw %}
{# comment #}
{{ tojson({'a': 1}) }} {{ none }} {{ true }} {{ 1.0 }} {{ 10/2 }} {{ [1, 'a'] }}
{%- do log('x') -%}
{{ target.name }} {{ target.schema }} {{ this.identifier }} {{ project_name }} {{ execute }}
{{ ref('pk', 'pkm') }} {{ ref('pkm') }} {{ ref('pksub') }}
{{ source('raw', 't1') }} {{ source('raw', 'ext') }} {{ source('raw', 'extfn') }} {{ source('raw', 'exttpl') }} {{ source('raw', 'q') }} {{ source('raw', 'extcfg') }}
{{ builtins.ref('base') }} {{ adapter.quote('a') }} {{ dbt.type_string() }} {{ type_timestamp() }}
