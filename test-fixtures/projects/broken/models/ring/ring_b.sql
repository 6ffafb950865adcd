select * from {{ ref('ring_a') }}
