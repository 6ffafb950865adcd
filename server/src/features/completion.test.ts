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
