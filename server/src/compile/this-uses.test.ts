import { expect, test } from "vitest";
import { compiledOf } from "../../test-kit/compile.ts";
import type { World } from "../base/world.ts";

const files = `
//- macros/newest.sql
{% macro newest() %}(select max(at) from {{ this }}){% endmacro %}
//- models/eph.sql
{{ config(materialized='ephemeral') }}select 1 as id
//- models/model.sql
{{ config(materialized='incremental') }}
`;

/** The texts that the uses stand for, in the model's file and in the SQL. */
function uses(template: string, world: World = "incremental") {
  const { thisUses, sql } = compiledOf(`${files}${template}`, world);
  const model = `{{ config(materialized='incremental') }}\n${template}`;
  return thisUses.map(({ at, causes, rendered }) => ({
    written: model.slice(at.span.start, at.span.end),
    causes: causes.map((it) => it.path),
    rendered: rendered && sql.slice(rendered.start, rendered.end),
  }));
}

const own = '"dev"."main"."model"';

test("a printed {{ this }}", () => {
  expect(uses("select * from {{ this }}")).toEqual([{ written: "{{ this }}", causes: [], rendered: own }]);
});
test("one printed by a macro is shown at the call, with the macro's line behind it", () => {
  expect(uses("select {{ newest() }}")).toEqual([
    { written: "newest()", causes: ["macros/newest.sql"], rendered: own },
  ]);
});
test("one that was joined with other text", () => {
  expect(uses("select {{ '(select 1 from ' ~ this ~ ')' }}")[0]?.rendered).toBe(`(select 1 from ${own})`);
});
test("a relation made from it", () => {
  expect(uses("select * from {{ this.include(database=false) }}")[0]?.rendered).toBe('"main"."model"');
});
test("one that a query of the template reads", () => {
  expect(uses("{% do run_query('select max(at) from ' ~ this) %}select 1")).toEqual([
    { written: "run_query('select max(at) from ' ~ this)", causes: [], rendered: undefined },
  ]);
});
test("positions hold behind an ephemeral model's text", () => {
  expect(uses("select * from {{ ref('eph') }} join {{ this }}")).toEqual([
    { written: "{{ this }}", causes: [], rendered: own },
  ]);
});
test("parts of it, and what one world leaves out, are no use", () => {
  expect(uses("select '{{ this.identifier }}'")).toEqual([]);
  expect(uses("{% if is_incremental() %}{{ this }}{% endif %}", "full-refresh")).toEqual([]);
});
