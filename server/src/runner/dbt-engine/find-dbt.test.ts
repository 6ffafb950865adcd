import { existsSync, readFileSync, utimesSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { fakeDbt } from "../../../test-kit/fake-dbt.ts";
import { folderOf } from "../../../test-kit/folder.ts";
import { askVersion } from "./ask-version.ts";
import { type DbtSearch, findDbt } from "./find-dbt.ts";

function searchIn(root: string, given: Partial<DbtSearch> = {}): DbtSearch {
  const env = { FAKE_DBT_LOG: join(root, "calls"), ...given.env };
  const places = { root, workspace: null, home: root, platform: process.platform, dbtPath: null, adapter: "duckdb" };
  return { ...places, isForRun: true, ...given, env };
}

const project = () => folderOf({ "dbt_project.yml": "name: shop\n" });
const calls = (root: string) =>
  existsSync(join(root, "calls")) ? readFileSync(join(root, "calls"), "utf8").trim().split("\n").length : 0;

test("the dbt of the project's environment is found, and asked only once", async () => {
  const root = project();
  const path = fakeDbt(join(root, ".venv/bin/dbt"));
  const found = { ok: true, value: { path, version: "1.11.16", line: "core", adapters: ["duckdb"] } };
  expect(await findDbt(searchIn(root))).toEqual(found);
  expect(await findDbt(searchIn(root))).toEqual(found);
  expect(calls(root)).toBe(1);
  expect(readFileSync(join(root, ".highwater/.gitignore"), "utf8")).toBe("*\n");
  utimesSync(path, new Date(0), new Date(0));
  expect(await findDbt(searchIn(root))).toEqual(found);
  expect(calls(root)).toBe(2);
});

test("one that can't be used is passed over for the next, and named where there is none", async () => {
  const root = project();
  fakeDbt(join(root, ".venv/bin/dbt"));
  const search = searchIn(root, { adapter: "snowflake" });
  expect(await findDbt(search)).toEqual({
    ok: false,
    error: `Running on Snowflake uses your own dbt; none found in .venv, PATH or highwater.dbtPath (${join(root, ".venv/bin/dbt")} is dbt 1.11.16 without dbt-snowflake; it has duckdb).`,
  });
  expect(await findDbt(searchIn(project(), { adapter: "bigquery" }))).toEqual({
    ok: false,
    error: "Running on BigQuery uses your own dbt; none found in .venv, PATH or highwater.dbtPath.",
  });
});

test("an adapter that was installed since is seen by the next run, and a mere look does not ask again", async () => {
  const root = project();
  fakeDbt(join(root, ".venv/bin/dbt"));
  expect((await findDbt(searchIn(root, { adapter: "trino" }))).ok).toBe(false);
  const env = { FAKE_DBT_ADAPTERS: "duckdb,trino", FAKE_DBT_LOG: join(root, "calls") };
  expect((await findDbt(searchIn(root, { adapter: "trino", isForRun: false, env }))).ok).toBe(false);
  expect(calls(root)).toBe(1);
  expect((await findDbt(searchIn(root, { adapter: "trino", env }))).ok).toBe(true);
});

test("highwater.dbtPath is used or refused, and nothing else is tried", async () => {
  const root = project();
  fakeDbt(join(root, ".venv/bin/dbt"));
  const named = fakeDbt(join(root, "elsewhere/dbt"));
  expect(await findDbt(searchIn(root, { dbtPath: "elsewhere/dbt" }))).toMatchObject({ value: { path: named } });
  expect(await findDbt(searchIn(root, { dbtPath: "~/elsewhere/dbt" }))).toMatchObject({ value: { path: named } });
  const env = { FAKE_DBT_VERSION: "1.7.3" };
  const other = fakeDbt(join(root, "old/dbt"));
  expect(await findDbt(searchIn(root, { dbtPath: other, env }))).toEqual({
    ok: false,
    error: `highwater.dbtPath can't be used: ${other} is dbt 1.7.3, and at least dbt 1.8 is needed.`,
  });
  expect(await findDbt(searchIn(root, { dbtPath: "nowhere/dbt" }))).toEqual({
    ok: false,
    error: `highwater.dbtPath is ${join(root, "nowhere/dbt")}, which is no program. Set it to the dbt to run.`,
  });
});

test("a cache that somebody broke is written anew", async () => {
  const root = folderOf({ ".highwater/dbt-version.json": '{"x": 3, "y": {"mtimeMs": "no"}' });
  fakeDbt(join(root, ".venv/bin/dbt"));
  expect((await findDbt(searchIn(root))).ok).toBe(true);
  expect(JSON.parse(readFileSync(join(root, ".highwater/dbt-version.json"), "utf8"))).toHaveProperty([
    join(root, ".venv/bin/dbt"),
  ]);
});

test("a program that never answers is ended", async () => {
  const root = project();
  const path = fakeDbt(join(root, "dbt"));
  const asked = await askVersion(path, { env: { FAKE_DBT: "never-answers" }, cwd: root, limitMs: 200 });
  expect(asked).toMatchObject({ ok: false, error: expect.stringMatching(/^did not answer --version within/) });
});

test("a file that is no program for this machine is told as such", async () => {
  const root = folderOf({ dbt: "\u0000\u0001 no machine code" });
  expect(await askVersion(join(root, "nope"), { env: {}, cwd: root })).toMatchObject({
    ok: false,
    error: expect.stringMatching(/^could not be started: /),
  });
});
