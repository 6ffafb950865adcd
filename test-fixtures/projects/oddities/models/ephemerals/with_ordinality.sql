select * from (select 1) t, unnest([1]) with ordinality, {{ ref('inner_one') }}
