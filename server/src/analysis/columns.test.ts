import { expect, test } from "vitest";
import { subjectIn } from "../../test-kit/subject.ts";
import { timeColumns } from "./time-columns.ts";
import { suggestedColumns } from "./upstream.ts";

const columns = (source: string) => suggestedColumns(subjectIn(source));

test("names and aliases of the final select", () => {
  expect(columns("select a.order_id, amount * 2 as twice, count(*) from {{ ref('orders') }} a")).toEqual([
    "order_id",
    "twice",
  ]);
});

test("stars are followed through CTEs, subqueries and models", () => {
  expect(
    columns("with a as (select *, 1 as one from {{ ref('orders') }}) select a.*, 2 as two from (select * from a) a"),
  ).toEqual(["order_id", "amount", "updated_at", "one", "two"]);
});

test("a star over a source is known where the source's columns are declared", () => {
  const source = (more: string) => `
//- models/sources.yml
sources: [{name: raw, tables: [{name: events${more}}]}]
//- models/model.sql
select * from {{ source('raw', 'events') }}
`;
  expect(columns(source(""))).toBeUndefined();
  expect(columns(source(", columns: [{name: event_id}, {name: loaded_at}]"))).toEqual(["event_id", "loaded_at"]);
});

test("a filtered star and models that select from each other are unknown", () => {
  expect(columns("select * like '%t' from {{ ref('orders') }}")).toBeUndefined();
  expect(columns("select * from {{ ref('model') }}")).toBeUndefined();
});

test("time columns, the best watermark first", () => {
  expect(
    timeColumns(
      subjectIn(
        "select id, order_date, created_at, updated_by, _loaded_at, is_updated, updated_at from {{ ref('orders') }}",
      ),
    ),
  ).toEqual(["updated_at", "_loaded_at", "created_at", "order_date"]);
});

test("stars with changes, columns by name, and CTEs that hide one another", () => {
  expect(columns("select * exclude amount rename (order_id as id) from {{ ref('orders') }}")).toEqual([
    "id",
    "updated_at",
  ]);
  expect(columns("select * except (amount, updated_at) from {{ ref('orders') }}")).toEqual(["order_id"]);
  expect(columns("with orders as (select * from {{ ref('orders') }}) select * from orders")).toHaveLength(3);
  expect(
    columns("with a as (select 1 as x), b as (with a as (select 2 as y) select * from a) select * from b"),
  ).toEqual(["y"]);
  expect(columns("with a(p, q) as (select 1, 2) select a.*, 3 as r from a")).toEqual(["p", "q", "r"]);
  expect(columns("select 1 as a union all by name select 2 as b")).toEqual(["a", "b"]);
});
