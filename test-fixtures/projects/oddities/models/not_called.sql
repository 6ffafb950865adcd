{{ config(materialized='incremental') }}
select 1 {% if is_incremental %}where {{ this }}{% endif %}
