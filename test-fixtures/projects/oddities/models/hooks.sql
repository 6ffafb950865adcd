{{ config(materialized='incremental', pre_hook=["select 1 {{ this }}", before_begin('x')], post_hook={'sql': 'p', 'transaction': false}, on_schema_change='fail', grants={'select': ['a']}, merge_update_columns=['a'], partition_by={'field': 'x', 'n': 1}, lookback=2, foo=1.0, big=12345678901234567890) }}
select 1
