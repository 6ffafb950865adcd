
-- e1
select * from {{ ref('base') }}
