import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { batchOf } from "./batches.ts";

/**
 * A project that has every strategy with every form of its key, and whatever else the runner does in
 * dbt's place. `columns` is another list of columns from the third day on, for `on_schema_change`.
 */
export function writeProject(root: string): void {
  const files: Record<string, string> = {
    "dbt_project.yml": PROJECT,
    "profiles.yml": PROFILES,
    "seeds/regions.csv":
      "region,since,people,active\nregion 0,2020-01-01,10,true\nregion 1,,2.5,false\nregion 2,2021-05-06,null,\n",
    "seeds/typed.csv": "id;Code;at\n1;007;2024-01-01 10:00:00\n2;008;2024-01-02 11:00:00\n",
    "seeds/kinds.csv":
      'whole,decimal,percent,day,moment,iso,flag,mixed,nothing,quoted\n1,1.5,5,2024-01-01,2024-01-01 10:00:00,2024-01-01T10:00:00Z,true,1,,"a, b"\n-2,2,6,2024-1-2,2024-01-02 00:00:00,2024-01-02T00:00:00.5,FALSE,x,,"say ""hi"""\n,.5,,,,,,,,\n',
    "seeds/seeds.yml":
      "version: 2\nseeds:\n  - name: typed\n    config: {delimiter: ';', column_types: {Code: varchar, id: bigint}, quote_columns: true}\n",
    "models/staged.sql": STAGED,
    "models/only_new.sql": "{{ config(materialized='ephemeral') }}\nselect * from {{ ref('staged') }} where batch > 0",
    ...others(),
  };
  for (const [name, config] of Object.entries(INCREMENTAL))
    files[`models/incremental/${name}.sql`] = incremental(config);
  for (const [name, setting] of Object.entries(SCHEMA_CHANGES)) {
    files[`models/schema/${name}.sql`] = changing(
      `incremental_strategy='${setting.strategy}', unique_key='order_id', on_schema_change='${setting.change}'`,
      setting.columns,
    );
  }
  for (const [path, text] of Object.entries(files)) write(root, path, text);
}

/** Delivers a day. */
export function deliver(root: string, day: number): void {
  write(root, `landing/${day}.csv`, batchOf(day).csv);
}

