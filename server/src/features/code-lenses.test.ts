import { expect, test } from "vitest";
import { lensTitles } from "../../test-kit/check-features.ts";
import { parseFixture } from "../../test-kit/fixture.ts";
import type { RunRecord } from "../protocol/history.ts";

const model = (config = "", yaml = "") => `
//- dbt_project.yml
name: shop
profile: shop
${yaml}
//- models/model.sql
{{ config(materialized='incremental', unique_key='id'${config}) }}
select 1 as id {% if is_incremental() %}where 1 > (select max(id) from {{ this }}){% endif %}
`;

const RUN: RunRecord = {
  runId: "r",
  uniqueId: "model.shop.model",
  name: "model",
  at: "2024-03-02T11:48:00Z",
  world: "incremental",
  why: null,
  status: "ok",
  rows: { inserted: 1204, updated: 310, deleted: null, affected: null },
  ms: 400,
  message: null,
  relation: "dev.main.model",
  materialized: "incremental",
  strategy: "merge",
  target: "dev",
  engine: "DuckDB",
  command: "highwater run",
  statements: [],
};

const TABLE = { found: { model: "table" } } as const;

test("a model whose table is there can be run in both worlds", () => {
  expect(lensTitles(model(), TABLE)).toEqual(["Run incremental", "Run full refresh", "Compiled SQL"]);
});

test("nothing is promised of a target that nobody has looked at", () => {
  expect(lensTitles(model())).toEqual(["Run incremental", "Run full refresh", "Compiled SQL"]);
});

test("a model that was never built says what its first run does", () => {
  expect(lensTitles(model(), { found: {} })).toEqual([
    "Run incremental (first run: builds the whole table)",
    "Compiled SQL",
  ]);
});

test("the world that will really run is named with its reason", () => {
  expect(lensTitles(model(), { found: { model: "view" } })[0]).toBe("Run incremental (full refresh: target is a view)");
  expect(lensTitles(model(", full_refresh=true"), TABLE)).toEqual([
    "Run incremental (full refresh: set by the model)",
    "Compiled SQL",
  ]);
});

test("a model that forbids full refreshes is not offered one", () => {
  expect(lensTitles(model(", full_refresh=false"), TABLE)).toEqual(["Run incremental", "Compiled SQL"]);
});

test("the config of dbt_project.yml counts as much as the file's", () => {
  const project = "models:\n  +full_refresh: true";
  expect(lensTitles(model("", project), TABLE)[0]).toBe("Run incremental (full refresh: set by the model)");
});

test("the last run's outcome names world, rows and time", () => {
  expect(lensTitles(model(), { ...TABLE, last: RUN }).at(-1)).toBe("incremental 12 min ago: +1,204 ~310 rows, 0.4 s");
  const forced: RunRecord = { ...RUN, world: "full-refresh", why: "target-is-view", ms: 65_000 };
  expect(lensTitles(model(), { ...TABLE, last: forced }).at(-1)).toBe(
    "full refresh (target is a view) 12 min ago: +1,204 ~310 rows, 1 min 5 s",
  );
  const merged: RunRecord = { ...RUN, rows: { inserted: null, updated: null, deleted: null, affected: 1514 } };
  expect(lensTitles(model(), { ...TABLE, last: merged }).at(-1)).toContain("1,514 rows merged");
});

test("a failure says what happened", () => {
  const failed: RunRecord = { ...RUN, status: "error", rows: null, message: 'column "amont" not found\nmore' };
  expect(lensTitles(model(), { ...TABLE, last: failed }).at(-1)).toBe('failed 12 min ago: column "amont" not found');
});

test("a failure names its line while the text is the one that failed", () => {
  const failed: RunRecord = { ...RUN, status: "error", rows: null, message: "no such column" };
  const failing = (text: string) => ({
    ...TABLE,
    last: failed,
    failure: { path: "models/model.sql", needle: "select", text },
  });
  const { files } = parseFixture(model());
  const text = files.get("models/model.sql") ?? "";
  expect(lensTitles(model(), failing(text)).at(-1)).toBe("failed 12 min ago: no such column (line 2)");
  expect(lensTitles(model(), failing("another text")).at(-1)).toBe("failed 12 min ago: no such column");
});

test("a run in flight can be cancelled and not started twice", () => {
  expect(
    lensTitles(model(), { ...TABLE, running: { world: "incremental", strategy: "append", isBegun: true } }),
  ).toEqual(["appending…", "Cancel", "Compiled SQL"]);
  expect(lensTitles(model(), { running: { world: "full-refresh", strategy: "append", isBegun: true } })[0]).toBe(
    "building…",
  );
});

test("an untrusted workspace, and what is not supported, has nothing to run", () => {
  expect(lensTitles(model(), { ...TABLE, trusted: false })).toEqual(["Compiled SQL"]);
  expect(lensTitles(model(", incremental_strategy='microbatch'"), TABLE)).toEqual(["Compiled SQL"]);
});

test("a model that is not incremental has no lenses", () => {
  expect(lensTitles("select 1 as id")).toEqual([]);
});

test("a table that was built with another key or strategy needs a full refresh, and the lens says with which", () => {
  const merge = model(", incremental_strategy='merge'");
  const lenses = (built: Partial<RunRecord>) => lensTitles(merge, { ...TABLE, built: { ...RUN, ...built } });
  const wish = (why: string) => ["Run incremental", "Run full refresh", `needs a full refresh: ${why}`, "Compiled SQL"];
  expect(lenses({ uniqueKey: ["order_id"] })).toEqual(wish("it was built with unique_key order_id"));
  expect(lenses({ uniqueKey: [] })).toEqual(wish("it was built with no unique_key"));
  expect(lenses({ uniqueKey: ["id"], strategy: "append" })).toEqual(wish("it was built with append"));
  expect(lenses({ uniqueKey: ["id"], strategy: "delete+insert" })).toEqual(wish("it was built with delete+insert"));
});

test("a table that fits, or of which the record doesn't tell, needs nothing", () => {
  const usual = ["Run incremental", "Run full refresh", "Compiled SQL"];
  const merge = model(", incremental_strategy='merge'");
  expect(lensTitles(merge, { ...TABLE, built: { ...RUN, uniqueKey: ["ID"] } })).toEqual(usual);
  expect(lensTitles(merge, { ...TABLE, built: RUN })).toEqual(usual);
  expect(lensTitles(merge, { ...TABLE, built: { ...RUN, materialized: "table", strategy: null } })).toEqual(usual);
  const append = model(", incremental_strategy='append'").replace("unique_key='id', ", "");
  const built = { ...RUN, uniqueKey: [], strategy: "delete+insert" };
  expect(lensTitles(append.replace(", unique_key='id'", ""), { ...TABLE, built })).toEqual(usual);
});

test("where a run builds the whole table anyway, nothing else is asked for", () => {
  const built = { ...RUN, uniqueKey: ["order_id"] };
  const titles = lensTitles(model(), { found: { model: "view" }, built });
  expect(titles.filter((it) => it.startsWith("needs"))).toEqual([]);
});
