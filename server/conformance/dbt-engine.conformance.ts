import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import type { RunEvent } from "../src/protocol/events.ts";
import { contentsOf } from "./runner/compare.ts";
import { dbt, dbtPython } from "./runner/dbt.ts";
import { bundledCli, type Ended, runProcess } from "./runner/killed.ts";
import { write } from "./runner/project.ts";

/** The user's own dbt as the engine: dbt-duckdb stands for every warehouse that only dbt reaches. */
const program = join(dirname(dbtPython()), "dbt");

const FILES = {
  "dbt_project.yml":
    "name: shop\nversion: '1.0'\nprofile: shop\nflags: {send_anonymous_usage_stats: false}\non-run-start: create table if not exists hooked (i int)\n",
  "profiles.yml": "shop: {target: dev, outputs: {dev: {type: duckdb, path: dev.duckdb, schema: main, threads: 2}}}\n",
  "seeds/regions.csv": "id,name\n1,north\n2,south\n",
  "models/base.sql":
    "{{ config(materialized='table') }}\nselect i as id, i % 3 as kind from range({{ var('rows', 100) }}) r(i)\n",
  "models/merged.sql":
    "{{ config(materialized='incremental', unique_key='id', incremental_strategy='merge') }}\n\nselect id, kind\nfrom {{ ref('base') }}\n{% if is_incremental() %}\nwhere id > (select max(id) from {{ this }})\n{% endif %}\n",
  "models/batched.sql":
    "{{ config(materialized='incremental', incremental_strategy='microbatch', event_time='day', begin='2024-01-01', batch_size='year', lookback=0) }}\nselect timestamp '2024-01-01' as day, 1 as id\n",
  "models/broken.sql": "{{ config(materialized='incremental') }}\n\nselect id,\n  amont\nfrom {{ ref('base') }}\n",
  "models/below.sql": "select * from {{ ref('broken') }}\n",
  "models/slow.sql":
    "{{ config(materialized='table') }}\nselect count(*) as n from range(10000000000) a(i), range(1000) b(j) where i % 7 = j\n",
} as const;

/** dbt takes seconds to start, and many more on a machine that is busy. */
vi.setConfig({ testTimeout: 900_000 });

const folders: string[] = [];
let cli: string;
let root: string;
beforeAll(async () => {
  cli = await bundledCli();
  root = project();
});
afterAll(() => {
  for (const it of folders) rmSync(it, { recursive: true, maxRetries: 5 });
});

function project(): string {
  const folder = mkdtempSync(join(tmpdir(), "highwater-dbt-engine-"));
  folders.push(folder);
  for (const [path, text] of Object.entries(FILES)) write(folder, path, text);
  return folder;
}

const run = (...args: readonly string[]) => runProcess(cli, root, { args: ["--dbt-path", program, ...args] });
const finished = ({ events }: Ended, name: string) =>
  events.find((it) => it.kind === "finished" && it.uniqueId === `model.shop.${name}`);

test("a first run and the next one: the tables that dbt makes, the world of each, and target/ left alone", async () => {
  const theirs = project();
  const models = ["--select", "base", "merged"];
  const first = await run("--engine", "dbt", ...models);
  expect({ code: first.code, stderr: first.stderr }).toEqual({ code: 0, stderr: "" });
  expect(first.events[0]).toMatchObject({ kind: "run-started", engine: expect.stringMatching(/^dbt 1\.\d+\.\d+$/) });
  expect(finished(first, "merged")).toMatchObject({ status: "ok", world: "full-refresh", why: "no-table" });

  const next = await run("--engine", "dbt", "--vars", "{rows: 150}", ...models);
  expect(finished(next, "merged")).toMatchObject({ status: "ok", world: "incremental", why: null });
  const sent = next.events.flatMap((it) => (it.kind === "statement" && it.uniqueId.endsWith("merged") ? [it.sql] : []));
  expect(sent.some((it) => /merge into/i.test(it))).toBe(true);

  dbt(theirs, ["run", ...models]);
  dbt(theirs, ["run", "--vars", "{rows: 150}", ...models]);
  expect(await contentsOf(join(root, "dev.duckdb"))).toEqual(await contentsOf(join(theirs, "dev.duckdb")));

  expect(existsSync(join(root, "target"))).toBe(false);
  expect(existsSync(join(root, "logs"))).toBe(false);
  const history = readFileSync(join(root, ".highwater/runs.ndjson"), "utf8").trim().split("\n");
  expect(history.map((it) => JSON.parse(it))).toMatchObject([
    { name: "base", engine: expect.stringMatching(/^dbt 1\./) },
    { name: "merged", world: "full-refresh" },
    { name: "base" },
    { name: "merged", world: "incremental", command: expect.stringContaining("--engine dbt") },
  ]);
});

