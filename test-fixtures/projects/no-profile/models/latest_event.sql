select max(occurred_at) as occurred_at from {{ ref('events') }}
