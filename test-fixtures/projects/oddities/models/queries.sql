{% call statement('st', fetch_result=false) %}select 1{% endcall %}a{% set q = run_query('select 2') %}b{% if execute %}c{% endif %}
