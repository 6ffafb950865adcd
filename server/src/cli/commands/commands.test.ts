import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type FakeCli, fakeCli } from "../../../test-kit/cli.ts";
import { fakeSnapshot } from "../../../test-kit/runner.ts";
import { fingerprint } from "../../base/fingerprint.ts";
import type { RunEvent } from "../../protocol/events.ts";
import { parseHistory } from "../../protocol/history.ts";
import { duckdb } from "../../runner/adapters/duckdb.ts";
import { commands } from "./index.ts";

const PROJECT = {
  "dbt_project.yml": "name: shop\nversion: '1.0'\nprofile: shop\n",
  "profiles.yml":
    "shop:\n  target: dev\n  outputs:\n    dev: {type: duckdb, path: dev.duckdb}\n    warehouse: {type: snowflake, account: a, database: d, schema: s}\n",
  "seeds/raw.csv": "id,state\n1,new\n2,new\n",
  "models/stg.sql": "select id, state from {{ ref('raw') }}\n",
  "models/orders.sql":
    "{{ config(materialized='incremental', incremental_strategy='merge', unique_key='id', post_hook=\"create or replace table seen as select '{{ this.identifier }}' as name\") }}\nselect * from {{ ref('stg') }}\n{% if is_incremental() %}\nwhere id > {{ var('after', 0) }}\n{% endif %}\n",
};

let root: string;
const home = process.cwd();
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "highwater-cli-"));
  write(PROJECT);
});
afterEach(() => {
  process.chdir(home);
  rmSync(root, { recursive: true });
});

function write(files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
}

async function highwater(...args: readonly string[]): Promise<FakeCli & { readonly code: number }> {
  const [name, ...rest] = args;
  const command = commands.find((it) => it.name === name);
  const cli = fakeCli({ cwd: root });
  return { ...cli, code: (await command?.invoke(cli, rest)) ?? -1 };
}

function eventsOf(cli: FakeCli): readonly RunEvent[] {
  return cli
    .printed()
    .trimEnd()
    .split("\n")
    .map((it) => JSON.parse(it) as RunEvent);
}

test("seed, run, run again: events as JSON, a history, hooks with the model's names", async () => {
  expect((await highwater("seed")).code).toBe(0);
  expect((await highwater("run")).code).toBe(0);
  const again = await highwater("run", "--json", "-s", "orders", "--vars", "{after: 1}");
  expect(again.code).toBe(0);
  const events = eventsOf(again);
  expect(events.map((it) => it.kind).filter((it) => it !== "statement")).toEqual([
    "run-started",
    "planned",
    "started",
    "compiled",
    "finished",
    "run-finished",
  ]);
  expect(events.find((it) => it.kind === "finished")).toMatchObject({
    world: "incremental",
    rows: { inserted: 0, updated: 1 },
  });
  const statements = events.flatMap((it) => (it.kind === "statement" ? [it.sql] : []));
  expect(statements).toContain("create or replace table seen as select 'orders' as name");
  expect(statements.at(-1)).toBe("commit");

  const history = parseHistory(readFileSync(join(root, ".highwater/runs.ndjson"), "utf8"));
  expect(history.map((it) => it.name)).toEqual(["raw", "stg", "orders", "orders"]);
  expect(history.at(-1)).toMatchObject({
    status: "ok",
    relation: "dev.main.orders",
    command: "highwater run --select orders --vars '{after: 1}'",
    statements,
  });
  const { compileMs = -1, statementsMs = [] } = history.at(-1)?.phases ?? {};
  expect(statementsMs).toHaveLength(statements.length);
  expect([compileMs, ...statementsMs].every((it) => it >= 0)).toBe(true);
});

test("a failing model: its place, what to do about a missing parent, exit code 1", async () => {
  const failed = await highwater("run", "-s", "orders");
  expect(failed.code).toBe(1);
  expect(failed.said()).toMatch(/^error models\/orders\.sql:2:15 Catalog Error/);
  expect(failed.said()).toContain("Not built yet: stg. Run highwater run --select +orders");
  const [record] = parseHistory(readFileSync(join(root, ".highwater/runs.ndjson"), "utf8"));
  const text = readFileSync(join(root, "models/orders.sql"), "utf8");
  expect(record).toMatchObject({ status: "error", place: { path: "models/orders.sql", line: 2, column: 15 } });
  expect(record?.texts).toBe(fingerprint([text, text]));
});

