import { expect, test } from "vitest";
import { fakeCli } from "../../test-kit/cli.ts";
import type { Outcome, RunEvent } from "../protocol/events.ts";
import { printRows, printWatermark, runReport } from "./run-report.ts";
import { duration } from "./style.ts";

const planned = (index: number, name: string, materialized: string, strategy: string | null = null): RunEvent => ({
  kind: "planned",
  ...{ index, uniqueId: name, name, materialized, strategy, relation: `dev.main.${name}` },
  world: strategy === null ? null : "incremental",
  why: null,
});
const finished = (uniqueId: string, outcome: Partial<Outcome>): RunEvent => ({
  kind: "finished",
  uniqueId,
  ...{ status: "ok", world: null, why: null, rows: null, ms: 20, message: null, at: null, ...outcome },
});
const rows = { inserted: 1204, updated: 310, deleted: null, affected: 1514 };
const events: readonly RunEvent[] = [
  {
    kind: "run-started",
    runId: "r",
    project: "shop",
    target: "dev",
    adapter: "duckdb",
    engine: "DuckDB 1.5.5",
    models: 4,
  },
  planned(1, "stg_orders", "view"),
  planned(2, "orders_daily", "incremental", "merge"),
  planned(3, "orders", "incremental", "append"),
  planned(4, "customer_value", "table"),
  finished("stg_orders", {}),
  finished("orders_daily", { world: "incremental", rows, ms: 410 }),
  finished("orders", {
    status: "error",
    message: 'Binder Error: column "amont" not found',
    at: { path: "models/orders.sql", line: 14, column: 3, endLine: 14, endColumn: 8 },
  }),
  finished("customer_value", { status: "skipped", message: "depends on orders, which failed" }),
  { kind: "run-finished", runId: "r", status: "error", ok: 2, failed: 1, skipped: 1, ms: 1500 },
];

test("a run reads as a table, failures go to stderr with their place, the summary comes last", () => {
  const cli = fakeCli();
  const report = runReport(cli.stdout, cli.stderr);
  for (const event of events) report(event);
  expect(cli.printed()).toBe(
    [
      "shop · dev (DuckDB 1.5.5) · 4 nodes",
      " 1/4 view         stg_orders      ok              0.02 s",
      " 2/4 incremental  orders_daily    merge           0.41 s   +1,204 ~310",
      " 3/4 incremental  orders          failed          0.02 s",
      " 4/4 table        customer_value  skipped       depends on orders, which failed",
      "Failed: 2 ok, 1 failed, 1 skipped in 1.50 s",
      "",
    ].join("\n"),
  );
  expect(cli.said()).toBe('error models/orders.sql:14:3 Binder Error: column "amont" not found\n');
});

test("how far a table got stands behind its rows", () => {
  expect(printWatermark({ column: "updated_at", before: "2024-03-01 00:00:00", after: "2024-03-02 00:00:00" })).toBe(
    "updated_at 2024-03-01 → 2024-03-02",
  );
  expect(printWatermark({ column: "id", before: null, after: "7" })).toBe("id → 7");
  const cli = fakeCli();
  const report = runReport(cli.stdout, cli.stderr);
  report(planned(1, "orders", "incremental", "merge"));
  report(finished("orders", { world: "incremental", rows, watermark: { column: "id", before: "3", after: "7" } }));
  expect(cli.printed()).toContain("+1,204 ~310   id 3 → 7\n");
});

test("a narrow terminal cuts the end of a line", () => {
  const cli = fakeCli({ width: 60 });
  const report = runReport(cli.stdout, cli.stderr);
  for (const event of events) report(event);
  const lines = cli.printed().split("\n");
  expect(lines.find((it) => it.includes("skipped"))).toBe(
    " 4/4 table        customer_value  skipped       depends on …",
  );
});

test("the world that ran instead is told with its reason", () => {
  const cli = fakeCli();
  const report = runReport(cli.stdout, cli.stderr);
  report(planned(1, "orders", "incremental", "merge"));
  report(finished("orders", { world: "full-refresh", why: "target-missing", rows: { ...rows, updated: null } }));
  expect(cli.printed()).toContain("full refresh    0.02 s   +1,204   (first run: builds the whole table)");
});

test("rows and times in few characters", () => {
  expect(printRows({ inserted: 3, updated: null, deleted: 1000, affected: null })).toBe("+3 −1,000");
  expect(printRows({ inserted: null, updated: null, deleted: null, affected: 1514 })).toBe("1,514 rows merged");
  expect([12, 9_990, 41_000, 125_000].map(duration)).toEqual(["0.01 s", "9.99 s", "41.0 s", "2 min 5 s"]);
});
