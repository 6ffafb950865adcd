import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { projectOf } from "../../../test-kit/project.ts";
import type { World } from "../../base/world.ts";
import type { RunEvent } from "../../protocol/events.ts";
import { runOrder } from "../order.ts";
import { DbtListener } from "./dbt-listener.ts";
import type { DbtEnd } from "./dbt-process.ts";

/** The project that the recorded logs are of. */
const SHOP = {
  "models/a.sql": "{{ config(materialized='table') }}\nselect i as id, i % 3 as k from range(100) r(i)\n",
  "models/inc.sql":
    "{{ config(materialized='incremental', unique_key='id', incremental_strategy='merge') }}\n\nselect id, k\nfrom {{ ref('a') }}\n{% if is_incremental() %}\nwhere id > (select max(id) from {{ this }})\n{% endif %}\n",
  "models/bad.sql":
    "{{ config(materialized='incremental') }}\n\n{% if is_incremental() %}\n-- hi\n{% endif %}\nselect amont\nfrom {{ ref('a') }}\n",
  "models/below.sql": "select * from {{ ref('bad') }}\n",
};

const ENDED: DbtEnd = { kind: "ended", code: 1, signal: null, stderr: "" };

interface Given {
  readonly models?: readonly string[];
  readonly asked?: World;
  readonly signal?: AbortSignal;
}

const never = new AbortController().signal;

function listenerOn({ models = ["a", "inc", "bad", "below"], asked = "incremental", signal = never }: Given = {}) {
  const snapshot = projectOf(SHOP);
  const order = runOrder(
    models.map((it) => `model.shop.${it}`),
    snapshot.nodes.graph,
  ).flatMap((it) => {
    const node = snapshot.nodes.get(it.id);
    return node ? [{ ...it, node }] : [];
  });
  return new DbtListener({ snapshot, asked, order, blot: (it) => it.replaceAll("hush", "*****"), signal });
}

const recorded = (name: string) =>
  readFileSync(join(import.meta.dirname, "recorded", `${name}.ndjson`), "utf8").split("\n");
const finished = (events: readonly RunEvent[], name: string) =>
  events.find((it) => it.kind === "finished" && it.uniqueId === `model.shop.${name}`);

test.each(["core-1.8", "core-1.11", "v2"])("the log of %s becomes the events of a run", (name) => {
  const listener = listenerOn();
  const events = recorded(name).flatMap((it) => [...listener.hear(it)]);
  const kinds = (id: string) =>
    events.flatMap((it) => ("uniqueId" in it && it.uniqueId === `model.shop.${id}` ? [it.kind] : []));
  expect(kinds("a")[0]).toBe("started");
  expect(kinds("a")).toContain("statement");
  expect(kinds("a").at(-1)).toBe("finished");
  expect(kinds("below")).toEqual(["started", "finished"]);

  expect(finished(events, "a")).toMatchObject({ status: "ok", world: null, message: null });
  expect(finished(events, "below")).toMatchObject({ status: "skipped", message: "depends on bad, which failed" });
  const bad = finished(events, "bad");
  expect(bad).toMatchObject({
    status: "error",
    at: { path: "models/bad.sql", line: 6, column: 8, endLine: 6, endColumn: 13 },
  });
  expect(bad?.kind === "finished" && bad.message).toMatch(/^Binder Error: Referenced column "amont" not found/);
  expect([...listener.leftOver(ENDED)]).toEqual([]);
  expect(listener.failureOf(ENDED)).toBeNull();
});

test("the world that ran is in the outcome, and so is why it was another one", () => {
  const listener = listenerOn();
  const events = recorded("core-1.11").flatMap((it) => [...listener.hear(it)]);
  expect(finished(events, "inc")).toMatchObject({ status: "ok", world: "full-refresh", why: "no-table" });
  const forced = listenerOn({ asked: "full-refresh" });
  const again = recorded("core-1.11").flatMap((it) => [...forced.hear(it)]);
  expect(finished(again, "inc")).toMatchObject({ world: "full-refresh", why: null });
});

const line = (name: string, data: object, info: object = {}) =>
  JSON.stringify({ data, info: { name, level: "debug", msg: "", ...info } });
const node = (name: string) => ({ node_info: { unique_id: `model.shop.${name}` } });

test("lines that are no log, lines of other nodes and repeated ends are passed over", () => {
  const listener = listenerOn({ models: ["inc"] });
  const lines = [
    "",
    "Traceback (most recent call last):",
    "{not json",
    '{"info": null}',
    "[1, 2]",
    line("NodeStart", node("other")),
    line("NodeStart", node("inc")),
    line("NodeFinished", { ...node("inc"), run_result: { status: "success", adapter_response: { rows_affected: 3 } } }),
    line("NodeFinished", { ...node("inc"), run_result: null }),
  ];
  const events = lines.flatMap((it) => [...listener.hear(it)]);
  expect(events.map((it) => it.kind)).toEqual(["started", "finished"]);
  expect(events[1]).toMatchObject({ status: "ok", rows: { affected: 3 } });
});

