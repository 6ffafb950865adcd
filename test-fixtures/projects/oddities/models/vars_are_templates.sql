{{ config(tags=[var('templated')]) }}
select '{{ var("templated") }}' as a, '{{ var("templated_deep").text }}' as b, '{{ var("nowhere", "{{ 1 }}") }}' as c,
  '{{ var("templated") | length }}' as d
