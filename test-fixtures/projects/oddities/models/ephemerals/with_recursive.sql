/* block with comment */ WITH RECURSIVE t(n) as (select 1 union all select n+1 from t) select * from t, {{ ref('outer_one') }}, {{ ref('inner_one') }}
