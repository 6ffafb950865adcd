import { hasInputs, isAlwaysRebuilt, isEmptiedBefore, selectsNothing } from "../../analysis/inputs.ts";
import { type KeyDemand, keyDemand } from "../../analysis/key-demand.ts";
import { keyCandidates } from "../../analysis/keys.ts";
import { mayAppend, type Strategy, strategyOf } from "../../analysis/strategy.ts";
import { defineRule, type IncrementalContext } from "../define-rule.ts";
import type { Fix, Severity } from "../finding.ts";
import { columnsLiteral, setSetting, settingPlace } from "../settings.ts";

export const missingUniqueKey = defineRule({
  name: "missing-unique-key",
  since: "0.1.0",
  severity: "warning",
  looksAt: "incremental-model",
  worlds: ["incremental"],
  summary: "The strategy matches rows by a key, and the model has none.",
  why: `
Without a \`unique_key\` there is nothing to match new rows with, so dbt inserts every selected row. A row that is
selected twice is stored twice, and a corrected row stands beside the one it should replace.

The finding is a warning where a run can select rows again (\`>=\`, a lookback, a window of the clock, no filter), and
an info where it can't: then the model appends, and \`incremental_strategy='append'\` says so. It is an error where the
adapter refuses to run: \`delete+insert\` on Databricks, \`microbatch\` on Postgres.
`,
  fix: "sometimes",
  bad: [
    {
      clause: "a merge without a key, whose filter selects the newest stored rows again",
      code: `
{{ config(materialized='incremental', incremental_strategy='merge') }}
                                      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ missing-unique-key incremental
select order_id, status, updated_at from {{ ref('orders') }}
{% if is_incremental() %}
where updated_at >= (select coalesce(max(updated_at), '1900-01-01') from {{ this }})
{% endif %}
//- models/shop.yml
models:
  - name: model
    columns:
      - name: order_id
        data_tests: [unique]
`,
      fixes: [
        {
          title: "Set unique_key='order_id' (unique test in shop.yml)",
          fixed: `
{{ config(materialized='incremental', incremental_strategy='merge', unique_key='order_id') }}
select order_id, status, updated_at from {{ ref('orders') }}
{% if is_incremental() %}
where updated_at >= (select coalesce(max(updated_at), '1900-01-01') from {{ this }})
{% endif %}
`,
        },
        {
          title: "Set incremental_strategy='append'",
          fixed: `
{{ config(materialized='incremental', incremental_strategy='append') }}
select order_id, status, updated_at from {{ ref('orders') }}
{% if is_incremental() %}
where updated_at >= (select coalesce(max(updated_at), '1900-01-01') from {{ this }})
{% endif %}
`,
        },
      ],
    },
    {
      clause: "delete+insert, which has nothing to delete by; the rows are deduplicated by a column",
      code: `
{{ config(
    materialized='incremental',
    incremental_strategy='delete+insert'
    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ missing-unique-key incremental
) }}
select order_id, status, updated_at from {{ ref('orders') }}
{% if is_incremental() %}
where updated_at >= (select max(updated_at) - interval '1 day' from {{ this }})
{% endif %}
qualify row_number() over (partition by order_id order by updated_at desc) = 1
`,
      fixes: [
        {
          title: "Set unique_key='order_id' (the rows are deduplicated by it)",
          fixed: `
{{ config(
    materialized='incremental',
    incremental_strategy='delete+insert',
    unique_key='order_id'
) }}
select order_id, status, updated_at from {{ ref('orders') }}
{% if is_incremental() %}
where updated_at >= (select max(updated_at) - interval '1 day' from {{ this }})
{% endif %}
qualify row_number() over (partition by order_id order by updated_at desc) = 1
`,
        },
      ],
    },
    {
      clause: "no strategy either: DuckDB, Postgres and Redshift then insert everything; the filter stands in a macro",
      code: `
//- macros/since.sql
{% macro since(column) %}
{% if is_incremental() %}where {{ column }} >= (select max({{ column }}) from {{ this }}){% endif %}
{% endmacro %}
//- models/model.sql
{{ config(materialized='incremental') }}
          ^^^^^^^^^^^^^^^^^^^^^^^^^^ missing-unique-key incremental
select customer_id, status, max(updated_at) as updated_at from {{ ref('orders') }}
{{ since('updated_at') }}
group by 1, 2
`,
      fixes: [
        {
          title: "Set unique_key=['customer_id', 'status'] (the rows are grouped by it)",
          fixed: `
{{ config(materialized='incremental', unique_key=['customer_id', 'status']) }}
select customer_id, status, max(updated_at) as updated_at from {{ ref('orders') }}
{{ since('updated_at') }}
group by 1, 2
`,
        },
      ],
    },
    {
      clause: "Snowflake, BigQuery and Databricks merge by default; a window of the clock selects rows again",
      adapter: "snowflake",
      code: `
{{ config(materialized='incremental', unique_key=none) }}
                                      ^^^^^^^^^^^^^^^ missing-unique-key incremental
select {{ dbt_utils.generate_surrogate_key(['order_id']) }} as order_key, updated_at from {{ ref('orders') }}
{% if is_incremental() %}
where updated_at > dateadd('day', -3, current_timestamp())
{% endif %}
//- dbt_packages/dbt_utils/dbt_project.yml
name: dbt_utils
//- dbt_packages/dbt_utils/macros/key.sql
{% macro generate_surrogate_key(columns) %}md5(cast({{ columns | join(' || ') }} as varchar)){% endmacro %}
`,
      fixes: [
        {
          title: "Set unique_key='order_key' (surrogate key)",
          fixed: `
{{ config(materialized='incremental', unique_key='order_key') }}
select {{ dbt_utils.generate_surrogate_key(['order_id']) }} as order_key, updated_at from {{ ref('orders') }}
{% if is_incremental() %}
where updated_at > dateadd('day', -3, current_timestamp())
{% endif %}
`,
        },
      ],
    },
    {
      clause: "ClickHouse's default copies the table, and adds the new rows; the settings stand in dbt_project.yml",
      adapter: "clickhouse",
      code: `
select order_id, updated_at from {{ ref('orders') }}
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ missing-unique-key incremental
{% if is_incremental() %}
where updated_at >= (select max(updated_at) from {{ this }})
{% endif %}
//- dbt_project.yml
name: shop
profile: shop
models:
  shop:
    +materialized: "{{ 'view' if false else 'incremental' }}"
    base:
      +materialized: table
//- models/shop.yml
models:
  - name: model
    columns:
      - name: order_id
        constraints: [{type: primary_key}]
`,
      fixes: [
        {
          title: "Set unique_key='order_id' (primary key in shop.yml)",
          fixed: `
{{ config(unique_key='order_id') }}

select order_id, updated_at from {{ ref('orders') }}
{% if is_incremental() %}
where updated_at >= (select max(updated_at) from {{ this }})
{% endif %}
`,
        },
      ],
    },
    {
      clause: "no filter at all, so that everything is inserted again; an empty list is no key",
      code: `
{{ config(materialized='incremental', incremental_strategy='merge', unique_key=[]) }}
                                                                    ^^^^^^^^^^^^^ missing-unique-key incremental
select order_id from {{ ref('orders') }}
`,
    },
    {
      clause: "a strict `>`: nothing is selected twice, so it is an info",
      severity: "info",
      code: `
{{ config(materialized='incremental', incremental_strategy='merge') }}
                                      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ missing-unique-key incremental
select order_id, updated_at from {{ ref('orders') }}
{% if is_incremental() %}
where updated_at > (select coalesce(max(updated_at), '1900-01-01') from {{ this }})
{% endif %}
`,
    },
    {
      clause: "an anti-join on the own table beside a merge that was asked for: an info",
      severity: "info",
      needsTree: true,
      code: `
{{ config(materialized='incremental', incremental_strategy='merge') }}
                                      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ missing-unique-key incremental
select orders.order_id, orders.updated_at
from {{ ref('orders') }} as orders
{% if is_incremental() %}
left join {{ this }} as stored on stored.order_id = orders.order_id
where stored.order_id is null
{% endif %}
`,
    },
    {
      clause: "a join that looks like an anti-join, and is none: its side is not asked to be missing",
      needsTree: true,
      code: `
{{ config(materialized='incremental', incremental_strategy='merge') }}
                                      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ missing-unique-key incremental
select orders.order_id, orders.updated_at
from {{ ref('orders') }} as orders
{% if is_incremental() %}
left join {{ this }} as stored on stored.order_id = orders.order_id
where stored.order_id is null or orders.updated_at >= stored.updated_at
{% endif %}
`,
    },
    {
      clause: "Databricks refuses delete+insert without a key",
      adapter: "databricks",
      severity: "error",
      code: `
{{ config(materialized='incremental', incremental_strategy='delete+insert') }}
                                      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ missing-unique-key incremental
select order_id, updated_at from {{ ref('orders') }}
{% if is_incremental() %}
where updated_at > (select max(updated_at) from {{ this }})
{% endif %}
`,
    },
    {
      clause: "microbatch on Postgres merges, and needs a key",
      adapter: "postgres",
      severity: "error",
      code: `
{{ config(materialized='incremental', incremental_strategy='microbatch', event_time='updated_at', begin='2024-01-01', batch_size='day') }}
                                      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ missing-unique-key incremental
select order_id, updated_at from {{ ref('orders') }}
`,
    },
  ],
  good: [
    {
      clause: "the model has a key",
      code: `
{{ config(materialized='incremental', incremental_strategy='merge', unique_key='order_id') }}
select order_id, updated_at from {{ ref('orders') }}
{% if is_incremental() %}
where updated_at >= (select max(updated_at) from {{ this }})
{% endif %}
`,
    },
    {
      clause: "append matches nothing, and says so",
      code: `
{{ config(materialized='incremental', incremental_strategy='append') }}
select order_id, updated_at from {{ ref('orders') }}
{% if is_incremental() %}
where updated_at > (select max(updated_at) from {{ this }})
{% endif %}
`,
    },
    {
      clause: "insert_overwrite replaces partitions",
      adapter: "bigquery",
      code: `
{{ config(materialized='incremental', incremental_strategy='insert_overwrite', partition_by={'field': 'day'}) }}
select order_id, date(updated_at) as day from {{ ref('orders') }}
{% if is_incremental() %}
where date(updated_at) >= current_date() - 3
{% endif %}
`,
    },
    {
      clause: "replace_where replaces what its predicate says",
      adapter: "databricks",
      code: `
{{ config(materialized='incremental', incremental_strategy='replace_where', incremental_predicates="day >= '2024-01-01'") }}
select order_id, updated_at as day from {{ ref('orders') }} where updated_at >= '2024-01-01'
`,
    },
    {
      clause: "microbatch replaces batches, on all adapters but Postgres and ClickHouse",
      adapter: "snowflake",
      code: `
{{ config(materialized='incremental', incremental_strategy='microbatch', event_time='updated_at', begin='2024-01-01', batch_size='day') }}
select order_id, updated_at from {{ ref('orders') }}
`,
    },
    {
      clause: "Spark and Trino append by default",
      adapter: "trino",
      code: `
{{ config(materialized='incremental') }}
select order_id, updated_at from {{ ref('orders') }}
{% if is_incremental() %}
where updated_at >= (select max(updated_at) from {{ this }})
{% endif %}
`,
    },
    {
      clause: "`not in` its own rows: nothing is stored twice",
      adapter: "snowflake",
      code: `
{{ config(materialized='incremental') }}
select order_id from {{ ref('orders') }}
{% if is_incremental() %}
where order_id not in (select order_id from {{ this }})
{% endif %}
`,
    },
    {
      clause: "`not exists` in its own rows",
      code: `
{{ config(materialized='incremental') }}
select o.order_id from {{ ref('orders') }} o
{% if is_incremental() %}
where not exists (select 1 from {{ this }} t where t.order_id = o.order_id)
{% endif %}
`,
    },
    {
      clause: "a left join that keeps what its own rows lack",
      code: `
{{ config(materialized='incremental') }}
with stored as (select order_id from {{ this if is_incremental() else ref('orders') }})
select o.order_id from {{ ref('orders') }} o
{% if is_incremental() %}
left join stored on stored.order_id = o.order_id
where stored.order_id is null
{% endif %}
`,
    },
    {
      clause: "settings come from a macro that isn't there",
      code: `
{{ config(materialized='incremental', incremental_strategy='merge', **company.settings()) }}
select order_id from {{ ref('orders') }}
//- packages.yml
packages: [{package: acme/company, version: 1.0.0}]
`,
    },
    {
      clause: "the key's value is not known",
      code: `
{{ config(materialized='incremental', incremental_strategy='merge', unique_key=company.key('orders')) }}
select order_id from {{ ref('orders') }}
//- packages.yml
packages: [{package: acme/company, version: 1.0.0}]
`,
    },
    {
      clause: "a macro that isn't there may leave out stored rows",
      code: `
{{ config(materialized='incremental', incremental_strategy='merge') }}
select order_id from {{ ref('orders') }} {{ company.only_new_rows() }}
//- packages.yml
packages: [{package: acme/company, version: 1.0.0}]
`,
    },
    {
      clause: "the strategy is not known",
      code: `
{{ config(materialized='incremental', incremental_strategy=company.strategy()) }}
select order_id from {{ ref('orders') }}
//- packages.yml
packages: [{package: acme/company, version: 1.0.0}]
`,
    },
    {
      clause: "the strategy is the project's own",
      code: `
{{ config(materialized='incremental', incremental_strategy='insert_only') }}
select order_id from {{ ref('orders') }}
//- macros/strategies.sql
{% macro get_incremental_insert_only_sql(arg_dict) %}insert into {{ arg_dict.target_relation }}{% endmacro %}
`,
    },
    {
      clause: "the key is there under a wrong name, which is another mistake",
      code: `
{{ config(materialized='incremental', incremental_strategy='merge', unique_id='order_id') }}
select order_id from {{ ref('orders') }}
`,
    },
    {
      clause: "the model reads no relation",
      code: `
{{ config(materialized='incremental', incremental_strategy='merge') }}
select 1 as order_id
`,
    },
    {
      clause: "the model selects nothing: hooks fill it",
      code: `
{{ config(materialized='incremental', incremental_strategy='merge') }}
select order_id from {{ ref('orders') }} where 1 = 0
`,
    },
    {
      clause: "`limit 0` selects nothing either",
      code: `
{{ config(materialized='incremental', incremental_strategy='merge') }}
select order_id from {{ ref('orders') }} limit 0
`,
    },
    {
      clause: "a hook empties the table first",
      code: `
{{ config(materialized='incremental', incremental_strategy='merge', pre_hook='truncate table {{ this }}') }}
select order_id from {{ ref('orders') }}
`,
    },
    {
      clause: "every run rebuilds the table",
      code: `
{{ config(materialized='incremental', incremental_strategy='merge', full_refresh=true) }}
select order_id from {{ ref('orders') }}
`,
    },
    {
      clause: "the model isn't incremental",
      code: `
{{ config(materialized='table', incremental_strategy='merge') }}
select order_id from {{ ref('orders') }}
`,
    },
  ],
  check(context) {
    const { subject, report } = context;
    const { node, environment } = subject;
    const strategy = strategyOf(node.facts, environment.target.type, environment.macros);
    const demand = keyDemand(subject, strategy);
    if (!demand || !hasInputs(subject) || selectsNothing(subject.worlds.incremental)) return;
    if (isAlwaysRebuilt(subject) || isEmptiedBefore(subject)) return;
    report({
      at: settingPlace(context, ["unique_key", "incremental_strategy", "materialized"]),
      message: `${sentence(strategy)} without a unique_key: ${consequence(demand)}`,
      severity: severities[demand],
      fixes: [...keyFixes(context), ...appendFix(context)],
    });
  },
});

const severities: Readonly<Record<KeyDemand, Severity>> = { refuses: "error", duplicates: "warning", appends: "info" };

function sentence({ name, explicit }: Strategy): string {
  if (name === "append" && !explicit) return "Incremental";
  return `${name[0]?.toUpperCase()}${name.slice(1)}`;
}

function consequence(demand: KeyDemand): string {
  switch (demand) {
    case "refuses":
      return "the adapter refuses the incremental run.";
    case "duplicates":
      return "every incremental run inserts all selected rows again.";
    case "appends":
      return "an incremental run only ever adds rows, and a corrected row stands beside its old version.";
  }
}

function keyFixes(context: IncrementalContext): readonly Fix[] {
  return keyCandidates(context.subject).map(({ columns, reason }) => {
    const value = columnsLiteral(columns);
    return { title: `Set unique_key=${value} (${reason})`, edits: [setSetting(context, "unique_key", value)] };
  });
}

function appendFix(context: IncrementalContext): readonly Fix[] {
  if (!mayAppend(context.subject.environment.target.type)) return [];
  const edits = [setSetting(context, "incremental_strategy", "'append'")];
  return [{ title: "Set incremental_strategy='append'", edits }];
}
