{{ config(materialized='incremental') }}
select * from {{ ref('base') }}
{% if is_incremental() %} join {{ source('raw', 't1') }} {% endif %}
