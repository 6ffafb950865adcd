import { expect, test } from "vitest";
import { compiledOf } from "../../../test-kit/compile.ts";

const sql = (source: string) => {
  const { sql: text, problems } = compiledOf(source, "incremental");
  expect(problems.map((it) => it.message)).toEqual([]);
  return text;
};
const problem = (source: string) => compiledOf(source, "incremental").problems[0]?.message;

const packages = (model: string, root = "") => `
//- dbt_project.yml
name: shop
profile: shop
vars: {general: root, pk: {scoped: block}, limits: [1, {a: b}], ratio: 1.5}
//- dbt_packages/pk/dbt_project.yml
name: pk
vars: {general: package, scoped: package, own: package}
//- dbt_packages/pk/macros/m.sql
{% macro shown(x) %}{{ return(adapter.dispatch('shown', 'pk')(x)) }}{% endmacro %}
{% macro default__shown(x) %}default {{ x }}{% endmacro %}
{% macro duckdb__twice(x) %}duckdb {{ x }}{% endmacro %}
{% macro default__twice(x) %}default {{ x }}{% endmacro %}
{% macro twice(x) %}{{ adapter.dispatch('twice', 'pk')(x) }}{% endmacro %}
{% macro qualified() %}<{{ pk.inner() }}>{% endmacro %}
{% macro unqualified() %}<{{ inner() }}>{% endmacro %}
{% macro inner() %}{{ model.name }} {{ var('scoped', 'unset') }}{% endmacro %}
//- dbt_packages/pk/models/packaged.sql
{{ unqualified() }} {{ var('general') }} {{ var('scoped') }} {{ var('own') }}
//- macros/m.sql
${root}
//- models/model.sql
${model}
`;

