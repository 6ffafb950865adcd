import type { Example } from "../../define-rule.ts";

/** What `misspelled-config-key` leaves alone, an example for each exception. */
export const good: readonly Example[] = [
  {
    clause: "settings of dbt's, and of any adapter",
    code: `
{{ config(materialized='incremental', unique_key='order_id', predicates=['true'], partitioned_by=['day'], pre_hook='select 1', order_by='day', options={}) }}
select order_id from {{ ref('orders') }}
`,
  },
  {
    clause: "a macro of the project reads the key",
    code: `
{{ config(materialized='incremental', unique_id='order_id', event_times='updated_at', eventtime=1, enable=true) }}
select order_id from {{ ref('orders') }}
//- macros/keys.sql
{% macro keys() %}{{ config.get('unique_id') }}{{ config.require("event_times") }}{{ model.config.eventtime }}{{ config['enable'] }}{% endmacro %}
`,
  },
  {
    clause: "the model reads the key itself",
    code: `
{{ config(materialized='table', unique_id='order_id') }}
select {{ config.get('unique_id') }} from {{ ref('orders') }}
`,
  },
  {
    clause: "the key stands under meta",
    code: `
{{ config(materialized='table', meta={'unique_id': 'order_id', 'tag': 'daily'}) }}
select order_id from {{ ref('orders') }}
`,
  },
  {
    clause: "a key of the user's own that is like no setting",
    code: `
{{ config(materialized='table', owner='finance', freshness_sla=3, event='order', sorts=1) }}
select order_id from {{ ref('orders') }}
`,
  },
  {
    clause: "a name that means something on this adapter",
    adapter: "clickhouse",
    code: `
{{ config(materialized='table', engine='MergeTree()', order_by='order_id', primary_key='order_id') }}
select order_id from {{ ref('orders') }}
`,
  },
  {
    clause: "packages are missing, whose macros may read what is like a setting from afar",
    code: `
{{ config(materialized='table', event_type='order') }}
select order_id from {{ ref('orders') }}
//- packages.yml
packages: [{package: acme/company, version: 1.0.0}]
`,
  },
];