test("a model that dbt can't parse is blamed on its own line, and the others ran not at all", () => {
  const listener = listenerOn({ models: ["a", "inc"] });
  const exc =
    "Compilation Error in model inc (models/inc.sql)\n  unexpected '}', expected ')'\n    line 3\n      select {{ foo( }}";
  const events = [
    ...listener.hear(line("MainEncounteredError", { exc }, { level: "error", msg: `Encountered an error:\n${exc}` })),
  ];
  expect(events).toEqual([]);
  const left = [...listener.leftOver(ENDED)];
  expect(left).toMatchObject([
    { uniqueId: "model.shop.inc", status: "error", message: expect.stringMatching(/^unexpected '}'/), at: { line: 3 } },
  ]);
});

test("what concerns the whole run is its failure, without what nobody may read", () => {
  const listener = listenerOn();
  const exc = "Runtime Error\n  password hush is wrong";
  for (const it of [line("MainEncounteredError", { exc }, { level: "error" })])
    expect([...listener.hear(it)]).toEqual([]);
  expect(listener.failureOf({ ...ENDED, code: 2 })).toBe("password ***** is wrong");
});

test("a dbt that ran nothing says why", () => {
  const listener = listenerOn();
  const msg = "The selection criterion 'inc' does not match any enabled nodes";
  expect([...listener.hear(line("NoNodesForSelectionCriteria", {}, { level: "warn", msg }))]).toEqual([]);
  expect(listener.failureOf({ ...ENDED, code: 0 })).toBe(`dbt found nothing to run. ${msg}`);
});

test.each([
  [false, "error"],
  [true, "cancelled"],
] as const)("a dbt that ends while a node runs, cancelled: %s", (isCancelled, status) => {
  const abort = new AbortController();
  const listener = listenerOn({ models: ["inc"], signal: abort.signal });
  expect([...listener.hear(line("NodeStart", node("inc")))]).toHaveLength(1);
  if (isCancelled) abort.abort();
  const end: DbtEnd = { kind: "ended", code: null, signal: "SIGKILL", stderr: "" };
  const message = expect.stringContaining("only the warehouse can tell");
  expect([...listener.leftOver(end)]).toMatchObject([{ status, message }]);
});

test("what dbt counts as failed after it was interrupted is cancelled", () => {
  const abort = new AbortController();
  const listener = listenerOn({ models: ["inc"], signal: abort.signal });
  expect([...listener.hear(line("NodeStart", node("inc")))]).toHaveLength(1);
  abort.abort();
  const result = { status: "error", message: "Runtime Error in model inc (models/inc.sql)\n  INTERRUPT Error" };
  const [ended] = [...listener.hear(line("NodeFinished", { ...node("inc"), run_result: result }))];
  expect(ended).toMatchObject({ status: "cancelled", at: null });
});

test("batches begin and end under their model's id, and only the model's own end counts", () => {
  const listener = listenerOn({ models: ["inc"] });
  const start = line("NodeStart", node("inc"));
  const end = (status: string, message: string, rows?: number) =>
    line("NodeFinished", {
      ...node("inc"),
      run_result: { status, message, adapter_response: { rows_affected: rows } },
    });
  const complaint = line("GenericExceptionOnRun", node("inc"), {
    ...{ level: "error", msg: "Unhandled error while executing \nException on worker thread. Runtime Error\n  no" },
  });
  const lines = [start, start, end("success", "OK", 4), start, start, end("success", "OK", 5), complaint];
  const events = lines.flatMap((it) => [...listener.hear(it)]);
  expect(events.map((it) => it.kind)).toEqual(["started"]);
  expect([...listener.hear(end("error", "ERROR"))]).toEqual([]);
  expect([...listener.hear(end("partial success", "PARTIAL SUCCESS (2/3)"))]).toMatchObject([
    { kind: "finished", status: "error", message: "PARTIAL SUCCESS (2/3): no" },
  ]);
});

test("the rows of a model's batches are added up", () => {
  const listener = listenerOn({ models: ["inc"] });
  const start = line("NodeStart", node("inc"));
  const end = (adapter_response: object) =>
    line("NodeFinished", { ...node("inc"), run_result: { status: "success", adapter_response } });
  const lines = [start, start, end({ rows_affected: 4 }), start, end({ rows_affected: 5 }), end({})];
  const events = lines.flatMap((it) => [...listener.hear(it)]);
  expect(events.at(-1)).toMatchObject({ kind: "finished", status: "ok", rows: { affected: 9 } });
});
