import {
  drivingInput,
  hasInputs,
  type Input,
  isAlwaysRebuilt,
  isEmptiedBefore,
  selectsNothing,
} from "../../analysis/inputs.ts";
import { limitOf } from "../../analysis/limits.ts";
import { isRunSnapshot } from "../../analysis/run-date.ts";
import { isUnknown, type Strategy, strategyOf } from "../../analysis/strategy.ts";
import { defineRule, type IncrementalContext } from "../define-rule.ts";
import { watermarkFix } from "../filter-fix.ts";
import type { Severity } from "../finding.ts";
import { placeOf } from "../place.ts";
import { isComputed, settingPlace } from "../settings.ts";

export const missingIncrementalFilter = defineRule({
  name: "missing-incremental-filter",
  since: "0.1.0",
  severity: "warning",
  looksAt: "incremental-model",
  worlds: ["incremental"],
  summary: "The incremental run reads its whole input, every time.",
  why: `
An incremental model is worth its trouble only when a run reads less than everything. Without a filter each run scans
and merges the whole input; with \`append\` it stores the whole input once more.

It is an error with \`append\`, since every row is duplicated, and an info with \`insert_overwrite\`, and where
\`materialized\` is computed, so that the model may be a table after all.
`,
  fix: "sometimes",
  bad: [
    {
      clause: "no filter in either world; the time column is the model's own",
      code: `
{{ config(materialized='incremental', unique_key='order_id') }}
select order_id, status, updated_at
from {{ ref('orders') }}
     ^^^^^^^^^^^^^^^^^^^ missing-incremental-filter incremental
`,
      fixes: [
        {
          title: "Add a watermark filter on updated_at",
          fixed: `
{{ config(materialized='incremental', unique_key='order_id') }}
select order_id, status, updated_at
from {{ ref('orders') }}
{% if is_incremental() %}
where updated_at >= (select coalesce(max(updated_at), '1900-01-01') from {{ this }})
{% endif %}
`,
        },
      ],
    },
    {
      clause: "append stores everything once more: an error; the filter belongs into the CTE that reads the input",
      severity: "error",
      code: `
{{ config(materialized='incremental', incremental_strategy='append') }}
with paid as (
    select *
    from {{ ref('orders') }}
         ^^^^^^^^^^^^^^^^^^^ missing-incremental-filter incremental
    where status = 'paid'
)
select order_id, updated_at from paid
`,
      fixes: [
        {
          title: "Add a watermark filter on updated_at",
          fixed: `
{{ config(materialized='incremental', incremental_strategy='append') }}
with paid as (
    select *
    from {{ ref('orders') }}
    where status = 'paid'
    {% if is_incremental() %}
    and updated_at >= (select coalesce(max(updated_at), '1900-01-01') from {{ this }})
    {% endif %}
)
select order_id, updated_at from paid
`,
        },
      ],
    },
    {
      clause: "insert_overwrite rewrites everything: an info; a source is an input, and joins are left alone",
      adapter: "snowflake",
      severity: "info",
      code: `
{{ config(materialized='incremental', incremental_strategy='insert_overwrite') }}
select o.order_id, o.updated_at as changed_at
from {{ source('shop', 'orders') }} o
     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ missing-incremental-filter incremental
join {{ ref('events') }} e on e.customer_id = o.customer_id
group by 1, 2
`,
      fixes: [
        {
          title: "Add a watermark filter on changed_at",
          fixed: `
{{ config(materialized='incremental', incremental_strategy='insert_overwrite') }}
select o.order_id, o.updated_at as changed_at
from {{ source('shop', 'orders') }} o
join {{ ref('events') }} e on e.customer_id = o.customer_id
{% if is_incremental() %}
where o.updated_at >= (select coalesce(max(changed_at), '1900-01-01') from {{ this }})
{% endif %}
group by 1, 2
`,
        },
      ],
    },
    {
      clause: "materialized is computed, so the model may be a table: an info at most",
      severity: "info",
      code: `
{{ config(materialized=env_var('DBT_ORDERS', 'incremental'), incremental_strategy='append') }}
select order_id from {{ ref('orders') }}
                     ^^^^^^^^^^^^^^^^^^^ missing-incremental-filter incremental
`,
    },
    {
      clause: "is_incremental() is asked, and limits no rows",
      code: `
{{ config(materialized='incremental', unique_key='order_id') }}
select order_id, {{ 'true' if is_incremental() else 'false' }} as is_late
from {{ ref('orders') }}
     ^^^^^^^^^^^^^^^^^^^ missing-incremental-filter incremental
`,
    },
    {
      clause: "a condition that is the same on every run, and a variable that limits nothing",
      code: `
{{ config(materialized='incremental', unique_key='order_id') }}
select order_id, '{{ var('currency', 'EUR') }}' as currency
from {{ ref('orders') }}
     ^^^^^^^^^^^^^^^^^^^ missing-incremental-filter incremental
where status <> 'cancelled' or amount > 0
`,
    },
    {
      clause: "what isn't known is only a column",
      code: `
{{ config(materialized='incremental', unique_key='order_key') }}
select {{ company.key(['order_id']) }} as order_key, updated_at
from {{ ref('orders') }}
     ^^^^^^^^^^^^^^^^^^^ missing-incremental-filter incremental
//- packages.yml
packages: [{package: acme/company, version: 1.0.0}]
`,
    },
    {
      clause: "a macro reads the input: the finding stands at the call",
      code: `
//- macros/newest.sql
{% macro newest(relation) %}select * from {{ relation }} qualify row_number() over (partition by order_id) = 1{% endmacro %}
//- models/model.sql
{{ config(materialized='incremental', unique_key='order_id') }}
{{ newest(ref('orders')) }}
   ^^^^^^^^^^^^^^^^^^^^^ missing-incremental-filter incremental
`,
    },
  ],
  good: [
    {
      clause: "a filter in the incremental world, in a CTE",
      code: `
{{ config(materialized='incremental', unique_key='order_id') }}
with changed as (
    select * from {{ ref('orders') }}
    {% if is_incremental() %}
    where updated_at >= (select max(updated_at) from {{ this }})
    {% endif %}
)
select * from changed
`,
    },
    {
      clause: "a filter in a macro",
      code: `
{{ config(materialized='incremental', unique_key='order_id') }}
select * from {{ ref('orders') }} {{ recent('updated_at') }}
//- macros/recent.sql
{% macro recent(column) %}{% if is_incremental() %}where {{ column }} > date '2024-01-01'{% endif %}{% endmacro %}
`,
    },
    {
      clause: "a filter in ON, HAVING or QUALIFY",
      code: `
//- models/in_on.sql
{{ config(materialized='incremental', unique_key='order_id') }}
select o.* from {{ ref('orders') }} o join {{ ref('events') }} e on e.customer_id = o.customer_id
{% if is_incremental() %}and e.loaded_at > date '2024-01-01'{% endif %}
//- models/in_having.sql
{{ config(materialized='incremental', unique_key='order_id') }}
select order_id, max(updated_at) as updated_at from {{ ref('orders') }} group by 1
{% if is_incremental() %}having max(updated_at) > date '2024-01-01'{% endif %}
//- models/in_qualify.sql
{{ config(materialized='incremental', unique_key='order_id') }}
select order_id from {{ ref('orders') }}
{% if is_incremental() %}qualify row_number() over (order by updated_at desc) <= 1000{% endif %}
`,
    },
    {
      clause: "another input in the incremental world",
      code: `
{{ config(materialized='incremental', unique_key='order_id') }}
-- depends_on: {{ ref('events') }}
select customer_id as order_id from {% if is_incremental() %}{{ ref('events') }}{% else %}{{ ref('orders') }}{% endif %}
`,
    },
    {
      clause: "a look at its own table",
      code: `
{{ config(materialized='incremental', unique_key='order_id') }}
select o.* from {{ ref('orders') }} o
{% if is_incremental() %}left join {{ this }} t on t.order_id = o.order_id{% endif %}
`,
    },
    {
      clause: "a window that a variable, the environment or a query gives",
      code: `
//- models/by_var.sql
{{ config(materialized='incremental', unique_key='order_id') }}
{% set start = var('start', '2024-01-01') %}
select * from {{ ref('orders') }} where updated_at >= '{{ start }}'
//- models/by_env.sql
{{ config(materialized='incremental', unique_key='order_id') }}
select * from {{ ref('orders') }} where updated_at >= '{{ env_var('START', '2024-01-01') }}'
//- models/by_query.sql
{{ config(materialized='incremental', unique_key='order_id') }}
{% set newest = run_query('select max(day) from calendar') %}
select * from {{ ref('orders') }} where updated_at >= '{{ newest.columns[0][0] if execute }}'
`,
    },
    {
      clause: "a window of the clock",
      code: `
{{ config(materialized='incremental', unique_key='order_id') }}
select * from {{ ref('orders') }} where updated_at >= current_date - 3
`,
    },
    {
      clause: "microbatch filters by itself",
      adapter: "snowflake",
      code: `
{{ config(materialized='incremental', incremental_strategy='microbatch', event_time='updated_at', begin='2024-01-01', batch_size='day') }}
select * from {{ ref('orders') }}
`,
    },
    {
      clause: "a macro that isn't installed may filter",
      code: `
{{ config(materialized='incremental', unique_key='order_id') }}
select * from {{ ref('orders') }} {{ company.only_new_rows() }}
//- packages.yml
packages: [{package: acme/company, version: 1.0.0}]
`,
    },
    {
      clause: "a setting that isn't known decides about a block",
      code: `
{{ config(materialized='incremental', unique_key='order_id') }}
select order_id, {{ company.name() }} as name from {{ ref('orders') }} {% if company.is_partial() %}where true{% endif %}
//- packages.yml
packages: [{package: acme/company, version: 1.0.0}]
`,
    },
    {
      clause: "the template looks itself whether the table is there",
      code: `
//- models/by_load_relation.sql
{{ config(materialized='incremental', unique_key='order_id') }}
select * from {{ ref('orders') }}
{% if load_relation(this) is not none %}where updated_at >= (select max(updated_at) from {{ this }}){% endif %}
//- models/by_get_relation.sql
{{ config(materialized='incremental', unique_key='order_id') }}
{% set stored = adapter.get_relation(this.database, this.schema, this.identifier) %}
select * from {{ ref('orders') }} {% if stored %}where order_id > (select max(order_id) from {{ stored }}){% endif %}
`,
    },
    {
      clause: "the model reads no relation",
      code: `
{{ config(materialized='incremental', unique_key='order_id') }}
select 1 as order_id
`,
    },
    {
      clause: "the model selects nothing: hooks fill it",
      code: `
//- models/nothing.sql
{{ config(materialized='incremental', unique_key='order_id') }}
select order_id from {{ ref('orders') }} where 1=0
//- models/none.sql
{{ config(materialized='incremental', unique_key='order_id') }}
select order_id from {{ ref('orders') }} limit 0
`,
    },
    {
      clause: "the input holds only what this run brings",
      code: `
{{ config(materialized='incremental', unique_key='order_id') }}
select * from {{ ref('orders_this_run') }}
//- models/orders_this_run.sql
select 1 as order_id
`,
    },
    {
      clause: "each run writes a partition of its own",
      adapter: "spark",
      code: `
{{ config(materialized='incremental', incremental_strategy='insert_overwrite', partition_by=['exported_on']) }}
select order_id, current_date() as exported_on from {{ ref('orders') }}
`,
    },
    {
      clause: "a hook empties the table, or parts of it, first",
      code: `
{{ config(materialized='incremental', unique_key='order_id', pre_hook=['delete from {{ this }} where true']) }}
select * from {{ ref('orders') }}
`,
    },
    {
      clause: "every run rebuilds the table",
      code: `
{{ config(materialized='incremental', unique_key='order_id', full_refresh=true) }}
select * from {{ ref('orders') }}
`,
    },
    {
      clause: "the strategy is the project's own, or not known",
      code: `
//- models/own.sql
{{ config(materialized='incremental', incremental_strategy='nightly') }}
select * from {{ ref('orders') }}
//- macros/strategies.sql
{% macro get_incremental_nightly_sql(arg_dict) %}select 1{% endmacro %}
//- models/unknown.sql
{{ config(materialized='incremental', incremental_strategy=company.strategy()) }}
select * from {{ ref('orders') }}
//- packages.yml
packages: [{package: acme/company, version: 1.0.0}]
`,
    },
    {
      clause: "the materialization is not known",
      code: `
{{ config(materialized=company.materialization()) }}
select * from {{ ref('orders') }}
//- packages.yml
packages: [{package: acme/company, version: 1.0.0}]
`,
    },
  ],
  check(context) {
    const { subject, template, snapshot, report } = context;
    const { node, environment } = subject;
    const strategy = strategyOf(node.facts, environment.target.type, environment.macros);
    const usual = severityOf(strategy);
    if (!usual || isUnknown(node.facts.unknownConfig, "materialized") || !hasInputs(subject)) return;
    if (limitOf(subject) !== "none" || isDeliberate(context)) return;

    const view = subject.worlds.incremental;
    const input = drivingInput(view, subject);
    const place = input && placeOf(view.compiled, input.item.span);
    report({
      at: place?.at ?? settingPlace(context, ["materialized"]),
      cause: place?.cause,
      message: `No row of ${inputName(context, input)} is filtered out in the incremental world: ${consequence(strategy)}`,
      severity: isComputed(snapshot, node, template, "materialized") ? "info" : usual,
      fixes: input ? watermarkFix(context, input) : [],
    });
  },
});

function severityOf({ name }: Strategy): Severity | undefined {
  switch (name) {
    case "append":
      return "error";
    case "insert_overwrite":
      return "info";
    case "microbatch":
    case "custom":
    case "unknown":
      return undefined;
    default:
      return "warning";
  }
}

function isDeliberate({ subject }: IncrementalContext): boolean {
  return (
    isAlwaysRebuilt(subject) ||
    isEmptiedBefore(subject) ||
    selectsNothing(subject.worlds.incremental) ||
    isRunSnapshot(subject)
  );
}

function consequence({ name }: Strategy): string {
  if (name === "append") return "each run inserts the whole table once more.";
  if (name === "insert_overwrite") return "each run reads and rewrites the whole table.";
  return "each run reads and merges the whole table.";
}

/** The node's own name; a file's or a function's text has none. */
function inputName({ subject: { node } }: IncrementalContext, input: Input | undefined): string {
  const identifier = input?.item.relation.at(-1)?.replace("__dbt__cte__", "");
  const [only, ...others] = [...node.facts.refs.map((it) => it.name), ...node.facts.sources.map((it) => it.table)];
  return identifier ?? (others.length === 0 && only !== undefined ? only : "its inputs");
}
