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
];
