import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { fakeDbt } from "../../../test-kit/fake-dbt.ts";
import { folderOf } from "../../../test-kit/folder.ts";
import { inputsOf } from "../../../test-kit/project.ts";
import { ProjectHost } from "../../project/host.ts";
import type { RunEvent } from "../../protocol/events.ts";
import type { RunEnd } from "../execute.ts";
import { DBT_FOLDER, dbtArguments } from "./dbt-arguments.ts";
import { type DbtRun, runWithDbt } from "./run-with-dbt.ts";

const FILES = {
  "models/marts/orders.sql": "{{ config(materialized='incremental', unique_key='id') }}\nselect 1 as id",
  "models/below.sql": "select * from {{ ref('orders') }}",
  "seeds/regions.csv": "id\n1\n",
  "profiles.yml":
    "shop: {target: dev, outputs: {dev: {type: snowflake, account: a, database: dev, schema: main, password: s3cret-word}}}",
};

function runIn(root: string, behaviour: string, given: Partial<DbtRun> = {}): DbtRun {
  const inputs = inputsOf(FILES);
  return {
    snapshot: new ProjectHost({ ...inputs, root }).snapshot,
    ...{ ids: ["model.shop.orders"], asked: "incremental", runId: "r", reason: null },
    dbt: { path: fakeDbt(join(root, "bin/dbt")), version: "1.11.16", line: "core", adapters: ["snowflake"] },
    flags: { target: null, profilesDir: null, vars: null },
    env: { FAKE_DBT: behaviour, FAKE_DBT_LOG: join(root, "calls"), FAKE_DBT_PIDS: join(root, "pids") },
    graceMs: 200,
    ...given,
  };
}

async function follow(run: DbtRun, onEvent: (event: RunEvent, abort: AbortController) => void = () => {}) {
  const abort = new AbortController();
  const events: RunEvent[] = [];
  const running = runWithDbt(run, abort.signal);
  let next = await running.next();
  while (!next.done) {
    events.push(next.value);
    onEvent(next.value, abort);
    next = await running.next();
  }
  const end: RunEnd = next.value;
  return { events, end, finished: events.find((it) => it.kind === "finished") };
}

test("a run's events, in their order, with the engine, the rows and no secret", async () => {
  const { events, end } = await follow(runIn(folderOf({}), "runs", { reason: "The target is on snowflake." }));
  expect(end).toEqual({ status: "ok", failure: null });
  expect(events).toEqual([
    {
      kind: "run-started",
      ...{ runId: "r", project: "shop", target: "dev", adapter: "snowflake", engine: "dbt 1.11.16", models: 1 },
      ...{ reason: "The target is on snowflake.", stopsWithinMs: 200 },
    },
    expect.objectContaining({ kind: "planned", index: 1, name: "orders", relation: "dev.main.orders", world: null }),
    expect.objectContaining({ kind: "started" }),
    expect.objectContaining({ kind: "statement", sql: "merge into t using s; -- *****" }),
    expect.objectContaining({ kind: "finished", status: "ok", world: "incremental", ms: 500 }),
    expect.objectContaining({ kind: "run-finished", status: "ok", ok: 1, failed: 0, skipped: 0 }),
  ]);
});

test("dbt is given its own folder, and the user's flags as they are", async () => {
  const root = folderOf({});
  const flags = { target: "prod", profilesDir: "/etc/dbt", vars: "{a: '$(rm -rf /)'}", threads: 4, failFast: true };
  await follow(runIn(root, "runs", { asked: "full-refresh", flags }));
  const [args] = readFileSync(join(root, "calls"), "utf8").trim().split("\n");
  expect(JSON.parse(args ?? "")).toEqual([
    ...["run", "--select", "fqn:shop.marts.orders", "--full-refresh", "--fail-fast", "--threads", "4"],
    ...["--target", "prod"],
    ...["--vars", "{a: '$(rm -rf /)'}", "--profiles-dir", "/etc/dbt", "--project-dir", root],
    ...["--target-path", DBT_FOLDER, "--log-path", `${DBT_FOLDER}/logs`, "--no-version-check"],
    ...["--log-format", "json", "--log-level", "debug", "--log-level-file", "none", "--no-use-colors"],
  ]);
  expect(existsSync(join(root, "target"))).toBe(false);
});

test("seeds are seeded, and both together are built without their tests", () => {
  const run = runIn(folderOf({}), "runs");
  const words = (ids: readonly string[]) => {
    const args = dbtArguments({ ...run, ids });
    return args.ok ? args.value.slice(0, args.value.indexOf("--project-dir")) : [];
  };
  expect(words(["seed.shop.regions"])).toEqual(["seed", "--select", "fqn:shop.regions"]);
  expect(words(["seed.shop.regions", "model.shop.below"])).toEqual([
    ...["build", "--resource-type", "model", "--resource-type", "seed"],
    ...["--select", "fqn:shop.regions", "fqn:shop.below"],
  ]);
});

test("what the user's own dbt has parsed is taken over once and left as it is", async () => {
  const root = folderOf({ "target/partial_parse.msgpack": "parsed" });
  await follow(runIn(root, "runs"));
  expect(readFileSync(join(root, DBT_FOLDER, "partial_parse.msgpack"), "utf8")).toBe("parsed");
});

test("a dbt that ends without a word is a failure with its exit code", async () => {
  const { end, finished, events } = await follow(runIn(folderOf({}), "silent"));
  expect(finished).toBeUndefined();
  expect(events.at(-1)).toMatchObject({ kind: "run-finished", status: "error" });
  expect(end).toEqual({
    status: "error",
    failure: { kind: "dbt", message: "dbt ended (exit code 1) before the run did. It said nothing." },
  });
});

test("a dbt that writes no log is quoted, without secrets", async () => {
  const { end } = await follow(runIn(folderOf({}), "garbage"));
  expect(end.failure).toMatchObject({
    message:
      "dbt ended (exit code 1) before the run did. It said: ModuleNotFoundError: No module named 'dbt' with password *****",
  });
});

test("a dbt that can't be started is told as such", async () => {
  const root = folderOf({});
  const dbt = { path: join(root, "gone"), version: "1.11.16", line: "core", adapters: [] } as const;
  const { end } = await follow(runIn(root, "runs", { dbt }));
  expect(end.failure).toMatchObject({
    kind: "dbt",
    message: expect.stringMatching(/^dbt could not be started: .*ENOENT/),
  });
});

const isAlive = (pid: number) => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

test("cancelling interrupts dbt", async () => {
  const { end, finished, events } = await follow(runIn(folderOf({}), "stops", { graceMs: 60_000 }), (event, abort) => {
    if (event.kind === "started") abort.abort();
  });
  expect(end).toEqual({ status: "cancelled", failure: null });
  expect(finished).toMatchObject({ status: "cancelled" });
  expect(events.at(-1)).toMatchObject({ kind: "run-finished", status: "cancelled" });
});

test("a dbt that won't be interrupted is killed with everything that it started", async () => {
  const root = folderOf({});
  const { end } = await follow(runIn(root, "hangs"), (event, abort) => {
    if (event.kind === "started") abort.abort();
  });
  expect(end.status).toBe("cancelled");
  const pids = readFileSync(join(root, "pids"), "utf8").split(" ").map(Number);
  expect(pids).toHaveLength(2);
  await expect.poll(() => pids.filter(isAlive), { timeout: 20_000 }).toEqual([]);
});
