select id from {{ ref('goood') }}
join {{ source('landing', 'order') }} using (id)
