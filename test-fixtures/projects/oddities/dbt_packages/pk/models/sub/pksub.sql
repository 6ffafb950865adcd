{{ config(materialized='view', tags='file') }}select * from {{ ref('pkm') }} {% if is_incremental() %}where inc{% endif %}