test("a failure is on the model's own line, what depends on it is skipped, and the exit code says so", async () => {
  const ended = await run("--engine", "dbt", "--select", "broken", "below");
  expect(ended.code).toBe(1);
  expect(finished(ended, "broken")).toMatchObject({
    status: "error",
    message: expect.stringMatching(/^Binder Error: Referenced column "amont" not found/),
    at: { path: "models/broken.sql", line: 4, column: 3, endLine: 4, endColumn: 8 },
  });
  expect(finished(ended, "below")).toMatchObject({ status: "skipped", message: "depends on broken, which failed" });
});

test("seeds and models in one run, and a model that only dbt can run goes there by itself", async () => {
  const ended = await run("--seeds", "--select", "regions", "batched");
  expect({ code: ended.code, stderr: ended.stderr }).toEqual({ code: 0, stderr: "" });
  expect(ended.events[0]).toMatchObject({ reason: expect.stringContaining("batched uses microbatch") });
  const statuses = ended.events.flatMap((it) => (it.kind === "finished" ? [`${it.uniqueId} ${it.status}`] : []));
  expect(statuses.sort()).toEqual(["model.shop.batched ok", "seed.shop.regions ok"]);
  expect((await contentsOf(join(root, "dev.duckdb"))).get("main.batched")?.rows.length).toBe(1);
});

test("a mistake that keeps dbt from parsing is told in its words, on its line", async () => {
  const path = "models/merged.sql";
  write(root, path, `${FILES[path]}{{ foo( }}\n`);
  const ended = await run("--engine", "dbt", "--select", "merged");
  write(root, path, FILES[path]);
  expect(ended.code).toBe(1);
  expect(finished(ended, "merged")).toMatchObject({ status: "error", at: { path, line: 8 } });
});

test("with a database that can't be opened the run as a whole fails", async () => {
  const profiles = "profiles.yml";
  const { [profiles]: right } = FILES;
  write(root, profiles, right.replace("path: dev.duckdb", "path: /nowhere/at/all/dev.duckdb"));
  const ended = await run("--engine", "dbt", "--select", "base");
  write(root, profiles, right);
  expect(ended.code).toBe(1);
  expect(ended.stderr).toMatch(/nowhere/);
  expect(finished(ended, "base")).toBeUndefined();
});

const isBuilding = (event: RunEvent) =>
  event.kind === "statement" && event.uniqueId === "model.shop.slow" && /create\s+table/i.test(event.sql);

test("Ctrl-C interrupts dbt, which leaves nothing behind", async () => {
  const before = await contentsOf(join(root, "dev.duckdb"));
  const args = ["--dbt-path", program, "--engine", "dbt", "--select", "slow"];
  const ended = await runProcess(cli, root, {
    args,
    onEvent: (event, child) => void (isBuilding(event) && child.kill("SIGINT")),
  });
  expect(ended.code).toBe(130);
  expect(finished(ended, "slow")).toMatchObject({ status: "cancelled" });
  expect(programsIn(root)).toEqual([]);
  expect(await contentsOf(join(root, "dev.duckdb"))).toEqual(before);
});

test("a runner that is killed takes dbt with it", async () => {
  const args = ["--dbt-path", program, "--engine", "dbt", "--select", "slow"];
  let seen: readonly string[] = [];
  const ended = await runProcess(cli, root, {
    args,
    onEvent(event, child) {
      if (!isBuilding(event)) return;
      seen = programsIn(root);
      child.kill("SIGKILL");
    },
  });
  expect(ended.signal).toBe("SIGKILL");
  expect(seen.length).toBeGreaterThan(0);
  await expect.poll(() => programsIn(root), { timeout: 60_000, interval: 200 }).toEqual([]);
  const next = await run("--engine", "dbt", "--select", "base");
  expect(next.code).toBe(0);
});

test("a DuckDB file of a newer storage version goes to dbt by itself", async () => {
  const newer = project();
  const file = join(newer, "dev.duckdb");
  // As the header of a file that DuckDB 2.0.0 wrote; the driver that dbt has here can't read it either, and says so.
  const header = Buffer.concat([Buffer.alloc(8), Buffer.from("DUCK"), Buffer.alloc(8), Buffer.alloc(12_288)]);
  header.writeBigUInt64LE(999n, 12);
  writeFileSync(file, header);
  const ended = await runProcess(cli, newer, { args: ["--dbt-path", program, "--select", "base"] });
  expect(ended.events[0]).toMatchObject({
    engine: expect.stringMatching(/^dbt 1\./),
    reason: "dev.duckdb was written by a newer DuckDB (storage 999); the built-in DuckDB reads up to 68.",
  });
  expect(ended.code).toBe(1);
  expect(ended.stderr).toMatch(/database file/);
});

/** Command lines of running programs that name this project; Linux lists them as files. */
function programsIn(folder: string): readonly string[] {
  return readdirSync("/proc").flatMap((pid) => {
    if (!/^\d+$/.test(pid)) return [];
    try {
      const words = readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0");
      return words.includes(folder) && words.includes("--target-path") ? [words.join(" ")] : [];
    } catch {
      // It ended while it was looked at.
      return [];
    }
  });
}
