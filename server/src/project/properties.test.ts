import { expect, test } from "vitest";
import { parseFixture } from "../../test-kit/fixture.ts";
import { projectOf } from "../../test-kit/project.ts";

/** The environment of a project with this as its only properties file. */
const read = (text: string, project = "name: shop\nprofile: shop\n") =>
  projectOf({ "dbt_project.yml": project, "models/staging/schema.yml": text }).environment;

function checkProblems(source: string): void {
  const { files, marks } = parseFixture(`//- models/schema.yml\n${source.replace(/^\n/, "")}`);
  const { problems } = projectOf(files).environment;
  expect(problems.map((it) => [it.at.path, it.at.span, it.message])).toEqual(
    marks.map((it) => [it.path, it.span, expect.stringContaining(it.text)]),
  );
}

test("a patch: config beside and inside of `config:`, columns, constraints", () => {
  const text = `
models:
  - name: orders
    description: "{{ doc('orders') }}"
    docs: {show: false}
    config:
      materialized: "{{ 'incremental' if target.type == 'duckdb' else 'table' }}"
      post_hook: "grant on {{ this }}"
    constraints: [{type: primary_key, columns: [id]}, {type: unique, columns: [a, b]}]
    columns:
      - name: id
        data_type: integer
        description: "{{ not rendered }}"
        constraints: [{type: not_null}]
`;
  const patch = read(text).patches.get("shop.orders");
  expect(patch?.config.map((it) => [it.key, it.value])).toEqual([
    ["docs", { show: false }],
    ["materialized", "incremental"],
    ["post_hook", "grant on {{ this }}"],
  ]);
  expect(patch?.description).toBe("{{ doc('orders') }}");
  expect(patch?.columns).toMatchObject([
    { name: "id", description: "{{ not rendered }}", dataType: "integer", constraints: ["not_null", "primary_key"] },
  ]);
  expect(patch && text.slice(patch.at.span.start, patch.at.span.end)).toBe("orders");
});

test("tests in all their shapes", () => {
  const patch = read(`
models:
  - name: orders
    data_tests:
      - unique: {column_name: "a || b"}
      - dbt_utils.unique_combination_of_columns:
          arguments: {combination_of_columns: [a, b]}
          config: {where: "a > 0"}
    columns:
      - name: id
        tests:
          - unique
          - not_null: {severity: warn}
          - relationships: {to: ref('x'), field: id}
          - name: my_values
            test_name: accepted_values
            values: [a]
          - custom:
`).patches.get("shop.orders");
  expect(patch?.tests.map((it) => [it.name, it.arguments, it.config])).toEqual([
    ["unique", { column_name: "a || b" }, {}],
    ["dbt_utils.unique_combination_of_columns", { combination_of_columns: ["a", "b"] }, { where: "a > 0" }],
  ]);
  expect(patch?.columns[0]?.tests.map((it) => [it.name, it.arguments, it.config])).toEqual([
    ["unique", {}, {}],
    ["not_null", {}, { severity: "warn" }],
    ["relationships", { to: "ref('x')", field: "id" }, {}],
    ["accepted_values", { values: ["a"] }, {}],
    ["custom", {}, {}],
  ]);
});

test("a source gives its tables what they don't say themselves", () => {
  const { sources } = read(
    `
sources:
  - name: raw
    database: "{{ env_var('RAW_DB', 'lake') }}"
    meta: {external_location: "data/{name}.parquet", team: a}
    quoting: {identifier: true}
    config: {tags: [x]}
    tables:
      - name: orders
        identifier: orders_v2
        columns: [{name: id, data_tests: [unique]}]
      - name: events
        config: {enabled: false, external_location: "s3://{identifier}.csv", tags: [y], meta: {team: b}}
        quoting: {schema: false}
`,
    "name: shop\nprofile: shop\nsources:\n  shop:\n    staging:\n      raw:\n        +meta: {owner: me}\n",
  );
  expect(sources).toMatchObject([
    {
      packageName: "shop",
      source: "raw",
      table: "orders",
      relation: { database: "lake", schema: "raw", identifier: "orders_v2" },
      enabled: true,
      externalLocation: "data/{name}.parquet",
      quoting: { identifier: true },
      config: { tags: ["x"], meta: { owner: "me", team: "a" } },
      columns: [{ name: "id", tests: [{ name: "unique" }] }],
    },
    {
      table: "events",
      relation: { database: "lake", schema: "raw", identifier: "events" },
      enabled: false,
      externalLocation: "s3://{identifier}.csv",
      quoting: { identifier: true, schema: false },
      config: { tags: ["x", "y"], meta: { owner: "me", team: "b" } },
    },
  ]);
});

test("a source without a database lies in the target's", () => {
  const [source] = read("sources:\n  - name: raw\n    schema: landing\n    tables: [{name: orders}]\n").sources;
  expect(source?.relation).toEqual({ database: "dev", schema: "landing", identifier: "orders" });
});

test("vars of the project are seen", () => {
  const project = "name: shop\nprofile: shop\nvars: {landing: a, shop: {landing: b}}\n";
  const [source] = read(
    "sources:\n  - name: raw\n    schema: \"{{ var('landing') }}\"\n    tables: [{name: t}]\n",
    project,
  ).sources;
  expect(source?.relation.schema).toBe("b");
});

