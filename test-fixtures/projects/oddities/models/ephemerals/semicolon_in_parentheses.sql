select case when x then (select 1; ) end, 'a\' ; with' from {{ ref('inner_one') }} order by 1; with x
