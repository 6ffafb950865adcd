import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { HISTORY_FILE, parseHistory, type RunRecord } from "../protocol/history.ts";
import { remember } from "./history.ts";

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "highwater-history-"));
});
afterEach(() => rmSync(root, { recursive: true }));

const record = (runId: string): RunRecord => ({
  runId,
  uniqueId: "model.shop.orders",
  name: "orders",
  at: "2024-03-01T10:00:00.000Z",
  world: "incremental",
  why: null,
  status: "ok",
  rows: { inserted: 1, updated: null, deleted: null, affected: null },
  ms: 12,
  message: null,
  relation: "dev.main.orders",
  materialized: "incremental",
  strategy: "merge",
  target: "dev",
  engine: "DuckDB 1.5.5",
  command: "highwater run --select orders",
  statements: ["begin"],
});
const read = () => parseHistory(readFileSync(join(root, HISTORY_FILE), "utf8"));

test("records come back in order, and Git sees none of them", async () => {
  await remember(root, record("a"));
  await remember(root, record("b"));
  expect(read()).toEqual([record("a"), record("b")]);
  expect(readFileSync(join(root, ".highwater/.gitignore"), "utf8")).toBe("*\n");
});

test("a .gitignore that is there already stays", async () => {
  await remember(root, record("a"));
  writeFileSync(join(root, ".highwater/.gitignore"), "runs.ndjson\n");
  await remember(root, record("b"));
  expect(readFileSync(join(root, ".highwater/.gitignore"), "utf8")).toBe("runs.ndjson\n");
});

test("a file in the folder's place is told, and nothing is thrown", async () => {
  writeFileSync(join(root, ".highwater"), "");
  const kept = await remember(root, record("a"));
  expect(kept).toMatchObject({ ok: false, error: expect.stringContaining("its folder is a file") });
});

test("torn lines are passed over", async () => {
  await remember(root, record("a"));
  appendFileSync(join(root, HISTORY_FILE), '{"runId":"b","uniq\n{"runId":1}\n[]\n');
  await remember(root, record("c"));
  expect(read().map((it) => it.runId)).toEqual(["a", "c"]);
});
