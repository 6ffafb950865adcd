import type { Example } from "../../define-rule.ts";

/** What `duplicate-model` leaves alone, an example for each exception. */
export const good: readonly Example[] = [
  {
    clause: "one of the two is disabled",
    code: `
//- models/a/daily.sql
select 1 as id
//- models/b/daily.sql
{{ config(enabled=false) }} select 2 as id
`,
  },
  {
    clause: "versions of one model",
    code: `
//- models/daily_v1.sql
select 1 as id
//- models/daily_v2.sql
select 2 as id
//- models/daily.yml
models: [{name: daily, versions: [{v: 1}, {v: 2}]}]
`,
  },
  {
    clause: "a package's model of that name is built in another schema",
    code: `
//- dbt_packages/calendar/dbt_project.yml
name: calendar
//- dbt_packages/calendar/models/days.sql
{{ config(schema='calendar') }} select 1 as day
//- models/days.sql
select 2 as day
`,
  },
  {
    clause: "a model and a seed of one name that become two tables, of which dbt only warns",
    code: `
//- seeds/countries.csv
code,name
//- models/countries.sql
{{ config(alias='country_list') }} select 1 as code
`,
  },
];
