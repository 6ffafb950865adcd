import { test } from "vitest";
import { checkReferences } from "../../test-kit/check-features.ts";

const PROJECT = `
//- dbt_project.yml
name: shop
profile: shop
vars:
  start: 1
//- macros/since.sql
{% macro since(column) %}{{ column }} > {{ var('start') }}{% endmacro %}
//- models/orders.sql
select 1 as id
//- models/sources.yml
sources:
  - name: raw
    tables:
      - name: orders
`;

test("a model is referred to in SQL and in YAML, by refs that mean it and no other", () => {
  checkReferences(`${PROJECT}
//- models/daily.sql
select * from {{ ref('ord$0ers') }}
                     ^^^^^^^^ use
//- models/weekly.sql
select * from {{ ref('shop', 'orders') }} join {{ ref('orders_too') }}
                             ^^^^^^^^ use
//- models/orders_too.sql
select 'orders' as orders from {{ source('raw', 'orders') }}
//- models/orders.yml
models:
  - name: orders
          ^^^^^^ use
  - name: daily
    columns:
      - name: id
        tests:
          - relationships:
              to: ref('orders')
                      ^^^^^^^^ use
              field: id
exposures:
  - name: board
    depends_on: [ref('orders')]
                     ^^^^^^^^ use
`);
});

test("in a model's own file, plain text and this mean the model", () => {
  const fixture = (text: string) => `
//- models/model.sql
${text}
//- models/daily.sql
select * from {{ ref('model') }}
                     ^^^^^^^ use
`;
  checkReferences(fixture("sel$0ect 1 as id"));
  checkReferences(fixture("select * from {{ th$0is }}"));
});

test("a versioned model is referred to under its shared name", () => {
  checkReferences(`
//- models/orders.yml
models:
  - name: orders
    latest_version: 2
    versions: [{v: 1}, {v: 2}]
                   ^ use
//- models/orders_v1.sql
sele$0ct 1 as id
//- models/orders_v2.sql
select 2 as id
//- models/daily.sql
select * from {{ ref('orders', v=1) }} join {{ ref('orders') }} using (id)
                     ^^^^^^^^ use
`);
});

test("a source is referred to by its table", () => {
  checkReferences(`${PROJECT}
//- models/daily.sql
select * from {{ source('raw', 'ord$0ers') }} join {{ ref('orders') }} using (id)
                 ^^^^^^^^^^^^^^^^^^^^^^^ use
//- models/weekly.sql
select * from {{ source('raw', 'orders') }}
                 ^^^^^^^^^^^^^^^^^^^^^^^ use
`);
});

test("a macro is referred to by its calls, from where it is called and from where it is defined", () => {
  const uses = `
//- models/daily.sql
select 1 where {{ since('at') }}
                  ^^^^^ use
//- models/weekly.sql
{% if shop.since('at') %}{% endif %}
      ^^^^^^^^^^ use
select 'since' as since
`;
  checkReferences(PROJECT + uses.replace("{{ since", "{{ si$0nce"));
  checkReferences(PROJECT.replace("macro since", "macro si$0nce") + uses);
});

test("a macro of a package with the same name is another one", () => {
  checkReferences(`${PROJECT}
//- dbt_packages/crm/dbt_project.yml
name: crm
//- dbt_packages/crm/macros/since.sql
{% macro since(column) %}{% endmacro %}
//- dbt_packages/crm/models/theirs.sql
select {{ since('at') }}
//- models/daily.sql
select 1 where {{ sin$0ce('at') }} and {{ crm.since('at') }}
                  ^^^^^ use
`);
});

test("a variable is referred to by name, and so are tests and docs blocks", () => {
  checkReferences(
    PROJECT.replace("var('start')", "var('st$0art')").replace(
      "{% endmacro %}",
      "{% endmacro %}\n                                               ^^^^^^^ use",
    ),
  );
  checkReferences(`
//- macros/tests.sql
{% test is_e$0ven(model) %}select 1{% endtest %}
//- models/orders.yml
models:
  - name: orders
    tests: [is_even]
            ^^^^^^^ use
`);
  checkReferences(`
//- models/docs.md
{% docs i$0d %}Never reused.{% enddocs %}
//- models/orders.yml
models:
  - name: orders
    description: "{{ doc('id') }}"
                         ^^^^ use
`);
});

test("what is not known has no references", () => {
  checkReferences(`
//- models/daily.sql
select * from {{ ref('nowh$0ere') }}
`);
});
