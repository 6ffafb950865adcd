{{ config(materialized='incremental', unique_key='id', custom=[1,2]) }}
{{ config.get('unique_key') }} {{ config.get('custom') }} {{ config.get('nope', 7) }} {{ config.require('materialized') }} {{ config.get('tags') }} {{ model.config.unique_key }} {{ model.tags }} {{ config.get('meta') }}
{{ model.columns.keys() | list }} {{ model.description }} {{ model.original_file_path }} {{ model.path }} {{ model.fqn }}