test("each version has the properties of its model and its own on top", () => {
  const { patches } = read(`
models:
  - name: orders
    latest_version: 1
    config: {materialized: table}
    columns: [{name: id}, {name: total, description: old}]
    versions:
      - v: 1
      - v: 2
        defined_in: orders_next
        config: {materialized: view}
        columns: [{include: all}, {name: total, description: new}]
`);
  expect(patches.get("shop.orders")?.versions).toEqual([
    { v: "1", definedIn: "orders_v1" },
    { v: "2", definedIn: "orders_next" },
  ]);
  expect(patches.get("shop.orders")?.latestVersion).toBe("1");
  expect(patches.get("shop.orders_v1")?.config.map((it) => it.value)).toEqual(["table"]);
  expect(patches.get("shop.orders_next")?.config.map((it) => it.value)).toEqual(["table", "view"]);
  expect(patches.get("shop.orders_next")?.columns.map((it) => [it.name, it.description])).toEqual([
    ["id", ""],
    ["total", "new"],
  ]);
});

test("a version's own columns, and those of its model that `include` and `exclude` leave", () => {
  const { patches } = read(`
models:
  - name: x
    columns: [{name: id}, {name: a}, {name: b}]
    versions:
      - v: 1
      - v: 2
        columns: [{name: extra}, {name: a, description: own}]
      - v: 3
        columns: [{include: all, exclude: [b]}, {name: extra}]
      - v: 4
        columns: [{include: [id]}, {name: extra}]
      - v: 5
        columns: [{include: "*"}]
`);
  const columns = (v: number) =>
    patches
      .get(`shop.x_v${v}`)
      ?.columns.map((it) => it.name)
      .sort();
  expect([1, 2, 3, 4, 5].map(columns)).toEqual([
    ["a", "b", "id"],
    ["a", "b", "extra", "id"],
    ["a", "extra", "id"],
    ["extra", "id"],
    ["a", "b", "id"],
  ]);
});

test("tags, hooks and grants of a version come before those of its model; everything else beats it", () => {
  const source = `
//- models/x_v1.sql
{{ config(tags=['f'], pre_hook='select 3') }} select 1 as id
//- models/x.yml
models:
  - name: x
    config: {tags: [b1, b2], meta: {a: 1, c: 3}, pre_hook: [select 1], grants: {select: [a], insert: [q]}, materialized: table}
    versions: [{v: 1, config: {tags: [v1, b1], meta: {a: 2}, pre_hook: [select 2], grants: {select: [b]}, materialized: view}}]
`;
  const config = projectOf(parseFixture(source).files).nodes.get("model.shop.x.v1")?.facts.config;
  expect(config).toMatchObject({
    tags: ["v1", "b1", "b1", "b2", "f"],
    meta: { a: 2, c: 3 },
    "pre-hook": [{ sql: "select 2" }, { sql: "select 1" }, { sql: "select 3" }],
    grants: { select: ["b", "a"], insert: ["q"] },
    materialized: "view",
  });
});

test("versions that dbt refuses: one twice, and a latest that isn't there", () => {
  const said = (versions: string) => read(`models: [{name: x, ${versions}}]\n`).problems.map((it) => it.message);
  expect(said("versions: [{v: 1}, {v: 1}]")).toEqual(["The model x lists version 1 twice. dbt refuses the project."]);
  expect(said("latest_version: 3, versions: [{v: 1}, {v: 2}]")).toEqual([
    "The model x has no version 3, only 1, 2. dbt refuses the project.",
  ]);
});

test("the newest version is the latest: by number, not by letters", () => {
  const { patches } = read("models:\n  - name: a\n    versions: [{v: 2}, {v: 10}, {v: 9}]\n");
  expect(patches.get("shop.a")?.latestVersion).toBe("10");
});

test("wrong shapes are told with what is expected, and everything around them is read", () => {
  checkProblems(`
models:
  - name: orders
    config: incremental
            ^^^^^^^^^^^ \`config\` needs a map of keys and values here, not the value \`incremental\`
    columns: {name: id}
              ^^^^ \`columns\` needs a list here
  - orders
    ^^^^^^ Each entry of \`models\` needs a map
  - description: no name
    ^^^^^^^^^^^ needs a \`name:\`
  - name: daily
    columns:
      - name: id
        data_tests:
          - accepted_values:
            ^^^^^^^^^^^^^^^ Indent the arguments of \`accepted_values\`
            values: [a]
          - [unique]
            ^^^^^^^^ A test is a name, or a map
`);
});

test("a list where a file needs keys", () => {
  checkProblems(`
- name: orders
  ^^^^ A properties file needs keys
`);
});

test("a name with two entries: dbt refuses the second", () => {
  checkProblems(`
models:
  - name: orders
  - name: orders
          ^^^^^^ \`orders\` has properties in models/schema.yml as well
`);
});

test("a problem in an aliased value is told once", () => {
  checkProblems(`
x-common: &common {schema: "{{ var('nobody') }}"}
                               ^^^^^^^^^^^^^ Required var 'nobody' not found
models:
  - name: a
    config: *common
  - name: b
    config: *common
`);
});

test("descriptions of macros, and snapshots that a properties file defines", () => {
  const snapshot = projectOf({
    "macros/m.sql": "{% macro cents(a) %}{{ a }}{% endmacro %}",
    "macros/m.yml": "macros:\n  - name: cents\n    description: whole cents\n",
    "snapshots/s.yml":
      "snapshots:\n  - name: orders_history\n    relation: ref('orders')\n    config: {unique_key: id}\n",
  });
  expect(snapshot.environment.macros.resolve("cents", "shop")?.description).toBe("whole cents");
  const node = snapshot.nodes.get("snapshot.shop.orders_history");
  expect([node?.fqn, node?.file, node?.facts.config.unique_key]).toEqual([["shop", "orders_history"], undefined, "id"]);
  expect(snapshot.nodes.at("snapshots/s.yml")).toBeUndefined();
});