test("a model that dbt would refuse runs nothing and names the place", async () => {
  write({ "models/broken.sql": "select 1\n{{ ref('nope') }}" });
  const failed = await highwater("run", "-s", "broken");
  expect(failed.code).toBe(1);
  expect(failed.said()).toContain("error models/broken.sql:2:");
  expect(failed.said()).toContain("nope");
});

test.each([
  [["run", "-s", "nope"], 2, 'Nothing matches "nope"'],
  [["run", "-s", "order"], 2, "Did you mean orders?"],
  [["run", "--vars", "{a: "], 2, "not valid YAML"],
  [["run", "--project-dir", "models"], 2, "There is no dbt_project.yml"],
  [["run", "--target", "nope"], 2, 'The profile "shop" has no target "nope". It has: dev, warehouse.'],
  [["lint", "--target", "nope"], 2, 'The profile "shop" has no target "nope". It has: dev, warehouse.'],
  [["compile", "--target", "nope"], 2, 'The profile "shop" has no target "nope". It has: dev, warehouse.'],
  [["run", "--profiles-dir", "models"], 2, "There is no profiles.yml in models"],
  [["lint", "--profiles-dir", "models"], 2, "There is no profiles.yml in models"],
  [["compile", "--output", "dbt_project.yml"], 2, "dbt_project.yml is a file, and a folder is needed there."],
  [["run", "--target", "warehouse"], 1, "Running on Snowflake uses your own dbt; none found"],
  [["run", "--threads", "none"], 2, "--threads is a number from 1, not none."],
  [["compile", "--world", "past"], 2, "--world is incremental, full-refresh or both"],
  [["lint", "--format", "xml"], 2, "--format is text or json"],
  [["ls", "--output", "xml"], 2, "--output is selector, name, path, json, not xml."],
  [["ls", "--resource-type", "test"], 2, "--resource-type is model, seed, snapshot, not test."],
  [["ls", "-s", "nope"], 2, 'Nothing matches "nope"'],
  [["show"], 2, "Name what to show: highwater show --select orders"],
  [["show", "-s", "orders", "--limit", "no"], 2, "--limit is a number from 1"],
  [["show", "-s", "orders", "--world", "past"], 2, "--world is incremental or full-refresh"],
  [["show", "-s", "orders"], 1, "dev.duckdb does not exist yet: the first run creates it."],
])("%j ends with %d: %s", async (args, code, words) => {
  const cli = await highwater(...args);
  expect(cli.said()).toContain(words);
  expect(cli.code).toBe(code);
});

test.each([
  [
    "snapshots",
    "{{ config(materialized='incremental', incremental_strategy='microbatch', event_time='t', begin='2024-01-01', batch_size='day') }} select 1 as t",
    "microbatch",
  ],
  ["a contract", "{{ config(materialized='table', contract={'enforced': true}) }} select 1 as a", "contract"],
  [
    "a query's answer",
    "{% set rows = run_query('select 1') %} select {{ rows.columns[0].values()[0] }} as a",
    "partly known",
  ],
  ["a materialization of the project", "{{ config(materialized='my_own') }} select 1 as a", "my_own"],
])("%s: refused in a sentence before anything of the model runs", async (_, text, words) => {
  write({ "models/strange.sql": text });
  const cli = await highwater("run", "--json", "-s", "strange");
  expect(cli.code).toBe(1);
  const events = eventsOf(cli);
  expect(events.some((it) => it.kind === "statement")).toBe(false);
  expect(events.find((it) => it.kind === "finished")).toMatchObject({
    status: "error",
    message: expect.stringContaining(words),
  });
});

