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

test("a half-typed ref leads to its model wherever in the name the cursor stands", () => {
  const fixture = (line: string) => `
//- models/stg_orders.sql def
select 1 as id
//- models/model.sql
select * from ${line}
where status = 'paid'
`;
  for (const name of ["$0stg_or", "s$0tg_or", "stg$0_or", "stg_or$0"]) {
    checkDefinition(fixture(`{{ ref('${name}`));
    checkDefinition(fixture(`{{ ref("${name} }}`));
    checkDefinition(fixture(`{{ ref('${name} where a = 'b'`));
    checkDefinition(fixture(`{{ ref('shop', '${name}`));
    // As an editor leaves it that closes quotes and parentheses by itself.
    checkDefinition(fixture(`{{ ref('${name}') }}`));
  }
});

test("a ref by a variable leads to every model that the variable can name", () => {
  const fixture = (text: string) => `
//- models/orders.sql def
select 1 as id
//- models/refunds.sql def
select 1 as id
//- models/model.sql
${text}
`;
  checkDefinition(fixture("{% for name in ['orders', 'refunds'] %}{{ ref(na$0me) }}{% endfor %}"));
  checkDefinition(fixture("{% set all = ['orders', 'refunds'] %}{% for name in all %}{{ re$0f(name) }}{% endfor %}"));
  checkDefinition(`
//- models/orders.sql def
select 1 as id
//- models/model.sql
{% set r = 'orders' %}select * from {{ ref(r$0) }}
`);
});

test("a ref by a variable that nobody can know leads to the variable", () => {
  checkDefinition(`
//- models/orders.sql
select 1 as id
//- models/model.sql
{% set r = 'orders' %}{% set r = var('which') %}select * from {{ ref(r$0) }}
                             ^ def
`);
});

test("a ref with a version, and one with a package, lead to their own files", () => {
  const versioned = (call: string, one: string, two: string) => `
//- models/orders.yml
models:
  - name: orders
    latest_version: 2
    versions: [{v: 1}, {v: 2}]
//- models/orders_v1.sql ${one}
select 1 as id
//- models/orders_v2.sql ${two}
select 1 as id
//- models/model.sql
select * from {{ ${call} }}
`;
  checkDefinition(versioned("ref('ord$0ers', v=1)", "def", ""));
  checkDefinition(versioned("ref('ord$0ers', version=2)", "", "def"));
  checkDefinition(versioned("ref('ord$0ers')", "", "def"));
  checkDefinition(`
//- dbt_packages/crm/dbt_project.yml
name: crm
//- dbt_packages/crm/models/orders.sql def
select 1 as id
//- models/orders.sql
select 2 as id
//- models/model.sql
select * from {{ ref('crm', 'ord$0ers') }}
`);
});

test("a var leads to dbt_project.yml, what is set for the file's package first", () => {
  checkDefinition(`
//- dbt_project.yml
name: shop
profile: shop
vars:
  start: '2024-01-01'
  ^^^^^ def
//- models/model.sql
select '{{ var('st$0art', 'never') }}'
`);
  checkDefinition(`
//- dbt_project.yml
name: shop
profile: shop
vars:
  crm:
    start: 1
    ^^^^^ def
//- dbt_packages/crm/dbt_project.yml
name: crm
//- dbt_packages/crm/models/model.sql
select {{ var('st$0art') }}
`);
  checkDefinition(`
//- models/model.sql
select {{ var('nobo$0dy') }}
`);
});

test("the default of a var is no part of its name", () => {
  checkDefinition(`
//- dbt_project.yml
name: shop
profile: shop
vars: {start: 1}
//- models/model.sql
select {{ var('start', 'st$0art') }}
`);
});

test("this leads to the model that makes it", () => {
  checkDefinition(`
//- models/model.sql def
select * from {{ th$0is }}
`);
});

test("a variable leads to where it gets its value: set, loop or parameter", () => {
  checkDefinition(`
//- models/model.sql
{% set days = 3 %}
       ^^^^ def
select {{ da$0ys }}
`);
  checkDefinition(`
//- models/model.sql
{% for day in [1, 2] %}{{ da$0y }}{% endfor %}
       ^^^ def
`);
  checkDefinition(`
//- macros/a.sql
{% macro other(column) %}{{ column }}{% endmacro %}
{% macro since(column='at') %}{{ col$0umn }}{% endmacro %}
               ^^^^^^ def
`);
});

