import { expect, test } from "vitest";
import { factsOf } from "../../test-kit/compile.ts";

const refs = (model: string) => factsOf(model).refs.map((it) => it.name);

test("refs and sources in order, wherever the parser comes by", () => {
  const facts = factsOf(`
-- {{ ref('in_comment') }}
select * from {{ ref('pk', 'a') }} join {{ source('raw', 't') }} join {{ ref('b', v=2) }}
`);
  expect(facts.refs).toEqual([
    { packageName: undefined, name: "in_comment", version: undefined },
    { packageName: "pk", name: "a", version: undefined },
    { packageName: undefined, name: "b", version: 2 },
  ]);
  expect(facts.sources).toEqual([{ source: "raw", table: "t" }]);
});

test("branches that only run later hold no refs for the parser", () => {
  expect(refs("{% if is_incremental() %}{{ ref('a') }}{% else %}{{ ref('b') }}{% endif %}")).toEqual(["b"]);
  expect(refs("{% if execute %}{{ ref('a') }}{% endif %}{{ ref('b') }}")).toEqual(["b"]);
});

test("refs of a macro and of a hook count", () => {
  const facts = factsOf(`
//- macros/m.sql
{% macro from_b() %}{{ ref('b') }}{% endmacro %}
//- models/model.sql
{{ config(pre_hook="delete from {{ ref('c') }}") }}select * from {{ from_b() }}
`);
  expect(facts.refs.map((it) => it.name)).toEqual(["b", "c"]);
  expect(facts.macros).toEqual(["shop.from_b"]);
});

test("while parsing nothing executes and questions go unanswered", () => {
  const facts = factsOf(`
{{ config(
  materialized='incremental' if is_incremental() else 'table',
  a=config.get('tags'), b=var('nobody'), c=run_query('select 1'), d=execute,
  e=adapter.get_relation('a', 'b', 'c'), f=adapter.get_columns_in_relation(this)
) }}`);
  expect(facts.config).toMatchObject({ materialized: "table", a: "", b: null, c: null, d: false, e: null, f: [] });
  expect(facts.problems).toEqual([]);
});

test("several config() calls are laid over each other; a mapping is as good as keywords", () => {
  const { config } = factsOf("{{ config(tags='a', lookback=2) }}{{ config({'tags': 'b', 'alias': 'x'}) }}");
  expect(config).toMatchObject({ tags: ["a", "b"], lookback: 2, alias: "x" });
});

test("a config that can't be called so is dbt's error", () => {
  const messages = (model: string) => factsOf(model).problems.map((it) => it.message);
  expect(messages("{{ config('table') }}")).toEqual(["Invalid inline model config"]);
  expect(messages("{{ config(**{'pre-hook': 'a', 'pre_hook': 'b'}) }}")).toEqual([
    'Invalid config, has conflicting keys "pre_hook" and "pre-hook"',
  ]);
});

test("names that nobody defines are no error while parsing", () => {
  expect(factsOf("{{ config(materialized='table') }}{{ nobody('x').knows[1] }}{{ ref('a') }}")).toMatchObject({
    problems: [],
    refs: [{ name: "a" }],
    config: { materialized: "table" },
  });
});

const uninstalled = "//- packages.yml\npackages:\n  - package: x/pk\n    version: 1.0.0\n//- models/model.sql\n";

test("a config value of a package that isn't installed is an unknown key", () => {
  const { unknownConfig, config } = factsOf(`${uninstalled}{{ config(unique_key=pk.key(), lookback=2) }}`);
  expect(unknownConfig).toEqual(new Set(["unique_key"]));
  expect(config).toMatchObject({ unique_key: null, lookback: 2 });
});

test("after ** of such a package any key may be meant", () => {
  expect(factsOf(`${uninstalled}{{ config(**pk.all()) }}`).unknownConfig).toBe("all");
  expect(factsOf("{{ config(**{'lookback': 2}) }}").unknownConfig).toEqual(new Set());
});

test("the relation: target, custom schema, alias", () => {
  expect(factsOf("select 1").relation).toEqual({ database: "dev", schema: "main", identifier: "model" });
  expect(factsOf("{{ config(schema=' raw ', alias=' other ', database='db2') }}").relation).toEqual({
    database: "db2",
    schema: "main_raw",
    identifier: "other",
  });
});

test("a project's own naming macros decide, with the node and its config at hand", () => {
  const facts = factsOf(`
//- macros/names.sql
{% macro generate_schema_name(custom_schema_name, node) %}
  {{ node.resource_type }}_{{ node.config.materialized }}_{{ custom_schema_name or target.schema }}
{% endmacro %}
{% macro generate_alias_name(custom_alias_name=none, node=none) %}{{ node.name | upper }}{% endmacro %}
//- models/model.sql
{{ config(materialized='table', schema='x') }}
`);
  expect(facts.relation).toEqual({ database: "dev", schema: "model_table_x", identifier: "MODEL" });
});

test("a naming macro that fails is a problem, and dbt's rule holds", () => {
  const facts = factsOf(`
//- macros/names.sql
{% macro generate_schema_name(custom_schema_name, node) %}{{ 1 / 0 }}{% endmacro %}
//- models/model.sql
select 1
`);
  expect(facts.relation.schema).toBe("main");
  expect(facts.problems.map((it) => it.message)).toEqual(["division by zero"]);
});

test("a snapshot is its block, a seed has no text", () => {
  const source = `
//- snapshots/s.sql
{% snapshot one %}{{ config(target_schema='snaps', unique_key='id') }}select * from {{ ref('a') }}{% endsnapshot %}
{% snapshot two %}select * from {{ ref('b') }}{% endsnapshot %}
//- seeds/countries.csv
a,b
`;
  expect(factsOf(source, "one")).toMatchObject({
    refs: [{ name: "a" }],
    relation: { schema: "snaps", identifier: "one" },
    config: { unique_key: "id" },
  });
  expect(factsOf(source, "two").refs.map((it) => it.name)).toEqual(["b"]);
  expect(factsOf(source, "countries").config.materialized).toBe("seed");
});
