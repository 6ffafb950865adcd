import { join } from "node:path";
import { expect, test } from "vitest";
import { fakeDbt } from "../../test-kit/fake-dbt.ts";
import { folderOf } from "../../test-kit/folder.ts";
import { inputsOf } from "../../test-kit/project.ts";
import { ProjectHost } from "../project/host.ts";
import { chooseEngine, type EngineWish } from "./choose-engine.ts";

const PLAIN = "{{ config(materialized='incremental', unique_key='id') }} select 1 as id";
const MICROBATCH = "{{ config(materialized='incremental', incremental_strategy='microbatch') }} select 1 as id";

interface Given {
  readonly models?: Readonly<Record<string, string>>;
  readonly profile?: string;
  readonly withDbt?: boolean;
  readonly wish?: Partial<EngineWish>;
  readonly files?: Readonly<Record<string, string | Uint8Array>>;
}

const DUCKDB = "{type: duckdb, path: dev.duckdb}";

async function chosen({ models = { plain: PLAIN }, profile = DUCKDB, withDbt = true, wish, files = {} }: Given) {
  const root = folderOf(files);
  if (withDbt) fakeDbt(join(root, ".venv/bin/dbt"));
  const paths = Object.fromEntries(Object.entries(models).map(([name, text]) => [`models/${name}.sql`, text]));
  const profiles = `shop: {target: dev, outputs: {dev: ${profile.replace("dev.duckdb", join(root, "dev.duckdb"))}}}`;
  const snapshot = new ProjectHost({ ...inputsOf({ ...paths, "profiles.yml": profiles }), root }).snapshot;
  const engine = await chooseEngine(snapshot, {
    ids: snapshot.nodes.ids,
    wish: {
      ...{ choice: "auto", dbtPath: null, workspace: null, home: root },
      flags: { target: null, profilesDir: null, vars: null },
      env: { FAKE_DBT_ADAPTERS: "duckdb,snowflake" },
      ...wish,
    },
  });
  return engine.ok && engine.value.kind === "dbt" ? { engine: "dbt", reason: engine.value.reason } : engine;
}

const NATIVE = { ok: true, value: { kind: "native" } };
const SNOWFLAKE = "{type: snowflake, account: a, database: dev, schema: main}";

/** As the header of a file that DuckDB 2.0.0 wrote: storage version 999. */
const NEWER = Buffer.concat([
  Buffer.alloc(8),
  Buffer.from("DUCK"),
  Buffer.from([0xe7, 3, 0, 0, 0, 0, 0, 0]),
  Buffer.alloc(99),
]);

test("what the built-in runner can do it does, and no dbt is started for it", async () => {
  expect(await chosen({})).toEqual(NATIVE);
  expect(await chosen({ withDbt: false })).toEqual(NATIVE);
});

test("another warehouse goes to the user's own dbt, and where there is none it is said what to do", async () => {
  expect(await chosen({ profile: SNOWFLAKE })).toEqual({ engine: "dbt", reason: "The target is on snowflake." });
  expect(await chosen({ profile: SNOWFLAKE, withDbt: false })).toEqual({
    ok: false,
    error: "Running on Snowflake uses your own dbt; none found in .venv, PATH or highwater.dbtPath.",
  });
});

test("a DuckDB file of a newer storage version goes to dbt by itself, and the reason is told", async () => {
  const files = { "dev.duckdb": NEWER };
  const reason = "dev.duckdb was written by a newer DuckDB (storage 999); the built-in DuckDB reads up to 68.";
  expect(await chosen({ files })).toEqual({ engine: "dbt", reason });
  expect(await chosen({ files, withDbt: false })).toMatchObject({ ok: false, error: expect.stringContaining(reason) });
});

test("a DuckDB profile that needs dbt's adapter goes to dbt", async () => {
  expect(await chosen({ profile: "{type: duckdb, path: 'md:shop'}" })).toMatchObject({
    engine: "dbt",
    reason: expect.stringContaining("MotherDuck"),
  });
});

test("one model that is not for the built-in runner takes the run to dbt, and without a dbt it is refused alone", async () => {
  const models = { plain: PLAIN, batched: MICROBATCH };
  expect(await chosen({ models })).toMatchObject({ engine: "dbt", reason: expect.stringContaining("microbatch") });
  expect(await chosen({ models, withDbt: false })).toEqual(NATIVE);
});

test("the user's choice beats all of it", async () => {
  expect(await chosen({ wish: { choice: "dbt" } })).toEqual({ engine: "dbt", reason: null });
  expect(await chosen({ models: { batched: MICROBATCH }, wish: { choice: "native" } })).toEqual(NATIVE);
  expect(await chosen({ wish: { choice: "dbt" }, withDbt: false })).toMatchObject({ ok: false });
});

test("a project without a profile is run by nobody", async () => {
  expect(await chosen({ profile: SNOWFLAKE.replace("snowflake", "''"), wish: { choice: "dbt" } })).toMatchObject({
    ok: false,
  });
});