test("doc() leads to its docs block, the root project's first", () => {
  checkDefinition(`
//- dbt_packages/crm/dbt_project.yml
name: crm
//- dbt_packages/crm/models/docs.md
{% docs order_id %}Theirs.{% enddocs %}
//- models/docs.md
# Words
{% docs order_id %}Never reused.{% enddocs %}
        ^^^^^^^^ def
//- models/orders.yml
models:
  - name: orders
    description: "See {{ doc('order$0_id') }}."
`);
  checkDefinition(`
//- dbt_packages/crm/dbt_project.yml
name: crm
//- dbt_packages/crm/models/docs.md
{% docs order_id %}Theirs.{% enddocs %}
        ^^^^^^^^ def
//- models/docs.md
{% docs order_id %}Never reused.{% enddocs %}
//- models/orders.yml
models:
  - name: orders
    description: >
      See {{ doc('crm', 'order$0_id') }}.
`);
});

test("a generic test in YAML leads to its macro, in the project or in a package", () => {
  const fixture = (written: string) => `
//- macros/tests.sql
{% test is_positive(model, column_name) %}select 1{% endtest %}
        ^^^^^^^^^^^ def
//- models/orders.yml
models:
  - name: orders
    columns:
      - name: id
        data_tests:
          - ${written}
`;
  checkDefinition(fixture("is_pos$0itive"));
  checkDefinition(fixture("is_pos$0itive: {severity: warn}"));
  checkDefinition(fixture("{test_name: is_pos$0itive, name: mine}"));
  checkDefinition(`
//- dbt_packages/crm/dbt_project.yml
name: crm
//- dbt_packages/crm/macros/tests.sql
{% test is_even(model) %}select 1{% endtest %}
        ^^^^^^^ def
//- models/orders.yml
models:
  - name: orders
    tests: [crm.is_ev$0en]
`);
});

test("dbt's own tests stand in no file of the project", () => {
  checkDefinition(`
//- models/orders.yml
models:
  - name: orders
    columns: [{name: id, tests: [uni$0que]}]
`);
});

test("a singular test leads to its file", () => {
  checkDefinition(`
//- tests/no_gaps.sql def
select 1 where false
//- models/no_gaps_too.sql
select 1
//- tests/tests.yml
data_tests:
  - name: no_g$0aps
`);
});

test("YAML leads to the files that it describes", () => {
  checkDefinition(`
//- models/orders.sql def
select 1 as id
//- models/orders.yml
models:
  - name: ord$0ers
`);
  checkDefinition(`
//- models/orders_v1.sql def
select 1 as id
//- models/orders_v2.sql
select 1 as id
//- models/orders.yml
models:
  - name: orders
    versions:
      - v: $01
      - v: 2
`);
  checkDefinition(`
//- macros/since.sql
{% macro since(column) %}{% endmacro %}
         ^^^^^ def
//- macros/macros.yml
macros:
  - name: si$0nce
`);
});

test("a column in YAML leads to the model's own column, else to the model", () => {
  checkDefinition(`
//- models/orders.sql
with o as (select 1 as order_id, 2 as x)
select o.order_id as id, x from o
                     ^^ def
//- models/orders.yml
models:
  - name: orders
    columns:
      - name: i$0d
`);
  checkDefinition(`
//- models/orders.sql def
select * from {{ source('a', 'b') }}
//- models/orders.yml
models:
  - name: orders
    columns: [{name: i$0d}]
`);
});

test("refs and columns in YAML tests lead where they lead in SQL", () => {
  const fixture = (to: string, field: string) => `
//- models/customers.sql def
select * from {{ source('a', 'b') }}
//- models/orders.yml
models:
  - name: orders
    columns:
      - name: customer_id
        tests:
          - relationships:
              to: ${to}
              field: ${field}
`;
  checkDefinition(fixture("ref('cust$0omers')", "id"));
  checkDefinition(fixture(`"ref('cust$0omers')"`, "id"));
  checkDefinition(fixture("ref('customers')", "i$0d"));
  checkDefinition(`
//- models/customers.sql def
select 1 as id
//- models/exposures.yml
exposures:
  - name: board
    depends_on: [ref('cust$0omers')]
`);
});
