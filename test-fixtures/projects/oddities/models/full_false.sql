{{ config(materialized='incremental', full_refresh=false) }}
select 1 {% if is_incremental() %}inc{% else %}first {{ flags.FULL_REFRESH }}{% endif %} {{ should_full_refresh() }}
