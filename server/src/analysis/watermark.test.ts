import { expect, test } from "vitest";
import { subjectIn } from "../../test-kit/subject.ts";
import { reselects } from "./reselects.ts";
import { watermarksOf } from "./watermark.ts";

const filtered = (filter: string) => `{{ config(materialized='incremental', unique_key='order_id') }}
select o.order_id, o.updated_at from {{ ref('orders') }} o
{% if is_incremental() %}${filter}{% endif %}`;

const found = (filter: string) =>
  watermarksOf(subjectIn(filtered(filter))).map(
    ({ operator, coalesced, lookback, aggregate, condition }) =>
      `${condition.clause} ${operator} ${aggregate?.function ?? "-"}(${aggregate?.column ?? "?"})${coalesced ? " coalesced" : ""}${lookback ? " lookback" : ""}`,
  );

test("the operator, the aggregate and its column", () => {
  expect(found("where updated_at > (select max(updated_at) from {{ this }})")).toEqual(["where > max(updated_at)"]);
  expect(found("where o.order_id >= (select max(order_id) + 1 from {{ this }})")).toEqual([
    "where >= max(order_id) lookback",
  ]);
  expect(found("where (select max(updated_at) from {{ this }}) < updated_at")).toEqual(["where > max(updated_at)"]);
  expect(found("where updated_at > (select max(cast(updated_at as date)) from {{ this }})")).toEqual([
    "where > max(?)",
  ]);
});

test("a default for the empty table, and bounds that are moved back", () => {
  expect(found("where updated_at > (select coalesce(max(updated_at), '1900-01-01') from {{ this }})")).toEqual([
    "where > max(updated_at) coalesced",
  ]);
  expect(found("where updated_at > (select max(updated_at) - interval '3 days' from {{ this }})")).toEqual([
    "where > max(updated_at) lookback",
  ]);
  expect(found("where updated_at >= (select dateadd('day', -3, max(updated_at)) from {{ this }})")).toEqual([
    "where >= max(updated_at) lookback",
  ]);
});

test("in any clause, among other conditions, and through a joined CTE", () => {
  expect(
    found("where amount between 1 and 2 and (true and updated_at > (select max(updated_at) from {{ this }}))"),
  ).toEqual(["where > max(updated_at)"]);
  expect(found("qualify max(updated_at) over () >= (select max(updated_at) from {{ this }})")).toEqual([
    "qualify >= max(updated_at)",
  ]);
  expect(
    found("cross join (select max(updated_at) as newest from {{ this }}) t where o.updated_at > t.newest"),
  ).toEqual(["where > -(?)"]);
  const joined = subjectIn(`{{ config(materialized='incremental', unique_key='order_id') }}
with newest as (select max(updated_at) as at from {{ this if is_incremental() else ref('orders') }})
select o.* from {{ ref('orders') }} o cross join newest where o.updated_at > newest.at`);
  expect(watermarksOf(joined).map((it) => it.operator)).toEqual([">"]);
});

test("behind a CASE, whose own comparisons are none", () => {
  expect(
    found(
      "where case when amount = 1 and true then 2 else 3 end > 1 and case when updated_at = '0001-01-01' then null else updated_at end > (select max(updated_at) from {{ this }})",
    ),
  ).toEqual(["where > max(updated_at)"]);
});

test("among what OR joins", () => {
  expect(found("where amount >= 1 or amount in (2) and updated_at > (select max(updated_at) from {{ this }})")).toEqual(
    ["where > max(updated_at)"],
  );
});

test("what compares with anything else is none", () => {
  expect(found("where updated_at > current_date - 3")).toEqual([]);
  expect(found("where order_id in (select order_id from {{ this }})")).toEqual([]);
  expect(found("where updated_at > (select max(updated_at) from {{ ref('orders') }})")).toEqual([]);
});

test("only a strict bound that isn't moved selects nothing twice", () => {
  const answer = (filter: string) => reselects(subjectIn(filtered(filter)));
  expect(answer("where updated_at > (select max(updated_at) from {{ this }})")).toBe("ties");
  expect(answer("where updated_at >= (select max(updated_at) from {{ this }})")).toBe("yes");
  expect(answer("where updated_at > (select max(updated_at) - interval '1 day' from {{ this }})")).toBe("yes");
  expect(answer("where updated_at > current_date - 3")).toBe("yes");
  expect(answer("where order_id not in (select order_id from {{ this }})")).toBe("unknown");
});
