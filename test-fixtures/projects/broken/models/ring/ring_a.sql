select * from {{ ref('ring_b') }}
