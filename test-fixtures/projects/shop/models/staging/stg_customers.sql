select
    customer_id,
    name,
    nullif(email, '') as email,
    country_code,
    cast(updated_at as timestamp) as updated_at
from {{ source('landing', 'customers') }}