test("compile writes both worlds byte for byte, and an index, without a database", async () => {
  write({ "models/broken.sql": "select {{ nope( }}" });
  const cli = await highwater("compile", "--output", "out");
  expect(cli.code).toBe(1);
  const read = (path: string) => readFileSync(join(root, "out", path), "utf8");
  expect(read("full-refresh/model.shop.orders.sql")).toBe('\nselect * from "dev"."main"."stg"\n');
  expect(read("incremental/model.shop.orders.sql")).toBe('\nselect * from "dev"."main"."stg"\n\nwhere id > 0\n');
  const index = JSON.parse(read("index.json")) as readonly {
    readonly unique_id: string;
    readonly world: string;
    readonly status: string;
    readonly problems: readonly unknown[];
  }[];
  expect(index).toContainEqual({ unique_id: "model.shop.stg", world: "incremental", status: "ok", problems: [] });
  const broken = index.find((it) => it.unique_id === "model.shop.broken");
  expect(broken?.status).toBe("error");
  expect(broken?.problems[0]).toMatchObject({ path: "models/broken.sql", line: 1, column: 17 });
  expect(() => read("../dev.duckdb")).toThrow("ENOENT");
});

test("lint prints findings as JSON, ends with 1 for an error, and opens no database", async () => {
  write({ "models/broken.sql": "select 1\nfrom {{ ref('ordres') }}" });
  const cli = await highwater("lint", "--format", "json");
  const findings = JSON.parse(cli.printed()) as readonly object[];
  expect(findings).toContainEqual(
    expect.objectContaining({
      path: "models/broken.sql",
      line: 2,
      rule: "ref-to-missing-model",
      severity: "error",
      cause: null,
    }),
  );
  expect(Object.keys(findings[0] ?? {})).toEqual(
    "path line column endLine endColumn rule severity message worlds cause".split(" "),
  );
  expect(cli.code).toBe(1);
  expect(() => readFileSync(join(root, "dev.duckdb"))).toThrow("ENOENT");
  const text = await highwater("lint", "-s", "broken");
  expect(text.printed()).toMatch(/^models\/broken\.sql\n {2}2:\d+ +error .*ref-to-missing-model/);
});

test("on-run hooks of the project run around its models, and one that needs dbt refuses the run", async () => {
  write({
    "dbt_project.yml":
      "name: shop\nversion: '1.0'\nprofile: shop\non-run-start: \"create table if not exists {{ target.schema }}.audit (what varchar)\"\non-run-end:\n  - \"insert into audit select '{{ target.name }}'\"\n",
  });
  const cli = await highwater("seed", "--json");
  expect(cli.code).toBe(0);
  const sent = eventsOf(cli).flatMap((it) => (it.kind === "statement" ? [it.sql] : []));
  expect(sent.at(0)).toBe("create table if not exists main.audit (what varchar)");
  expect(sent.at(-1)).toBe("insert into audit select 'dev'");

  write({ "dbt_project.yml": 'name: shop\nprofile: shop\non-run-end: "{{ log_results(results) }}"\n' });
  const refused = await highwater("seed");
  expect(refused.code).toBe(1);
  expect(refused.said()).toContain("The on-run-end hook of shop can't be run here");
});

test.each([
  ["broken", "name: [shop\n", "dbt_project.yml:1:12 "],
  ["empty", "", "dbt_project.yml:1:1 "],
])("a %s dbt_project.yml is what is told, not the profile that it doesn't name", async (_, text, place) => {
  write({ "dbt_project.yml": text });
  for (const command of ["run", "seed", "compile"]) {
    const cli = await highwater(command);
    expect(cli.said()).toMatch(new RegExp(`^${place}`));
    expect(cli.code).toBe(2);
  }
  expect((await highwater("lint")).printed()).toContain("yaml-syntax");
});

test("without a profile everything works but running", async () => {
  rmSync(join(root, "profiles.yml"));
  expect((await highwater("run")).code).toBe(2);
  expect((await highwater("compile")).code).toBe(0);
});

