-- depends_on: {{ ref('lookups') }}
{{ config(materialized='incremental') }}
select * from {{ ref('base') }}
{% if is_incremental() %} join {{ ref('lookups') }} {% endif %}
