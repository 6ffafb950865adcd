import type { Example } from "../../define-rule.ts";

/** What `is-incremental-in-non-incremental-model` leaves alone, an example for each exception. */
export const good: readonly Example[] = [
  {
    clause: "the model is incremental",
    code: `
{{ config(materialized='incremental', unique_key='order_id') }}
select order_id from {{ ref('orders') }} {% if is_incremental() %}where updated_at > current_date - 3{% endif %}
`,
  },
  {
    clause: "`materialized` is a Jinja expression: in the file, in a branch, in YAML",
    code: `
//- models/in_file.sql
{{ config(materialized=var('orders_as', 'table')) }}
select order_id from {{ ref('orders') }} {% if is_incremental() %}where false{% endif %}
//- models/in_branch.sql
{% if target.name == 'prod' %}{{ config(materialized='incremental') }}{% else %}{{ config(materialized='table') }}{% endif %}
select order_id from {{ ref('orders') }} {% if is_incremental() %}where false{% endif %}
//- models/in_yaml.sql
select order_id from {{ ref('orders') }} {% if is_incremental() %}where false{% endif %}
//- models/in_yaml.yml
models:
  - name: in_yaml
    config:
      materialized: "{{ 'incremental' if target.name == 'prod' else 'table' }}"
`,
  },
  {
    clause: "a macro that isn't there decides",
    code: `
{{ config(materialized=company.materialization()) }}
select order_id from {{ ref('orders') }} {% if is_incremental() %}where false{% endif %}
//- packages.yml
packages: [{package: acme/company, version: 1.0.0}]
`,
  },
  {
    clause: "a materialization of the project's own",
    code: `
{{ config(materialized='incremental_by_day') }}
select order_id from {{ ref('orders') }} {% if is_incremental() %}where false{% endif %}
//- macros/incremental_by_day.sql
{% materialization incremental_by_day, default %}{{ return({'relations': []}) }}{% endmaterialization %}
`,
  },
  {
    clause: "the file fails before it is configured, which is told beside it",
    code: `
{% for day in range(none) %}{% endfor %}
{{ config(materialized='incremental', unique_key='order_id') }}
select order_id from {{ ref('orders') }} {% if is_incremental() %}where false{% endif %}
`,
  },
  {
    clause: "the call stands in a comment",
    code: `
{{ config(materialized='table') }}
select order_id from {{ ref('orders') }} {# {% if is_incremental() %}where false{% endif %} #}
`,
  },
  {
    clause: "a macro asks, which incremental models may call too",
    code: `
{{ config(materialized='table') }}
select order_id from {{ ref('orders') }} {{ recent('updated_at') }}
//- macros/recent.sql
{% macro recent(column) %}{% if is_incremental() %}where {{ column }} > current_date - 3{% endif %}{% endmacro %}
`,
  },
];
