{{ config(materialized=undefined_thing.foo or 'table') }}
select 1
