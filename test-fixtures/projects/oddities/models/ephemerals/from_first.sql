from {{ ref('inner_one') }} select *, case when 1=1 then 'x' end
