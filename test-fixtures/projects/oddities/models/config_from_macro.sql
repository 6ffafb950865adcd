{{ config(**cfg()) }}
select 1 as kk {% if is_incremental() %} where inc {% endif %}
