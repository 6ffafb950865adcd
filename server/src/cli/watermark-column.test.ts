import { expect, test } from "vitest";
import { projectOf } from "../../test-kit/project.ts";
import { watermarkColumn } from "./watermark-column.ts";

test.each([
  ["where updated_at > (select max(updated_at) from {{ this }})", "updated_at"],
  ["where updated_at > (select coalesce(max(\"Loaded At\"), '1900-01-01') from {{ this }})", "Loaded At"],
  ["where updated_at > (select max(updated_at) - interval 3 day from {{ this }})", "updated_at"],
  ["where updated_at > (select min(updated_at) from {{ this }})", undefined],
  ["where id not in (select id from {{ this }})", undefined],
  ["where updated_at > current_date - 3", undefined],
])("%s starts from %s", (filter, column) => {
  const text = `{{ config(materialized='incremental', unique_key='id') }}
select id, updated_at from raw.orders {% if is_incremental() %}${filter}{% endif %}`;
  const snapshot = projectOf({ "models/orders.sql": text });
  const [node] = snapshot.nodes.named("orders");
  expect(node && watermarkColumn(snapshot, node)).toBe(column);
});
