select {{ var('pkvar') }} a, '{{ var('other') }}' o, '{{ inner(2) }}' u
