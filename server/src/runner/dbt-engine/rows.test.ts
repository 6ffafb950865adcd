import { expect, test } from "vitest";
import { rowsOf } from "./rows.ts";

test("rows are what the adapter tells, and -1 is nothing", () => {
  expect(rowsOf({ _message: "OK" })).toBeNull();
  expect(rowsOf({ _message: "INSERT 0 -1", rows_affected: -1 })).toBeNull();
  expect(rowsOf({ rows_affected: 1514, query_id: "q" })).toEqual({
    inserted: null,
    updated: null,
    deleted: null,
    affected: 1514,
  });
  expect(rowsOf({ rows_affected: 4, rows_inserted: 3, rows_updated: 1, rows_deleted: 0 })).toEqual({
    inserted: 3,
    updated: 1,
    deleted: 0,
    affected: 4,
  });
});
