import type { Example } from "../../define-rule.ts";

/** What `ref-to-missing-model` leaves alone, an example for each exception. */
export const good: readonly Example[] = [
  {
    clause: "models, seeds, snapshots and sources that are there",
    code: `
//- seeds/countries.csv
code,name
//- models/model.sql
select * from {{ ref('orders') }}, {{ ref('shop', 'events') }}, {{ ref('countries') }}, {{ source('shop', 'orders') }}
`,
  },
  {
    clause: "a model of an installed package",
    code: `
//- dbt_packages/calendar/dbt_project.yml
name: calendar
//- dbt_packages/calendar/models/days.sql
select 1 as day
//- models/model.sql
select * from {{ ref('days') }}, {{ ref('calendar', 'days') }}
`,
  },
  {
    clause: "a version that is there, the latest, and a file of another name",
    code: `
//- models/daily_v1.sql
select 1 as id
//- models/newest.sql
select 1 as id
//- models/daily.yml
models: [{name: daily, latest_version: 1, versions: [{v: 1}, {v: 2, defined_in: newest}]}]
//- models/model.sql
select * from {{ ref('daily') }}, {{ ref('daily', v=2) }}, {{ ref('shop', 'daily', version='1') }}
`,
  },
  {
    clause: "the name is put together by Jinja",
    code: `
{% set region = 'eu' %}
select * from {% for it in [region] %}{{ ref('orders_' ~ it) }}{% endfor %}
`,
  },
  {
    clause: "in a comment, or half-typed",
    code: `
//- models/comment.sql
{# {{ ref('ordrs') }} #} select 1 as id
//- models/half.sql
select * from {{ ref('ord
`,
  },
  {
    clause: "models that are disabled together",
    code: `
//- models/first.sql
{{ config(enabled=false) }}
select * from {{ ref('orders') }}
//- models/second.sql
{{ config(enabled=false) }}
select * from {{ ref('first') }}
`,
  },
  {
    clause: "a disabled model in a branch that isn't taken here: what takes it may enable both",
    code: `
//- dbt_project.yml
name: shop
profile: shop
vars: {with_returns: false}
//- models/returns.sql
{{ config(enabled=var('with_returns')) }}
select 1 as order_id
//- models/model.sql
select order_id from {{ ref('orders') }} {% if var('with_returns') %}union all select order_id from {{ ref('returns') }}{% endif %}
`,
  },
];