test("a blank model is left out of run and compile, as dbt leaves it out; its children run", async () => {
  write({
    "models/blank.sql": " \n\t\n",
    "models/comment.sql": "-- nothing yet\n",
    "models/child.sql": "{{ config(materialized='table') }} select 1 as id -- depends_on: {{ ref('blank') }}",
  });
  const compiled = await highwater("compile", "--output", "out");
  const index = JSON.parse(readFileSync(join(root, "out/index.json"), "utf8")) as readonly {
    readonly unique_id: string;
  }[];
  expect(compiled.code).toBe(0);
  expect(index.some((it) => it.unique_id === "model.shop.blank")).toBe(false);
  expect(index.some((it) => it.unique_id === "model.shop.comment")).toBe(true);
  expect(existsSync(join(root, "out/incremental/model.shop.blank.sql"))).toBe(false);

  const run = await highwater("run", "-s", "blank+");
  expect(run.code).toBe(0);
  expect(run.printed()).toContain("1 ok, 0 failed, 0 skipped");
  const alone = await highwater("run", "-s", "blank");
  expect(alone.said()).toBe("models/blank.sql is blank, so there is nothing to run; dbt leaves it out too.\n");
});

test("a model that reads a blank one is told so", async () => {
  write({
    "models/blank.sql": "",
    "models/reader.sql": "{{ config(materialized='table') }} select * from {{ ref('blank') }}",
  });
  const cli = await highwater("run", "-s", "reader");
  expect(cli.said()).toContain("Never built, since the file is blank: blank.");
  expect(cli.said()).not.toMatch(/Did you mean|Not built yet/);
});

test("models that wait for each other are named with the way round, and what is behind them is skipped", async () => {
  write({
    "models/a.sql": "select * from {{ ref('b') }}",
    "models/b.sql": "select * from {{ ref('a') }}",
    "models/c.sql": "select * from {{ ref('b') }}",
  });
  const cli = await highwater("run", "-s", "a", "b", "c");
  expect(cli.said()).toContain("error models/a.sql:1:1 a → b → a: these models wait for each other");
  expect(cli.said()).toContain("error models/b.sql:1:1 b → a → b: ");
  expect(cli.printed()).toMatch(/c +skipped +depends on [ab], which failed/);
});

test("a run stands even where its history can't be written", async () => {
  write({ "models/one.sql": "select 1 as id", ".highwater": "" });
  const cli = await highwater("run", "-s", "one");
  expect(cli.code).toBe(0);
  expect(cli.said()).toMatch(/^The run is not in the history: .*its folder is a file/);
  const compiled = await highwater("compile", "-s", "one");
  expect(compiled.code).toBe(2);
  expect(compiled.said()).toContain(".highwater is a file, and a folder is needed there.");
});

test.each<[string, (file: string) => void, string]>([
  ["a folder", (file) => mkdirSync(file), "dev.duckdb is a folder, not a database"],
  ["an empty file", (file) => writeFileSync(file, ""), "dev.duckdb is an empty file, not a database: delete it"],
  ["a text", (file) => writeFileSync(file, "hello".repeat(100)), "dev.duckdb is not a DuckDB database"],
])("%s in the database's place is a sentence with the next step", async (_, make, words) => {
  make(join(root, "dev.duckdb"));
  const cli = await highwater("run", "-s", "stg");
  expect(cli.said()).toContain(words);
  expect(cli.code).toBe(1);
});

test("what is wrong with the project's macros is told before a run", async () => {
  write({ "models/one.sql": "select 1 as id", "macros/open.sql": "{% macro open() %}\n" });
  const cli = await highwater("run", "-s", "one");
  expect(cli.code).toBe(0);
  expect(cli.said()).toMatch(/^warning macros\/open\.sql:\d+:\d+ /);
});

