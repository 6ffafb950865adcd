import type { BadExample } from "../../define-rule.ts";

/** What `jinja-syntax` finds, an example for each clause. */
export const bad: readonly BadExample[] = [
  {
    clause: "Jinja can't read the file",
    code: `
select * from {{ ref('orders') }
                               ^ jinja-syntax
`,
  },
  {
    clause: "a tag that isn't closed",
    code: `
{% if true %}
^^^^^^^^^^^^^ jinja-syntax
select 1 as id
`,
  },
  {
    clause: "a draft that `.dbtignore` leaves out can't be read",
    code: `
//- .dbtignore
models/drafts/
//- models/drafts/daily.sql
select * from {{ ref('nowhere') }
                                ^ jinja-syntax
`,
  },
  {
    clause: "an expression that fails",
    code: `
select {{ 1 / 0 }} as id
          ^^^^^ jinja-syntax
`,
  },
  {
    clause: "an expression that fails in one world only",
    code: `
{{ config(materialized='incremental', unique_key='order_id') }}
select * from {{ ref('orders') }} {% if is_incremental() %}where {{ 1 / 0 }} = 1{% endif %}
                                                                    ^^^^^ jinja-syntax incremental
`,
  },
  {
    clause: "an environment variable that isn't set here: an info, since a run's shell may set it",
    severity: "info",
    code: `
select '{{ env_var('SALT') }}' as salt
           ^^^^^^^^^^^^^^^ jinja-syntax
`,
  },
  {
    clause: "a variable without a value: a warning, since `--vars` may give it",
    severity: "warning",
    code: `
select '{{ var('start') }}' as start
           ^^^^^^^^^^^^ jinja-syntax
`,
  },
  {
    clause: "a template that prints more than is good for anyone: a warning, since dbt has no limit",
    severity: "warning",
    code: `
select '{{ 'x' * 10 ** 9 }}' as filler
           ^^^^^^^^^^^^^ jinja-syntax
`,
  },
  {
    clause: "the model itself refuses one world: an info",
    severity: "info",
    code: `
{{ config(materialized='incremental', unique_key='order_id') }}
{% if flags.FULL_REFRESH %}{{ exceptions.raise_compiler_error('Rebuild it by hand.') }}{% endif %}
                              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ jinja-syntax full-refresh
select order_id from {{ ref('orders') }} {% if is_incremental() %}where order_id > 3{% endif %}
`,
  },
  {
    clause: "a macro file that can't be read",
    code: `
//- macros/broken.sql
{% macro broken( %}
                 ^^ jinja-syntax
`,
  },
  {
    clause: "the error of a macro stands at the call",
    code: `
//- macros/half.sql
{% macro half(n) %}{{ n / 0 }}{% endmacro %}
//- models/model.sql
select {{ half(3) }} as id
          ^^^^^^^ jinja-syntax
`,
  },
];
