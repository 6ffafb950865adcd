import type { BadExample } from "../../define-rule.ts";

/** What `duplicate-model` finds, an example for each clause. */
export const bad: readonly BadExample[] = [
  {
    clause: "two models of a package have one name, in whatever folders",
    code: `
//- models/a/daily.sql
select 1 as id
^^^^^^^^^^^^^^ duplicate-model
//- models/b/daily.sql
{{ config(materialized='table') }} select 2 as id
   ^^^^^^ duplicate-model
`,
  },
  {
    clause: "one of them is a Python model",
    code: `
//- models/a/daily.sql
select 1 as id
^^^^^^^^^^^^^^ duplicate-model
//- models/b/daily.py
def model(dbt, session):
^^^^^^^^^^^^^^^^^^^^^^^^ duplicate-model
    return dbt.ref('orders')
`,
  },
  {
    clause: "a version, and a model without one",
    code: `
//- models/daily.sql
select 1 as id
^^^^^^^^^^^^^^ duplicate-model
//- models/daily_v1.sql
select 1 as id
^^^^^^^^^^^^^^ duplicate-model
//- models/daily.yml
models: [{name: daily, versions: [{v: 1}]}]
`,
  },
  {
    clause: "a model and a seed become one table",
    code: `
//- seeds/countries.csv
code,name
//- models/countries.sql
{{ config(materialized='table', schema=none) }} select 1 as code
                                ^^^^^^^^^^^ duplicate-model
`,
  },
  {
    clause: "an ephemeral model counts, though no table is built of it",
    code: `
//- seeds/countries.csv
code,name
//- models/countries.sql
{{ config(materialized='ephemeral') }} select 1 as code
   ^^^^^^ duplicate-model
`,
  },
  {
    clause: "a model of a package becomes the same table",
    code: `
//- dbt_packages/calendar/dbt_project.yml
name: calendar
//- dbt_packages/calendar/models/days.sql
select 1 as day
//- models/days.sql
select 2 as day
^^^^^^^^^^^^^^^ duplicate-model
`,
  },
];
