import type { Example } from "../../define-rule.ts";

/** What `invalid-strategy-for-adapter` leaves alone, an example for each exception. */
export const good: readonly Example[] = [
  {
    clause: "the adapter has the strategy, by either of its names",
    code: `
//- models/append.sql
{{ config(materialized='incremental', incremental_strategy='append') }}
select order_id from {{ ref('orders') }}
//- models/underscore.sql
{{ config(materialized='incremental', incremental_strategy='delete_insert', unique_key='order_id') }}
select order_id from {{ ref('orders') }}
//- models/default.sql
{{ config(materialized='incremental', incremental_strategy='default', unique_key='order_id') }}
select order_id from {{ ref('orders') }}
`,
  },
  {
    clause: "the strategy is a macro of the project, or of a package",
    code: `
//- models/own.sql
{{ config(materialized='incremental', incremental_strategy='nightly') }}
select order_id from {{ ref('orders') }}
//- macros/nightly.sql
{% macro get_incremental_nightly_sql(arg_dict) %}select 1{% endmacro %}
//- models/packaged.sql
{{ config(materialized='incremental', incremental_strategy='insert_by_period') }}
select order_id from {{ ref('orders') }}
//- dbt_packages/periods/dbt_project.yml
name: periods
//- dbt_packages/periods/macros/strategy.sql
{% macro get_incremental_insert_by_period_sql(arg_dict) %}select 1{% endmacro %}
`,
  },
  {
    clause: "nothing names the adapter",
    code: `
{{ config(materialized='incremental', incremental_strategy='insert_overwrite') }}
select order_id from {{ ref('orders') }}
//- profiles.yml
other: {target: dev, outputs: {dev: {type: duckdb, path: dev.duckdb}}}
`,
  },
  {
    clause: "nothing is known of the adapter",
    adapter: "teradata",
    code: `
{{ config(materialized='incremental', incremental_strategy='valid_history') }}
select order_id from {{ ref('orders') }}
`,
  },
  {
    clause: "the profile's targets are of different adapters",
    code: `
{{ config(materialized='incremental', incremental_strategy='insert_overwrite') }}
select order_id from {{ ref('orders') }}
//- profiles.yml
shop:
  target: dev
  outputs:
    dev: {type: duckdb, path: dev.duckdb}
    prod: {type: snowflake, account: shop, database: shop, schema: main}
`,
  },
  {
    clause: "the strategy is a Jinja expression",
    code: `
//- models/in_file.sql
{{ config(materialized='incremental', incremental_strategy='insert_overwrite' if target.type == 'duckdb' else 'merge') }}
select order_id from {{ ref('orders') }}
//- models/in_yaml.sql
select order_id from {{ ref('orders') }}
//- models/in_yaml.yml
models:
  - name: in_yaml
    config:
      materialized: incremental
      incremental_strategy: "{{ 'insert_overwrite' if target.name == 'dev' else 'merge' }}"
`,
  },
  {
    clause: "the table's format is one that the strategy takes, or isn't known",
    adapter: "spark",
    code: `
//- models/delta.sql
{{ config(materialized='incremental', incremental_strategy='merge', unique_key='order_id', file_format='delta') }}
select order_id from {{ ref('orders') }}
//- models/computed.sql
{{ config(materialized='incremental', incremental_strategy='merge', unique_key='order_id', file_format=var('format', 'parquet')) }}
select order_id from {{ ref('orders') }}
`,
  },
  {
    clause: "Databricks stores Delta unless told otherwise",
    adapter: "databricks",
    code: `
{{ config(materialized='incremental', incremental_strategy='replace_where') }}
select order_id from {{ ref('orders') }}
`,
  },
];
