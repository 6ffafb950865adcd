(select * from {{ ref('inner_one') }}) union (with q as (select 1) select * from q)
