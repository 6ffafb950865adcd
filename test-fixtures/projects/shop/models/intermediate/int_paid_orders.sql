-- Ephemeral: becomes a CTE of whatever selects from it.
select *
from {{ ref('stg_orders') }}
where status in ('paid', 'shipped', 'done')
