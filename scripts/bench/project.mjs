// A dbt project of N models, the same for the same N: three tenths staging, four tenths intermediate, a fifth
// incremental (half of those with the filter in a macro, as in real projects), the rest marts.
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

const COLUMNS = Array.from({ length: 12 }, (_, i) => `c${i}`);
const MACROS = 60;

/** Pseudo-random, and always the same. */
function dice(seed) {
  let state = seed;
  return (sides) => {
    state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff;
    return state % sides;
  };
}

/** Writes the project; `incremental` is the path of a model with a `ref()`, for the client to edit. */
export function writeProject(folder, models) {
  rmSync(folder, { recursive: true, force: true });
  const write = (path, text) => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  };
  write("dbt_project.yml", PROJECT);
  write("profiles.yml", "gen:\n  target: dev\n  outputs:\n    dev: {type: duckdb, path: gen.duckdb, threads: 2}\n");
  for (let i = 0; i < MACROS; i += 10)
    write(`macros/m${i}.sql`, Array.from({ length: 10 }, (_, k) => macro(i + k)).join("\n"));
  write("models/sources.yml", sources());
  const layers = modelsOf(models);
  for (const [layer, bodies] of Object.entries(layers)) {
    const names = [...bodies.keys()];
    for (const [i, name] of names.entries())
      write(`models/${layer}/g${Math.floor(i / 100)}/${name}.sql`, bodies.get(name));
    for (let i = 0; i < names.length; i += 50) write(`models/${layer}/_${i}.yml`, properties(names.slice(i, i + 50)));
  }
  return { incremental: "models/incremental/g0/inc_1.sql" };
}

const PROJECT = `name: gen
version: '1.0'
profile: gen
model-paths: [models]
macro-paths: [macros]
vars:
  lookback_days: 3
  start_date: '2020-01-01'
models:
  gen:
    staging: {+materialized: view}
    intermediate: {+materialized: table}
    incremental: {+materialized: incremental, +on_schema_change: append_new_columns}
    marts: {+materialized: table, +tags: [mart]}
`;

function modelsOf(count) {
  const roll = dice(7);
  const sizes = { staging: 0.3, intermediate: 0.4, incremental: 0.2 };
  const number = (layer) => Math.floor(count * sizes[layer]);
  const staging = new Map();
  for (let i = 0; i < number("staging"); i++) staging.set(`stg_${i}`, stagingModel(i));
  const intermediate = new Map();
  for (let i = 0; i < number("intermediate"); i++) {
    const other = i < 5 ? `stg_${roll(staging.size)}` : `int_${roll(i)}`;
    intermediate.set(`int_${i}`, intermediateModel(i, `stg_${roll(staging.size)}`, other));
  }
  const incremental = new Map();
  for (let i = 0; i < number("incremental"); i++)
    incremental.set(`inc_${i}`, incrementalModel(i, `int_${roll(intermediate.size)}`));
  const marts = new Map();
  for (let i = 0; i < count - staging.size - intermediate.size - incremental.size; i++)
    marts.set(`mart_${i}`, martModel(`inc_${roll(incremental.size)}`, `int_${roll(intermediate.size)}`));
  return { staging, intermediate, incremental, marts };
}

function macro(i) {
  switch (i % 4) {
    case 0:
      return `{% macro newer_${i}(column, lookback=none) %}
  {%- set days = lookback if lookback is not none else var('lookback_days') -%}
  {% if is_incremental() %}
    where {{ column }} > (select coalesce(max({{ column }}), cast('1900-01-01' as timestamp)) - interval '{{ days }} days' from {{ this }})
  {% endif %}
{% endmacro %}
`;
    case 1:
      return `{% macro cents_${i}(column, scale=2) -%}
  round(cast({{ column }} as numeric) / 100, {{ scale }})
{%- endmacro %}
`;
    case 2:
      return `{% macro pivot_${i}(column, values) -%}
  {%- for v in values %}
    sum(case when {{ column }} = '{{ v }}' then 1 else 0 end) as {{ v | lower | replace(' ', '_') }}{{ ',' if not loop.last }}
  {%- endfor %}
{%- endmacro %}
`;
    default:
      return `{% macro key_${i}(columns) -%}
  md5({% for c in columns %}coalesce(cast({{ c }} as varchar), '_null_'){% if not loop.last %} || '-' || {% endif %}{% endfor %})
{%- endmacro %}
`;
  }
}

function sources() {
  const tables = Array.from({ length: 50 }, (_, t) => `      - name: t${t}\n`).join("");
  const all = Array.from({ length: 10 }, (_, s) => `  - name: src${s}\n    schema: raw\n    tables:\n${tables}`);
  return `version: 2\nsources:\n${all.join("")}`;
}

function properties(names) {
  const models = names.map(
    (it) =>
      `  - name: ${it}\n    description: generated ${it}\n    columns:\n      - name: id\n        data_tests: [not_null, unique]\n` +
      "      - name: updated_at\n        description: last change\n",
  );
  return `version: 2\nmodels:\n${models.join("")}`;
}

function stagingModel(i) {
  return `with source as (
    select * from {{ source('src${i % 10}', 't${i % 50}') }}
),
renamed as (
    select
        id,
        ${COLUMNS.map((it) => `cast(${it} as varchar) as ${it},`).join("\n        ")}
        {{ cents_${1 + 4 * (i % 15)}('amount') }} as amount,
        updated_at
    from source
)
select * from renamed
`;
}

function intermediateModel(i, first, second) {
  return `{{ config(tags=['nightly', 'g${i % 9}']) }}
{% set statuses = ['placed', 'shipped', 'Returned Late'] %}
with a as (select * from {{ ref('${first}') }}),
b as (select * from {{ ref('${second}') }}),
counts as (
    select a.id, max(a.updated_at) as updated_at,
      {{ pivot_${2 + 4 * (i % 15)}('a.c1', statuses) }}
    from a group by 1
)
select {{ key_${3 + 4 * (i % 15)}(['a.id', 'a.c2']) }} as key, a.*, b.c3 as b_c3
from a left join b on a.id = b.id left join counts on counts.id = a.id
{% if var('start_date', none) %}where a.updated_at >= '{{ var('start_date') }}'{% endif %}
`;
}

function incrementalModel(i, input) {
  const strategy = ["delete+insert", "merge", "append"][i % 3];
  const key = i % 2 ? "['id', 'c1']" : "'id'";
  const filter =
    i % 2
      ? `{{ newer_${4 * (i % 15)}('updated_at') }}`
      : "{% if is_incremental() %}\nwhere updated_at > (select max(updated_at) from {{ this }})\n{% endif %}";
  return `{{ config(incremental_strategy='${strategy}'${strategy === "append" ? "" : `, unique_key=${key}`}) }}
with changed as (
    select * from {{ ref('${input}') }}
    ${filter}
),
ranked as (
    select *, row_number() over (partition by id order by updated_at desc) as rn from changed
)
select id, ${COLUMNS.join(", ")}, amount, updated_at from ranked where rn = 1
`;
}

function martModel(first, second) {
  return `select a.id, a.amount, b.key,
{% for c in ['c0','c1','c2','c3'] %}  a.{{ c }} as {{ c }}_x{{ ',' if not loop.last }}
{% endfor %}
from {{ ref('${first}') }} a join {{ ref('${second}') }} b using (id)
`;
}
