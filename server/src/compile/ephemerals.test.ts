import { expect, test } from "vitest";
import { compiledOf } from "../../test-kit/compile.ts";

const project = (model: string) => `
//- models/one.sql
{{ config(materialized='ephemeral') }}
select 1 as id
//- models/two.sql
{{ config(materialized='ephemeral', alias='second') }}select * from {{ ref('one') }}
//- models/model.sql
${model}
`;
const sql = (model: string) => compiledOf(project(model), "incremental").sql;
const ONE = " __dbt__cte__one as (\n\nselect 1 as id\n)";
const TWO = " __dbt__cte__second as (\nselect * from __dbt__cte__one\n)";

/** Each expected text is what dbt Core 1.11 wrote for such a model. */
test("without a with, the list goes in front of the statement", () => {
  expect(sql("select * from {{ ref('one') }}")).toBe(`with${ONE} select * from __dbt__cte__one`);
});
test("a leading comment ends up behind the list, leading newlines before it", () => {
  expect(sql("{{ '' }}\n\n-- c\nselect * from {{ ref('one') }}")).toBe(
    `\n\nwith${ONE} -- c\nselect * from __dbt__cte__one`,
  );
});
test("an existing with takes the list behind it, whatever follows", () => {
  expect(sql("with a as (select * from {{ ref('one') }}) select 1")).toBe(
    `with ${ONE}, a as (select * from __dbt__cte__one) select 1`,
  );
  expect(sql("with\n-- c\na as (select * from {{ ref('one') }}) select 1")).toBe(
    `with\n${ONE}, -- c\na as (select * from __dbt__cte__one) select 1`,
  );
});
test("with recursive is one word", () => {
  expect(sql("WITH RECURSIVE t as (select 1) select * from t, {{ ref('one') }}")).toBe(
    `WITH RECURSIVE ${ONE}, t as (select 1) select * from t, __dbt__cte__one`,
  );
});
test("what an ephemeral model needs comes before it, and each only once", () => {
  const expected = `with${ONE}, ${TWO} select * from __dbt__cte__second, __dbt__cte__one`;
  expect(sql("select * from {{ ref('two') }}, {{ ref('one') }}")).toBe(expected);
});
test("strings, comments, quoted names and parentheses hide a with", () => {
  const text = `select 'with', "with", $$ with $$, (with q as (select 1) select 2) /* with */ from`;
  expect(sql(`${text} {{ ref('one') }} -- with`)).toBe(`with${ONE} ${text} __dbt__cte__one -- with`);
});
test("only the first statement survives", () => {
  expect(sql("select * from {{ ref('one') }}; -- a\n-- b\n\nselect 2")).toBe(
    `with${ONE} select * from __dbt__cte__one; -- a\n-- b\n`,
  );
});
test("the ephemeral's own text keeps its origin, the rest of the list has none", () => {
  const { segments, sql: text } = compiledOf(project("select * from {{ ref('one') }}"), "incremental");
  const [from] = segments.filter((it) => it.kind === "verbatim" && it.source.path === "models/one.sql");
  expect(from && text.slice(from.rendered.start, from.rendered.end)).toBe("\nselect 1 as id");
  expect(segments[0]).toMatchObject({ kind: "scaffold", rendered: { start: 0 } });
});
test("is_incremental is false in an ephemeral model, whoever reads it", () => {
  const source = `
//- models/eph.sql
{{ config(materialized='ephemeral') }}select {{ is_incremental() }}
//- models/model.sql
{{ config(materialized='incremental') }}select * from {{ ref('eph') }} {{ is_incremental() }}
`;
  expect(compiledOf(source, "incremental").sql).toBe(
    "with __dbt__cte__eph as (\nselect False\n) select * from __dbt__cte__eph True",
  );
});
