import { test } from "vitest";
import { checkDefinition } from "../../test-kit/check-features.ts";

test("a ref leads to the model it names", () => {
  checkDefinition(`
//- models/orders.sql def
select 1 as id
//- models/model.sql
select * from {{ ref('ord$0ers') }}
`);
});

test("a ref leads to a seed", () => {
  checkDefinition(`
//- seeds/countries.csv def
code
//- models/model.sql
select * from {{ ref('coun$0tries') }}
`);
});

test("both quotes of a ref belong to it, and so does its package", () => {
  const fixture = (call: string) => `
//- models/orders.sql def
select 1 as id
//- models/model.sql
select * from {{ ${call} }}
`;
  checkDefinition(fixture("ref($0'orders')"));
  checkDefinition(fixture("ref('orders'$0)"));
  checkDefinition(fixture("ref('sh$0op', 'orders')"));
  checkDefinition(fixture('ref("ord$0ers")'));
  checkDefinition(fixture("re$0f('orders')"));
});

test("a ref to a model nobody wrote leads nowhere, and neither does the text around a ref", () => {
  checkDefinition(`
//- models/model.sql
select * from {{ ref('ord$0ers') }}
`);
  checkDefinition(`
//- models/orders.sql
select 1 as id
//- models/model.sql
sel$0ect * from {{ ref('orders') }}
`);
});

test("a half-typed ref leads to what it names already", () => {
  checkDefinition(`
//- models/orders.sql def
select 1 as id
//- models/orders_daily.sql
select 1 as id
//- models/model.sql
select * from {{ ref('orders$0
`);
});

test("a half-typed ref leads to everything whose name begins so", () => {
  checkDefinition(`
//- models/orders.sql def
select 1 as id
//- models/orders_daily.sql def
select 1 as id
//- models/stg_orders.sql
select 1 as id
//- models/model.sql
select * from {{ ref('ord$0 }}
where 1 = 1
`);
});

test("a ref inside a block and inside a macro's arguments is found", () => {
  checkDefinition(`
//- models/orders.sql def
select 1 as id
//- models/model.sql
{% if is_incremental() %}{% set x = latest(ref('ord$0ers'), 'id') %}{% endif %}
`);
});

test("a source leads to the table's entry, not to the source's", () => {
  checkDefinition(`
//- models/sources.yml
sources:
  - name: shop
    tables:
      - name: orders
              ^^^^^^ def
//- models/model.sql
select * from {{ source('shop', 'ord$0ers') }}
`);
});

test("a half-typed source leads to the tables that begin so", () => {
  checkDefinition(`
//- models/sources.yml
sources:
  - name: shop
    tables:
      - name: orders
              ^^^^^^ def
      - name: events
//- models/model.sql
select * from {{ source('shop', 'or$0
`);
});

test("a macro call leads to the macro's name", () => {
  checkDefinition(`
//- macros/since.sql
{% macro since_last_load(column) %}{% endmacro %}
         ^^^^^^^^^^^^^^^ def
//- models/model.sql
select 1 {{ since_last$0_load('at') }}
`);
});

test("a macro of a package is found by its full name, wherever in it the cursor stands", () => {
  const fixture = (call: string) => `
//- dbt_packages/calendar/dbt_project.yml
name: calendar
//- dbt_packages/calendar/macros/day_of.sql
{% macro day_of(at) %}{% endmacro %}
         ^^^^^^ def
//- models/model.sql
select {{ ${call} }}
`;
  checkDefinition(fixture("calendar.day$0_of('at')"));
  checkDefinition(fixture("calen$0dar.day_of('at')"));
  checkDefinition(fixture("calendar.day_o$0f"));
});

test("a macro that dispatches leads to the implementation first", () => {
  checkDefinition(`
//- macros/a.sql
{% macro duckdb__day_of(at) %}{% endmacro %}
         ^^^^^^^^^^^^^^ def
//- macros/b.sql
{% macro day_of(at) %}{{ return(adapter.dispatch('day_of')(at)) }}{% endmacro %}
         ^^^^^^ def
//- models/model.sql
select {{ day$0_of('at') }}
`);
});
