import { expect, test } from "vitest";
import { runRecordMarkdown } from "./run-record.ts";

test("a record tells what ran and why, every statement, and how to do the same in a terminal", () => {
  const markdown = runRecordMarkdown({
    runId: "r",
    uniqueId: "model.shop.orders",
    name: "orders",
    at: "2024-03-02T11:48:00.123Z",
    world: "full-refresh",
    why: "target-is-view",
    status: "ok",
    rows: { inserted: 12, updated: null, deleted: null, affected: null },
    watermark: { column: "updated_at", before: null, after: "2024-03-02 00:00:00" },
    ms: 1_400,
    message: null,
    relation: "dev.main.orders",
    materialized: "incremental",
    strategy: "merge",
    target: "dev",
    engine: "DuckDB 1.5.5",
    command: "highwater run --select orders",
    uniqueKey: ["order_id", "day"],
    statements: ["select '```'", "commit"],
    phases: { compileMs: 20, statementsMs: [1_200, 100] },
  });
  expect(markdown).toContain("# orders: ran");
  expect(markdown).toContain("| when | 2024-03-02 11:48:00 UTC |");
  expect(markdown).toContain("| world | full refresh, because the target was a view |");
  expect(markdown).toContain("| rows | +12 rows |");
  expect(markdown).toContain("| watermark | `updated_at` nothing → 2024-03-02 00:00:00 |");
  expect(markdown).toContain("| built as | incremental, merge, on order_id, day |");
  expect(markdown).toContain("| relation | `dev.main.orders` |");
  expect(markdown).toContain("| target | dev (DuckDB 1.5.5) |");
  expect(markdown).toContain("| time | 1.4 s: compiling 0.02 s, 2 statements 1.3 s |");
  expect(markdown).toContain("1. 1.2 s\n\n````sql");
  expect(markdown).toContain("2. 0.1 s\n\n```sql\ncommit\n```");
  expect(markdown).toContain("```sh\nhighwater run --select orders\n```");
  // A fence inside a statement doesn't end the block around it.
  expect(markdown).toContain("````sql\nselect '```'\n````");
});
