{{ config(alias='e_two') }}
with a as (select * from {{ ref('inner_one') }})
select * from a {% if is_incremental() %}never{% endif %}{{ flags.FULL_REFRESH }}
