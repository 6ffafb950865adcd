select * from {{ ref('nothing_of_dbt') }}
