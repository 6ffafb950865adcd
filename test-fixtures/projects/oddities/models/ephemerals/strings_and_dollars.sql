select ';' as a, "with" , $$ with ; $$ from {{ ref('aliased') }} where x = 'it''s ; with'
