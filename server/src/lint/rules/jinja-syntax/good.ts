import type { Example } from "../../define-rule.ts";

/** What `jinja-syntax` leaves alone, an example for each exception. */
export const good: readonly Example[] = [
  {
    clause: "what Jinja can read and evaluate",
    code: `
{%- set columns = ['order_id', 'status'] -%}
select {{ columns | join(', ') }} from {{ ref('orders') }} {# done #}
`,
  },
  {
    clause: "braces in raw blocks and strings",
    code: `
select '{% raw %}{{ not.a.template{% endraw %}' as a, '{{ "}}" }}' as b
`,
  },
  {
    clause: "what fails in a draft that `.dbtignore` leaves out",
    code: `
//- .dbtignore
*.draft.sql
//- models/daily.draft.sql
select {{ 1 / 0 }} from {{ ref('nowhere') }}
`,
  },
  {
    clause: "names that lead nowhere are another rule's",
    code: `
select * from {{ ref('ordrs') }}
`,
  },
  {
    clause: "a package that a missing one would bring along",
    code: `
select {{ dbt_utils.star(ref('orders')) }} from {{ ref('orders') }}
//- packages.yml
packages: [{package: acme/company, version: 1.0.0}]
`,
  },
  {
    clause: "an ornament between two macros, which dbt passes over",
    code: `
//- macros/two.sql
{% macro one() %}1{% endmacro %}
{% ################## %}
{% macro two() %}2{% endmacro %}
//- models/model.sql
select {{ one() }} as a, {{ two() }} as b
`,
  },
  {
    clause: "a package of another folder that isn't installed, whatever it is called",
    code: `
select {{ the_company.star() }} from {{ ref('orders') }}
//- packages.yml
packages: [{local: ../}]
`,
  },
];
