-- leading comment
with x as (select * from {{ ref('inner_one') }}),
y as (select 'with' w)
select * from x
