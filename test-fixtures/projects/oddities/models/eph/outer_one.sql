select * from {{ ref('aliased') }} join {{ ref('inner_one') }} using (id)
