select * from {{ ref('inner_one') }}; -- a
-- b

/* c */
select 3
