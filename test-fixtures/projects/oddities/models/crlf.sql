  

{{ config(materialized="incremental", unique_key="id") }}

select 1 as id
{% if is_incremental() %}
where x > (select max(x) from {{ this }})
{% endif %}

