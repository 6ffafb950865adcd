import type { BadExample } from "../../define-rule.ts";

/** What `self-reference` finds, an example for each clause. */
export const bad: readonly BadExample[] = [
  {
    clause: "a model refers to itself",
    code: `
//- models/daily.sql
select * from {{ ref('daily') }}
                 ^^^^^^^^^^^^ self-reference
`,
    fixes: [{ title: "Change to this", fixed: "select * from {{ this }}\n" }],
  },
  {
    clause: "with the package's name",
    code: `
//- models/daily.sql
select * from {{ ref('shop', 'daily') }}
                 ^^^^^^^^^^^^^^^^^^^^ self-reference
`,
  },
  {
    clause: "only the incremental world would ask for it",
    code: `
//- models/daily.sql
{{ config(materialized='incremental', unique_key='id') }}
select 1 as id {% if is_incremental() %}from {{ ref('daily') }}{% endif %}
                                                ^^^^^^^^^^^^ self-reference
`,
  },
  {
    clause: "a version refers to the latest, which it is itself",
    code: `
//- models/daily_v1.sql
select * from {{ ref('daily') }}
//- models/daily_v2.sql
select * from {{ ref('daily') }}
                 ^^^^^^^^^^^^ self-reference
//- models/daily.yml
models: [{name: daily, versions: [{v: 1}, {v: 2}]}]
`,
  },
  {
    clause: "two models refer to each other",
    code: `
//- models/daily.sql
select * from {{ ref('weekly') }}
                 ^^^^^^^^^^^^^ self-reference
//- models/weekly.sql
select * from {{ ref('daily') }}, {{ ref('orders') }}
                 ^^^^^^^^^^^^ self-reference
//- models/yearly.sql
select * from {{ ref('weekly') }}
`,
  },
  {
    clause: "a hint in a comment counts, as dbt reads it",
    code: `
//- models/daily.sql
-- depends_on: {{ ref('weekly') }}
                  ^^^^^^^^^^^^^ self-reference
select 1 as id
//- models/weekly.sql
select * from {{ ref('daily') }}
                 ^^^^^^^^^^^^ self-reference
`,
  },
  {
    clause: "a macro leads back",
    code: `
//- macros/newest.sql
{% macro newest() %}(select * from {{ ref('weekly') }}){% endmacro %}
//- models/daily.sql
select * from {{ newest() }}
^^^^^^^^^^^^^^^^^^^^^^^^^^^^ self-reference
//- models/weekly.sql
select * from {{ ref('daily') }}
                 ^^^^^^^^^^^^ self-reference
`,
  },
];