test("a dry run prints the SQL of the run, and writes nothing", async () => {
  const dry = await highwater("run", "--seeds", "--dry-run");
  expect(dry.code).toBe(0);
  expect(dry.printed()).toContain(
    "-- 3/3 incremental orders → dev.main.orders, full refresh (first run: builds the whole table)\n",
  );
  expect(dry.printed()).toContain("create or replace table seen as select 'orders' as name;\ncommit;\n");
  expect(existsSync(join(root, "dev.duckdb"))).toBe(false);
  expect(existsSync(join(root, ".highwater"))).toBe(false);

  await highwater("run", "--seeds");
  const again = await highwater("run", "--dry-run", "--json", "-s", "orders");
  const statements = eventsOf(again).flatMap((it) => (it.kind === "statement" ? [it.sql] : []));
  expect(statements[1]).toMatch(/^create temporary table "orders__dbt_tmp\d{17}" as \(/);
  expect(statements.some((it) => it.startsWith("merge into"))).toBe(true);
  expect(parseHistory(readFileSync(join(root, ".highwater/runs.ndjson"), "utf8"))).toHaveLength(3);
});

test("the history tells how far an incremental model's table got", async () => {
  const text =
    "{{ config(materialized='incremental') }}\nselect {{ var('day') }} as day {% if is_incremental() %}where {{ var('day') }} > (select max(day) from {{ this }}){% endif %}";
  write({ "models/days.sql": text });
  await highwater("run", "-s", "days", "--vars", "{day: 1}");
  const second = await highwater("run", "-s", "days", "--vars", "{day: 4}");
  expect(second.printed()).toContain("day 1 → 4");
  const history = parseHistory(readFileSync(join(root, ".highwater/runs.ndjson"), "utf8"));
  expect(history.map((it) => it.watermark)).toEqual([
    { column: "day", before: null, after: "1" },
    { column: "day", before: "1", after: "4" },
  ]);
});

test("threads come from the flag, else from the profile; the first failure stops the run with --fail-fast", async () => {
  write({ "models/a.sql": "select nope", "models/b.sql": "select 1 as id" });
  const lines = async (...flags: readonly string[]) => (await highwater("run", "-s", "a", "b", ...flags)).printed();
  expect(await lines("--fail-fast")).toMatch(/b +skipped +not begun, since a failed/);
  expect(await lines()).toMatch(/b +ok/);
  const order = async (...flags: readonly string[]) => {
    const events = eventsOf(await highwater("run", "--json", "-s", "b", "stg", "--exclude", "a", ...flags));
    return events.flatMap((it) => (it.kind === "started" || it.kind === "finished" ? [it.kind] : []));
  };
  expect(await order()).toEqual(["started", "finished", "started", "finished"]);
  expect((await order("--threads", "2")).slice(0, 2)).toEqual(["started", "started"]);
  write({ "profiles.yml": "shop: {target: dev, outputs: {dev: {type: duckdb, path: dev.duckdb, threads: 2}}}\n" });
  expect((await order()).slice(0, 2)).toEqual(["started", "started"]);
});

test("ls prints what dbt prints", async () => {
  write({
    "models/marts/daily.sql":
      "{{ config(tags=['x'], meta={'big': 9007199254740993}) }} select * from {{ ref('orders') }}",
    "models/blank.sql": "",
  });
  const printed = async (...args: readonly string[]) => (await highwater("ls", ...args)).printed();
  expect(await printed()).toBe("shop.blank\nshop.marts.daily\nshop.orders\nshop.stg\nshop.raw\n");
  expect(await printed("--output", "name", "-s", "+daily", "--exclude", "stg")).toBe("daily\norders\nraw\n");
  expect(await printed("--output", "path", "--resource-type", "seed", "model", "-s", "raw", "daily")).toBe(
    "models/marts/daily.sql\nseeds/raw.csv\n",
  );
  expect(await printed("--output", "json", "-s", "daily")).toContain('"meta":{"big":9007199254740993}');
  expect(JSON.parse(await printed("--output", "json", "-s", "daily"))).toMatchObject({
    name: "daily",
    resource_type: "model",
    package_name: "shop",
    original_file_path: "models/marts/daily.sql",
    unique_id: "model.shop.daily",
    alias: "daily",
    config: { materialized: "view", tags: ["x"] },
    tags: ["x"],
    depends_on: { nodes: ["model.shop.orders"] },
  });
});

test("show prints the first rows of either world and writes nothing", async () => {
  await highwater("run", "--seeds");
  const shown = await highwater("show", "-s", "orders", "--vars", "{after: 1}");
  expect(shown.printed()).toBe("id  state\n 2  new\n");
  expect(shown.said()).toBe("orders · incremental · 1 row\n");
  const full = await highwater("show", "-s", "orders", "--world", "full-refresh", "--limit", "1", "--json");
  expect(JSON.parse(full.printed())).toEqual({
    node: "orders",
    world: "full-refresh",
    show: [{ id: 1, state: "new" }],
  });

  write({ "models/later.sql": "{{ config(materialized='incremental') }} select * from {{ ref('stg') }}" });
  const missing = await highwater("show", "-s", "later", "--world", "incremental");
  expect(missing.said()).toContain(
    "later is not built yet, so its next run is a full refresh: show it with --world full-refresh.",
  );
  expect(missing.code).toBe(1);
  expect((await highwater("show", "-s", "later")).said()).toContain("later · full-refresh · 2 rows");
  expect(await inTable("select count(*) from duckdb_tables()")).toBe(3);

  write({ "models/writes.sql": "{{ config(sql_header='create table seen_too as select 1;') }} select 1 as id" });
  expect((await highwater("show", "-s", "writes")).said()).toContain("read-only");
});

test("a full refresh is shown of a model that forbids it: its first run", async () => {
  write({
    "models/kept.sql":
      "{{ config(materialized='incremental', full_refresh=false) }} select 1 as id {% if is_incremental() %} where false {% endif %}",
  });
  await highwater("run", "-s", "kept");
  expect((await highwater("show", "-s", "kept")).said()).toBe("kept · incremental · 0 rows\n");
  expect((await highwater("show", "-s", "kept", "--world", "full-refresh")).said()).toBe(
    "kept · full-refresh · 1 row\n",
  );
});

test("doctor tells what is there, what is missing and how to get it, and no secret", async () => {
  write({
    "profiles.yml":
      "shop: {target: dev, outputs: {dev: {type: duckdb, path: dev.duckdb, settings: {s3_secret_access_key: hunter2}}, prod: {type: snowflake, account: acme, user: me, password: hunter2, database: d, schema: s}}}\n",
    "packages.yml": "packages:\n  - package: dbt-labs/dbt_utils\n    version: 1.3.0\n",
  });
  const cli = await highwater("doctor");
  expect(cli.printed()).toMatch(/^ok +highwater +\d+\.\d+\.\d+/);
  expect(cli.printed()).toMatch(/ok +node +\d+\.\d+\.\d+ on \w+-\w+/);
  expect(cli.printed()).toMatch(/ok +built-in engine +DuckDB \d/);
  expect(cli.printed()).toMatch(/ok +project +shop in .*: 2 models, 1 seed, 0 snapshots/);
  expect(cli.printed()).toMatch(/ok +profiles\.yml +profiles\.yml \(looked for profiles\.yml, then /);
  expect(cli.printed()).toMatch(/ok +target +dev of shop \(it has dev, prod\), on duckdb/);
  expect(cli.printed()).toMatch(/missing +packages +missing: dbt_utils .*Run dbt deps/);
  expect(cli.code).toBe(1);
  const prod = await highwater("doctor", "--target", "prod", "--json");
  expect(cli.printed()).toMatch(/ok +runs on +the built-in engine/);
  expect(prod.printed()).toContain("your own dbt: The target is on snowflake.");
  expect(prod.printed()).toContain("Running on Snowflake uses your own dbt; none found");
  for (const text of [cli.printed(), prod.printed()]) expect(text).not.toMatch(/hunter2|acme/);
  expect(existsSync(join(root, "dev.duckdb"))).toBe(false);

  // A setting that this DuckDB doesn't know makes it speak, and what it says must not hold the value.
  const failed = await highwater("run", "-s", "stg");
  expect(failed.said()).toContain("The profile's setting `s3_secret_access_key` failed");
  expect(failed.said()).not.toContain("hunter2");

  const nowhere = await highwater("doctor", "--project-dir", "models");
  expect(nowhere.printed()).toMatch(/missing +project +There is no dbt_project\.yml/);
});

/** The one number that a separate connection finds. */
async function inTable(sql: string): Promise<number> {
  const target = fakeSnapshot([], { path: join(root, "dev.duckdb") }).environment.target;
  const session = await duckdb.inspect(target, { root });
  if (!session.ok) throw new Error(session.error.kind);
  const found = await session.value.query(sql, new AbortController().signal);
  session.value.close();
  if (!found.ok) throw new Error(found.error.kind);
  return Number(found.value.rows[0]?.[0]);
}