test("a package's macros are reached through its name, and dispatch finds the adapter's first", () => {
  expect(sql(packages("{{ pk.shown(1) }}|{{ pk.twice(2) }}|{{ pk.qualified() }}"))).toBe(
    "default 1|duckdb 2|<model unset>",
  );
});
test("the root project overrides what a package dispatches", () => {
  expect(sql(packages("{{ pk.shown(1) }}", "{% macro default__shown(x) %}mine {{ x }}{% endmacro %}"))).toBe("mine 1");
});
test("unqualified names are those of the node that is rendered, not of the macro's package", () => {
  expect(problem(packages("{{ pk.unqualified() }}"))).toBe("'inner' is undefined");
  const { sql: text } = compiledOf(packages(""), "incremental", { model: "packaged" });
  expect(text).toBe("<packaged block> root block package");
});
test("a project's macro stands before dbt's names, which stay reachable as builtins", () => {
  const macros = "{% macro ref(name) %}{{ return(builtins.ref(name).identifier ~ '!') }}{% endmacro %}";
  expect(sql(`//- macros/m.sql\n${macros}\n//- models/a.sql\nselect 1\n//- models/model.sql\n{{ ref('a') }}\n`)).toBe(
    "a!",
  );
});
test("dbt's macros use a project's override of what they call", () => {
  const macros = "{% macro duckdb__dateadd(part, n, from) %}ADD{% endmacro %}";
  expect(sql(`//- macros/m.sql\n${macros}\n//- models/model.sql\n{{ dbt.last_day('d', 'month') }}\n`)).toBe(
    "cast(\n        ADD\n        as date)",
  );
});
test("variables keep their types; --vars beats them all", () => {
  expect(sql(packages("{{ var('limits') }} {{ var('ratio') + 1 }} {{ var('nobody', none) }}"))).toBe(
    "[1, {'a': 'b'}] 2.5 None",
  );
  const project = { settings: { vars: { general: "command line" } } };
  expect(compiledOf(packages("{{ var('general') }}"), "incremental", { project }).sql).toBe("command line");
});
test("a whole float keeps its point, as Python prints it", () => {
  const vars = "vars: {one: 1.0, sci: 1.0e+3, big: 1.0e+20, list: [1.0, 2, {a: -1.0}], int: 1}";
  const model =
    "{{ var('one') }}|{{ var('sci') }}|{{ var('big') }}|{{ var('list') }}|{{ var('int') }}|{{ var('one') + 1 }}";
  expect(sql(`//- dbt_project.yml\nname: shop\nprofile: shop\n${vars}\n//- models/model.sql\n${model}\n`)).toBe(
    "1.0|1000.0|1e+20|[1.0, 2, {'a': -1.0}]|1|2.0",
  );
  const configured = "{{ config(meta={'a': 1.0}, custom=2.0) }}{{ config.get('custom') }}|{{ model.config.meta }}";
  expect(sql(configured)).toBe("2.0|{'a': 1.0}");
});
test("what is undefined is told with dbt's guess, but not in a macro", () => {
  const guess =
    'This can happen when calling a macro that does not exist. Check for typos and/or install package dependencies with "dbt deps".';
  expect(problem("select {{ nope(1) }}")).toBe(`'nope' is undefined. ${guess}`);
  expect(problem("select {{ nope.foo }}")).toBe(`'nope' is undefined. ${guess}`);
  expect(problem("select {{ dbt.nope() }}")).toBe(`'dict object' has no attribute 'nope'. ${guess}`);
  const inMacro =
    "//- macros/m.sql\n{% macro m() %}{{ nope() }}{% endmacro %}\n//- models/model.sql\nselect {{ m() }}\n";
  expect(problem(inMacro)).toBe("'nope' is undefined");
});
test("a variable that nobody sets is dbt's error", () => {
  expect(problem("{{ var('nobody') }}")).toMatch(
    /^Required var 'nobody' not found in config:\nVars supplied to model = \{\}/,
  );
});
test("env_var: value, default, error, and no secrets", () => {
  const project = { env: { REGION: "eu", DBT_ENV_SECRET_KEY: "s3cret" } };
  const asked = (text: string) => compiledOf(text, "incremental", { project });
  expect(asked("{{ env_var('REGION') }} {{ env_var('NONE', 'x') }}").sql).toBe("eu x");
  expect(asked("{{ env_var('NONE') }}").problems[0]?.message).toBe("Env var required but not provided: 'NONE'");
  expect(asked("{{ env_var('DBT_ENV_SECRET_KEY') }}").problems[0]?.message).toContain(
    "Secret env vars are allowed only",
  );
});
test("target shows no password", () => {
  const profile = "{type: postgres, host: h, user: u, password: s3cret, dbname: db, schema: s, port: 1}";
  const source = `//- profiles.yml\nshop: {target: dev, outputs: {dev: ${profile}}}\n//- models/model.sql\n{{ target }}\n`;
  const text = sql(source);
  expect(text).toContain("'user': 'u'");
  expect(text).not.toContain("s3cret");
});
test("no JavaScript shows through", () => {
  for (const name of ["constructor", "__proto__", "prototype", "facts", "call", "attribute"])
    for (const owner of [
      "this",
      "adapter",
      "config",
      "var",
      "api",
      "target",
      "model",
      "exceptions",
      "builtins",
      "context",
    ])
      expect(sql(`{{ ${owner}.${name} is defined }}`)).toBe("False");
});
test("raise_compiler_error ends the model with the project's own words", () => {
  expect(problem("{{ exceptions.raise_compiler_error('no ' ~ 1) }}")).toBe("no 1");
});
test("dispatch says where it looked", () => {
  expect(problem("{{ adapter.dispatch('nobody', 'dbt')() }}")).toBe(
    "In dispatch: No macro named 'nobody' found within namespace: 'dbt'\n" +
      "    Searched for: 'shop.duckdb__nobody', 'shop.default__nobody', 'dbt.duckdb__nobody', 'dbt.default__nobody'",
  );
});
test("a source of dbt-duckdb that lies in files prints where", () => {
  const source = (location: string) => `
//- models/sources.yml
sources:
  - name: raw
    tables:
      - name: t
        config: {external_location: ${JSON.stringify(location)}}
//- models/model.sql
{{ source('raw', 't') }}
`;
  expect(sql(source("data/{schema}/{name}.parquet"))).toBe("'data/raw/t.parquet'");
  expect(sql(source("read_csv('x/{identifier}.csv', header=true)"))).toBe("read_csv('x/t.csv', header=true)");
  expect(sql(source("'quoted.csv'"))).toBe("'quoted.csv'");
});
test("a relation is what packages take for one", () => {
  const macro =
    "{% macro kind(it) %}{{ it is mapping and it.get('metadata', {}).get('type', '').endswith('Relation') }}{% endmacro %}";
  const source = (asked: string) =>
    `//- macros/m.sql\n${macro}\n//- models/a.sql\nselect 1\n//- models/model.sql\n{{ kind(${asked}) }}\n`;
  expect(["ref('a')", "this", "'a'", "{}"].map((it) => sql(source(it)))).toEqual(["True", "True", "False", "False"]);
});
test("a model knows what it reads while it is compiled", () => {
  const model =
    "-- {{ ref('a') }}\n{{ model.refs }} {{ model.depends_on.nodes }} {{ graph.nodes['model.shop.a'].name }}";
  expect(sql(`//- models/a.sql\nselect 1\n//- models/model.sql\n${model}\n`)).toContain(
    "[{'name': 'a'}] ['model.shop.a'] a",
  );
});

test("a var is a template where it is set as a text, and nowhere else", () => {
  const project = `
//- dbt_project.yml
name: shop
profile: shop
vars:
  first: "{{ 'a' if target.type == 'duckdb' else 'b' }}{{ shout('c') }}"
  deep: {text: "{{ 1 + 1 }}"}
//- macros/m.sql
{% macro shout(x) %}{{ x | upper }}{{ this.name }}{% endmacro %}
//- models/model.sql
{{ var('first') }} {{ var('deep').text }} {{ var('other', '{{ 1 }}') }}`;
  expect(sql(project)).toBe("aCmodel {{ 1 + 1 }} {{ 1 }}");
});

test("dbt's own configuration object, which packages reach for, is unknown", () => {
  const { status, unknowns } = compiledOf("{{ builtins.ref.config.dependencies }}", "incremental");
  expect([status, unknowns.map((it) => it.reason)]).toEqual([
    "partly-unknown",
    ["dbt's own configuration object is not evaluated here."],
  ]);
});

test("graph has every node with its columns, though each is made only when it is asked for", () => {
  const project = `
//- models/m.yml
models: [{name: other, columns: [{name: id}]}]
//- models/other.sql
select 1 as id
//- models/model.sql
{% set other = graph.nodes['model.shop.other'] %}{{ other.columns | list }} {{ other['config'].materialized }} {{
  graph.nodes.values() | map(attribute='name') | sort | list }} {{ other.depends_on.nodes }}`;
  expect(sql(project)).toBe("['id'] view ['model', 'other'] []");
});
