{% macro oddities__disp(x) %}no{% endmacro %}
{% macro default__disp(x) %}overridden {{ x }}{% endmacro %}
{% macro generate_schema_name(custom_schema_name, node) -%}
    {%- set default_schema = target.schema -%}
    {%- if custom_schema_name is none -%}
        {{ default_schema }}
    {%- elif node.fqn[1] == 'deep' -%}
        {{ default_schema }}_d_{{ custom_schema_name | trim }}_{{ node.config.materialized }}
    {%- else -%}
        {{ custom_schema_name | trim }}
    {%- endif -%}
{%- endmacro %}
{% macro default__length(expression) %}LEN({{ expression }}){% endmacro %}
{% macro duckdb__right(a, b) %}RIGHT!({{ a }},{{ b }}){% endmacro %}
{% macro ret_list() %}{{ return([1, 'b', none]) }}{% endmacro %}
{% macro with_caller(n) %}<{{ n }}>{{ caller() }}</{{ n }}>{% endmacro %}
{% macro nested_inc(c) %}{% if is_incremental() %}and {{ c }} > 1{% else %}and full{% endif %}{% endmacro %}
{% macro varg() %}{{ varargs }} {{ kwargs }}{% endmacro %}
{% macro cfg() %}{{ return({'materialized': 'incremental', 'unique_key': 'kk'}) }}{% endmacro %}
{% macro hook_macro() %}grant select{% endmacro %}
