import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { cliProject, eventsOf, SHOP } from "../../../test-kit/cli-project.ts";
import { fingerprint } from "../../base/fingerprint.ts";
import { parseHistory } from "../../protocol/history.ts";

const project = cliProject(SHOP);
const { write, highwater } = project;

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

  const history = parseHistory(readFileSync(join(project.root, ".highwater/runs.ndjson"), "utf8"));
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
  const [record] = parseHistory(readFileSync(join(project.root, ".highwater/runs.ndjson"), "utf8"));
  const text = readFileSync(join(project.root, "models/orders.sql"), "utf8");
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
  const read = (path: string) => readFileSync(join(project.root, "out", path), "utf8");
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
  expect(() => readFileSync(join(project.root, "dev.duckdb"))).toThrow("ENOENT");
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

test("a dry run prints the SQL of the run, and writes nothing", async () => {
  const dry = await highwater("run", "--seeds", "--dry-run");
  expect(dry.code).toBe(0);
  expect(dry.printed()).toContain(
    "-- 3/3 incremental orders → dev.main.orders, full refresh (first run: builds the whole table)\n",
  );
  expect(dry.printed()).toContain("create or replace table seen as select 'orders' as name;\ncommit;\n");
  expect(existsSync(join(project.root, "dev.duckdb"))).toBe(false);
  expect(existsSync(join(project.root, ".highwater"))).toBe(false);

  await highwater("run", "--seeds");
  const again = await highwater("run", "--dry-run", "--json", "-s", "orders");
  const statements = eventsOf(again).flatMap((it) => (it.kind === "statement" ? [it.sql] : []));
  expect(statements[1]).toMatch(/^create temporary table "orders__dbt_tmp\d{17}" as \(/);
  expect(statements.some((it) => it.startsWith("merge into"))).toBe(true);
  expect(parseHistory(readFileSync(join(project.root, ".highwater/runs.ndjson"), "utf8"))).toHaveLength(3);
});

test("the history tells how far an incremental model's table got", async () => {
  const text =
    "{{ config(materialized='incremental') }}\nselect {{ var('day') }} as day {% if is_incremental() %}where {{ var('day') }} > (select max(day) from {{ this }}){% endif %}";
  write({ "models/days.sql": text });
  await highwater("run", "-s", "days", "--vars", "{day: 1}");
  const second = await highwater("run", "-s", "days", "--vars", "{day: 4}");
  expect(second.printed()).toContain("day 1 → 4");
  const history = parseHistory(readFileSync(join(project.root, ".highwater/runs.ndjson"), "utf8"));
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
