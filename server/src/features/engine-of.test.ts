import { expect, test } from "vitest";
import { checkHover, lensTitles } from "../../test-kit/check-features.ts";
import { projectOf } from "../../test-kit/project.ts";
import type { DbtReport } from "../protocol/runner.ts";
import { codeLenses } from "./code-lenses.ts";
import { type EngineFacts, engineOf } from "./engine-of.ts";
import { runPlan } from "./run-plan.ts";

const SNOWFLAKE = "shop: {target: dev, outputs: {dev: {type: snowflake, account: a, database: dev, schema: main}}}";
const DUCKDB = "shop: {target: dev, outputs: {dev: {type: duckdb, path: dev.duckdb}}}";
const model = (config = "") =>
  `{{ config(materialized='incremental', unique_key='id'${config}) }} select 1 as id {% if is_incremental() %}where 1 > (select max(id) from {{ this }}){% endif %}`;

const FOUND: DbtReport = { needed: null, found: { path: "/shop/.venv/bin/dbt", version: "1.11.16" }, missing: null };
const MISSING: DbtReport = {
  needed: "The target is on snowflake.",
  found: null,
  missing: "Running on Snowflake uses your own dbt; none found in .venv, PATH or highwater.dbtPath.",
};

function shop(profiles: string, config = "") {
  const snapshot = projectOf({ "profiles.yml": profiles, "models/model.sql": model(config) });
  const [node] = snapshot.nodes.named("model");
  if (!node) throw new Error("no model");
  return { snapshot, node };
}

const facts = (dbt: DbtReport | null, choice: EngineFacts["choice"] = "auto"): EngineFacts => ({ choice, dbt });
const lenses = (profiles: string, engine: EngineFacts, config = "") =>
  codeLenses(shop(profiles, config).snapshot, "models/model.sql", {
    ...{ trusted: true, running: undefined, last: undefined, built: undefined, now: 0, engine },
  });

test("another warehouse runs through dbt, and the lens says so before and after a dbt was found", () => {
  for (const dbt of [null, FOUND]) {
    expect(lenses(SNOWFLAKE, facts(dbt)).map((it) => it.title)).toEqual([
      "Run incremental (dbt)",
      "Run full refresh",
      "Compiled SQL",
    ]);
  }
  expect(lenses(SNOWFLAKE, facts(FOUND))[0]?.tooltip).toBe(
    "Runs through dbt 1.11.16 (/shop/.venv/bin/dbt) on target dev (snowflake). dbt finds out whether dev.main.model exists: it changes the table that is there, or builds the whole one.",
  );
});

test("the lens names dbt beside the world that will really run", () => {
  const forced = lenses(SNOWFLAKE, facts(FOUND), ", full_refresh=true");
  expect(forced.map((it) => it.title)).toEqual([
    "Run incremental (dbt, full refresh: set by the model)",
    "Compiled SQL",
  ]);
  expect(lensTitles(`//- models/model.sql\n${model()}\n`, { found: {}, engine: facts(FOUND, "dbt") })[0]).toBe(
    "Run incremental (dbt, first run: builds the whole table)",
  );
});

test("without a dbt a run is refused with what to do, and nothing is replaced unasked with one", () => {
  const plan = (dbt: DbtReport | null, world: "incremental" | "full-refresh") =>
    runPlan(
      shop(SNOWFLAKE).snapshot,
      { path: "models/model.sql", world },
      { trusted: true, protectedTargets: [], flags: "", engine: facts(dbt) },
    );
  expect(plan(MISSING, "incremental")).toMatchObject({ refusal: MISSING.missing, wantsDbt: true });
  expect(lenses(SNOWFLAKE, facts(MISSING))[0]?.title).toBe("Run incremental (dbt)");
  expect(plan(FOUND, "incremental")).toMatchObject({
    ...{ refusal: null, wantsDbt: false, world: "unknown", replaces: false },
    note: "dbt finds out whether dev.main.model exists: it changes the table that is there, or builds the whole one.",
  });
  expect(plan(FOUND, "full-refresh")).toMatchObject({ world: "full-refresh", replaces: true });
});

test("a DuckDB model that only dbt can run is offered once a dbt was found", () => {
  const { snapshot, node } = shop(DUCKDB, ", incremental_strategy='microbatch'");
  expect(engineOf(snapshot, node, facts(null))).toMatchObject({ kind: "none", wantsDbt: true });
  expect(engineOf(snapshot, node, facts({ ...MISSING, needed: null }))).toMatchObject({ kind: "none" });
  expect(engineOf(snapshot, node, facts(FOUND))).toMatchObject({
    kind: "dbt",
    reason: expect.stringContaining("microbatch"),
  });
});

test("a DuckDB file that is too new takes every model to dbt, and the reason is in the tooltip or the refusal", () => {
  const needed = "dev.duckdb was written by a newer DuckDB (storage 999); the built-in DuckDB reads up to 68.";
  const [lens] = lenses(DUCKDB, facts({ ...FOUND, needed }));
  expect(lens).toMatchObject({ title: "Run incremental (dbt)", tooltip: expect.stringContaining(needed) });
  const { snapshot, node } = shop(DUCKDB);
  expect(engineOf(snapshot, node, facts({ ...MISSING, needed }))).toMatchObject({
    kind: "none",
    refusal: `${needed} ${MISSING.missing}`,
  });
});

test("the user's choice: always dbt, or never", () => {
  const duckdb = shop(DUCKDB);
  expect(engineOf(duckdb.snapshot, duckdb.node, facts(FOUND))).toEqual({ kind: "native" });
  expect(engineOf(duckdb.snapshot, duckdb.node, facts(FOUND, "dbt"))).toMatchObject({ kind: "dbt", reason: null });
  const snowflake = shop(SNOWFLAKE);
  expect(engineOf(snowflake.snapshot, snowflake.node, facts(FOUND, "native"))).toMatchObject({
    kind: "none",
    wantsDbt: false,
    refusal: expect.stringContaining("run it through dbt"),
  });
});

test("hovering the config says what would run the model", () => {
  checkHover(
    `//- profiles.yml\n${SNOWFLAKE}\n//- models/model.sql\n{{ con$0fig(materialized='incremental', unique_key='id') }} select 1 as id\n`,
    ["Runs through your own dbt (it is being looked for) on target dev (snowflake)."],
  );
});
