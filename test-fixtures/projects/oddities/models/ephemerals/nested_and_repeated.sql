{{ config(materialized='incremental') }}

select * from {{ ref('outer_one') }} cross join {{ ref('inner_one') }}
