{{ config(materialized='incremental', incremental_strategy='microbatch', event_time='occurred_at') }}

select 1 as id, current_timestamp as occurred_at