export function write(root: string, path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

const PROJECT = `name: conformance
version: '1.0'
profile: conformance
model-paths: [models]
seed-paths: [seeds]
flags: {send_anonymous_usage_stats: false}
`;

const PROFILES = `conformance:
  target: dev
  outputs:
    dev: {type: duckdb, path: dev.duckdb, schema: main, threads: 1}
`;

/** A table, so that the hundred models above it need not read the files each for itself. */
const STAGED = `{{ config(materialized='table') }}
select
    order_id, region, code, state, cast(amount as decimal(10, 2)) as amount, updated_at, batch
from read_csv('landing/*.csv', header = true)
`;

/** Each strategy with each form of its key, predicates and the settings of merge. */
const INCREMENTAL: Readonly<Record<string, string>> = {
  append: "incremental_strategy='append', unique_key='order_id'",
  default_strategy: "unique_key='order_id'",
  default_without_key: "incremental_strategy=none",
  delete_insert_text: "incremental_strategy='delete+insert', unique_key='order_id'",
  delete_insert_list: "incremental_strategy='delete+insert', unique_key=['order_id', 'region']",
  delete_insert_comma: "incremental_strategy='delete+insert', unique_key='order_id, region'",
  delete_insert_expression: "incremental_strategy='delete+insert', unique_key='lower(code)'",
  delete_insert_without_key: "incremental_strategy='delete+insert'",
  delete_insert_empty_list: "incremental_strategy='delete+insert', unique_key=[]",
  delete_insert_predicates:
    "incremental_strategy='delete+insert', unique_key='order_id', incremental_predicates=['batch > 1', 'order_id > 10']",
  delete_insert_list_predicates:
    "incremental_strategy='delete+insert', unique_key=['order_id'], incremental_predicates=['DBT_INCREMENTAL_TARGET.order_id % 2 = 0']",
  delete_insert_or_predicate:
    "incremental_strategy='delete+insert', unique_key='order_id', incremental_predicates=['batch > 5 or order_id = 7']",
  merge_text: "incremental_strategy='merge', unique_key='order_id'",
  merge_list: "incremental_strategy='merge', unique_key=['order_id', 'region']",
  merge_without_key: "incremental_strategy='merge'",
  merge_comma: "incremental_strategy='merge', unique_key='order_id, region'",
  merge_update_columns:
    "incremental_strategy='merge', unique_key='order_id', merge_update_columns=['state', 'updated_at']",
  merge_exclude_columns:
    "incremental_strategy='merge', unique_key='order_id', merge_exclude_columns=['STATE', 'amount']",
  merge_both_columns:
    "incremental_strategy='merge', unique_key='order_id', merge_update_columns=['state'], merge_exclude_columns=['amount']",
  invalid_strategy: "incremental_strategy='insert_overwrite', unique_key='order_id'",
  delete_insert_predicate_text:
    "incremental_strategy='delete+insert', unique_key='order_id', incremental_predicates='batch > 1'",
  merge_predicates:
    "incremental_strategy='merge', unique_key='order_id', incremental_predicates=['DBT_INTERNAL_DEST.order_id > 40']",
  merge_predicate_text:
    "incremental_strategy='merge', unique_key='order_id', incremental_predicates='DBT_INTERNAL_DEST.order_id > 40'",
  merge_conditions:
    "incremental_strategy='merge', unique_key='order_id', merge_update_condition=\"DBT_INTERNAL_SOURCE.state = 'paid'\", merge_insert_condition='DBT_INTERNAL_SOURCE.order_id % 3 = 0'",
  merge_using: "incremental_strategy='merge', merge_on_using_columns=['order_id']",
  merge_set_expressions:
    "incremental_strategy='merge', unique_key='order_id', merge_update_set_expressions={'amount': 'DBT_INTERNAL_DEST.amount + DBT_INTERNAL_SOURCE.amount'}",
  always_rebuilt: "unique_key='order_id', full_refresh=true",
  never_rebuilt: "unique_key='order_id', full_refresh=false",
  with_header: "unique_key='order_id', sql_header='select 1;'",
  with_index: "unique_key='order_id', indexes=[{'columns': ['region', 'batch']}]",
  from_ephemeral: "unique_key='order_id', tags=['ephemeral']",
};

function incremental(config: string): string {
  const source = config.includes("ephemeral") ? "only_new" : "staged";
  return `{{ config(materialized='incremental', ${config}) }}
select * from {{ ref('${source}') }}
{% if is_incremental() %}
where batch > (select max(batch) from {{ this }}) -- only what came since
{% endif %}
`;
}

interface SchemaChange {
  readonly strategy: string;
  readonly change: string;
  /** What is selected from the third day on. */
  readonly columns: string;
}

const ALL = "order_id, region, state, amount, batch";
const ADDED = `${ALL}, 'x' as "New Column", 1.5::double as factor`;
const REMOVED = "order_id, state, amount, batch";
const RETYPED = "order_id, region, state, cast(amount as double) as amount, batch";
const DIFFERENCES = { ADDED, REMOVED, RETYPED, REORDERED: "batch, amount, state, region, order_id" };
const SCHEMA_CHANGES: Readonly<Record<string, SchemaChange>> = Object.fromEntries(
  Object.entries({
    ignore: ["delete+insert", "merge"],
    append_new_columns: ["delete+insert", "merge"],
    sync_all_columns: ["append", "delete+insert", "merge"],
    fail: ["delete+insert"],
    no_such_value: ["delete+insert"],
  }).flatMap(([change, strategies]) =>
    strategies.flatMap((strategy) =>
      Object.entries(DIFFERENCES).map(([what, columns]): [string, SchemaChange] => [
        `${change}_${strategy.replace("+", "_")}_${what.toLowerCase()}`,
        { strategy, change, columns },
      ]),
    ),
  ),
);

function changing(config: string, columns: string): string {
  return `{{ config(materialized='incremental', ${config}) }}
select {% if var('changed', false) %}${columns}{% else %}${ALL}{% endif %}
from {{ ref('staged') }}
{% if is_incremental() %}
where batch > (select max(batch) from {{ this }})
{% endif %}
`;
}

/** What is not incremental, or only sometimes. */
function others(): Readonly<Record<string, string>> {
  return {
    "models/other/as_table.sql":
      "{{ config(materialized=var('kind', 'table'), schema='marts', alias='As Table') }}\nselect region, sum(amount) as amount from {{ ref('merge_text') }} group by region",
    "models/other/as_view.sql":
      "{{ config(materialized=var('kind', 'view')) }}\nselect o.*, r.people from {{ ref('merge_text') }} o left join {{ ref('regions') }} r using (region)",
    "models/other/view_then_incremental.sql":
      "{{ config(materialized=var('later', 'view'), unique_key='order_id') }}\nselect *, '{{ is_incremental() }}' as world from {{ ref('only_new') }}",
    "models/other/with_hooks.sql": `{{ config(
    materialized='incremental', unique_key='order_id',
    pre_hook=["create table if not exists log (what varchar, world varchar)", "insert into log values ('before', '{{ is_incremental() }}')"],
    post_hook=["insert into log select 'after {{ this.identifier }}', count(*)::varchar from {{ this }}", {'sql': "insert into log values ('outside', null)", 'transaction': false}]
) }}
select order_id, batch from {{ ref('staged') }}
{% if is_incremental() %}where batch > (select max(batch) from {{ this }}){% endif %}
`,
    "models/other/indexed.sql":
      "{{ config(materialized='table', indexes=[{'columns': ['region'], 'unique': true}]) }}\nselect distinct region from {{ ref('staged') }} where region is not null",
    "models/other/described.sql":
      "{{ config(materialized='table', persist_docs={'relation': true, 'columns': true}) }}\nselect 1 as id, 2 as plain",
    "models/other/described.yml":
      'version: 2\nmodels:\n  - name: described\n    description: It\'s a table\n    columns: [{name: id, description: The "id"}, {name: gone, description: not there}]\n',
    "models/other/fails.sql": "{{ config(materialized='table') }}\nselect no_such_column from {{ ref('staged') }}",
    "models/other/below_failure.sql": "select * from {{ ref('fails') }}",
  };
}
