-- c only
select * from {{ ref('inner_one') }} -- end; not
; select 2
