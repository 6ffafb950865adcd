import { expect, test } from "vitest";
import { completionsAt } from "../../test-kit/check-features.ts";

const SHOP = `
//- models/orders.sql
select 1 as id
//- seeds/countries.csv
code
//- models/sources.yml
sources:
  - {name: raw, tables: [{name: events}, {name: clicks}]}
  - {name: erp, tables: [{name: invoices}]}
//- models/model.sql
`;

test("models and seeds are offered inside a ref, closed or not", () => {
  expect(completionsAt(`${SHOP}select * from {{ ref('or$0') }}`)).toEqual(["countries", "model", "orders"]);
  expect(completionsAt(`${SHOP}select * from {{ ref('$0`)).toEqual(["countries", "model", "orders"]);
});

test("sources are offered first, then the tables of the one that is typed", () => {
  expect(completionsAt(`${SHOP}select * from {{ source('$0') }}`)).toEqual(["erp", "raw"]);
  expect(completionsAt(`${SHOP}select * from {{ source('raw', 'e$0') }}`)).toEqual(["clicks", "events"]);
});

test("nothing is offered elsewhere", () => {
  expect(completionsAt(`${SHOP}select or$0 from {{ ref('orders') }}`)).toEqual([]);
  expect(completionsAt(`${SHOP}{{ config(alias='or$0') }}`)).toEqual([]);
});

const TOOLS = `
//- dbt_project.yml
name: shop
profile: shop
vars: {start: 1, crm: {theirs: 2}}
//- dbt_packages/crm/dbt_project.yml
name: crm
//- dbt_packages/crm/macros/a.sql
{% macro day_of(at) %}{% endmacro %}
//- macros/a.sql
{% macro since(at) %}{% endmacro %}{% macro default__since(at) %}{% endmacro %}{% test even(model) %}{% endtest %}
//- models/model.sql
`;

test("macros are offered where a name is typed in a template, those of packages with the package's name", () => {
  expect(completionsAt(`${TOOLS}select {{ si$0 }}`)).toEqual(["crm.day_of", "since"]);
  expect(completionsAt(`${TOOLS}select {{ crm.da$0`)).toEqual(["crm.day_of", "since"]);
  expect(completionsAt(`${TOOLS}select si$0 {{ since(1) }}`)).toEqual([]);
});

test("variables are offered inside var(), those of the file's package", () => {
  expect(completionsAt(`${TOOLS}select {{ var('s$0') }}`)).toEqual(["start"]);
  const theirs = TOOLS.replace("//- models/model.sql", "//- dbt_packages/crm/models/model.sql");
  expect(completionsAt(`${theirs}select {{ var('$0') }}`)).toEqual(["start", "theirs"]);
});

test("settings are offered inside config(), and the values of those that have a list of them", () => {
  expect(completionsAt(`${TOOLS}{{ config(uni$0) }}`)).toEqual(expect.arrayContaining(["since", "unique_key"]));
  expect(completionsAt(`${TOOLS}{{ config(materialized='table', on_sche$0=1) }}`)).toContain("on_schema_change");
  expect(completionsAt(`${TOOLS}{{ config(incremental_strategy='delete+$0') }}`)).toEqual([
    "append",
    "delete+insert",
    "insert_overwrite",
    "merge",
    "microbatch",
  ]);
  expect(completionsAt(`${TOOLS}{{ config(materialized='$0`)).toContain("incremental");
  expect(completionsAt(`${TOOLS}{{ config(alias=since('$0')) }}`)).toEqual([]);
});
