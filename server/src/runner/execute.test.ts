import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type FakeNode, fakeSnapshot } from "../../test-kit/runner.ts";
import { ok } from "../base/result.ts";
import type { RunEvent } from "../protocol/events.ts";
import { duckdb } from "./adapters/duckdb.ts";
import { execute, type RunEnd, type RunOptions } from "./execute.ts";
import { prepareModel, prepareSeed } from "./prepare.ts";
import type { RunHooks } from "./run-hooks.ts";

/** A model: its SQL per world, and whatever a node may have. */
interface Model extends FakeNode {
  readonly full?: string;
  readonly incremental?: string;
  readonly post?: string;
}

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "highwater-run-"));
});
afterEach(() => rmSync(root, { recursive: true }));

/** Runs models on a database file of their own; the outside is real but for the compiler. */
async function run(
  models: readonly Model[],
  options: Partial<Pick<RunOptions, "asked" | "threads" | "failFast" | "watermarkOf">> & {
    readonly signal?: AbortSignal;
    readonly hooks?: Partial<RunHooks>;
  } = {},
) {
  const snapshot = { ...fakeSnapshot(models, { path: join(root, "dev.duckdb") }), root };
  const events: RunEvent[] = [];
  const run = execute(
    {
      snapshot,
      ids: snapshot.nodes.ids,
      asked: options.asked ?? "incremental",
      adapter: duckdb,
      runId: "r1",
      hooks: { start: [], end: [], ...options.hooks },
      threads: options.threads ?? 1,
      failFast: options.failFast ?? false,
      watermarkOf: options.watermarkOf ?? (() => undefined),
      async prepare(plan) {
        if (plan.node.resourceType === "seed") return prepareSeed(plan, root, "1");
        const model = models.find((it) => it.name === plan.node.name);
        const sql = (plan.planned.world === "incremental" ? model?.incremental : model?.full) ?? model?.full ?? "";
        const post = model?.post === undefined ? [] : [{ sql: model.post, inTransaction: true }];
        const locate = (offset: number) => ({
          path: plan.node.path,
          line: 1,
          column: offset + 1,
          endLine: 1,
          endColumn: offset + 2,
        });
        const source = { sql, hooks: { pre: [], post }, comments: { relation: null, columns: [] }, locate };
        return ok(prepareModel(plan, source, "1"));
      },
    },
    options.signal ?? new AbortController().signal,
  );
  let next = await run.next();
  while (!next.done) {
    events.push(next.value);
    next = await run.next();
  }
  return { events, end: next.value satisfies RunEnd, outcome: (name: string) => finished(events, name) };
}

function finished(events: readonly RunEvent[], name: string) {
  return events.find((it) => it.kind === "finished" && it.uniqueId.endsWith(`.${name}`));
}

/** What a separate connection finds. */
async function rows(sql: string): Promise<readonly unknown[]> {
  const target = fakeSnapshot([], { path: join(root, "dev.duckdb") }).environment.target;
  const session = await duckdb.inspect(target, { root });
  if (!session.ok) throw new Error(session.error.kind);
  try {
    const found = await session.value.query(sql, new AbortController().signal);
    if (!found.ok) throw new Error(JSON.stringify(found.error));
    return found.value.rows;
  } finally {
    session.value.close();
  }
}

const orders: Model = {
  name: "orders",
  config: { materialized: "incremental", incremental_strategy: "merge", unique_key: "id" },
  full: "select i as id, 'old' as state from range(3) r(i)",
  incremental: "select i as id, 'new' as state from range(2, 5) r(i)",
};

test("the first run builds the table and says why, the next one changes it", async () => {
  const first = await run([orders]);
  expect(first.outcome("orders")).toMatchObject({
    status: "ok",
    world: "full-refresh",
    why: "target-missing",
    rows: { inserted: 3 },
  });
  const second = await run([orders]);
  expect(second.outcome("orders")).toMatchObject({
    status: "ok",
    world: "incremental",
    why: null,
    rows: { inserted: 2, updated: 1 },
  });
  expect(await rows("select id, state from orders order by id")).toEqual([
    ["0", "old"],
    ["1", "old"],
    ["2", "new"],
    ["3", "new"],
    ["4", "new"],
  ]);
});

test("a full refresh swaps the table and leaves no helper behind", async () => {
  await run([orders]);
  await run([orders]);
  const again = await run([orders], { asked: "full-refresh" });
  expect(again.outcome("orders")).toMatchObject({ world: "full-refresh", why: null });
  expect(await rows("select count(*) from orders")).toEqual([["3"]]);
  expect(await rows("select table_name from duckdb_tables()")).toEqual([["orders"]]);
});

test("what a killed run left behind is cleared away", async () => {
  await run([{ name: "orders__dbt_tmp", config: { materialized: "table" }, full: "select 1" }]);
  await run([{ name: "orders__dbt_backup", full: "select 1" }]);
  await run([orders]);
  expect(await rows("select table_name from information_schema.tables")).toEqual([["orders"]]);
});

test("delete+insert by a list, append, and new columns", async () => {
  const config = { materialized: "incremental", unique_key: ["id"], on_schema_change: "append_new_columns" };
  const model = { ...orders, config, incremental: "select i as id, 'new' as state, 7 as extra from range(2, 5) r(i)" };
  await run([model]);
  const second = await run([model]);
  expect(second.outcome("orders")).toMatchObject({ rows: { inserted: 3, deleted: 1, updated: null } });
  expect(await rows("select id, extra from orders where id < 3 order by id")).toEqual([
    ["0", null],
    ["1", null],
    ["2", 7],
  ]);
  await run([{ ...orders, config: { ...config, incremental_strategy: "append" } }]);
  expect(await rows("select count(*) from orders")).toEqual([["8"]]);
});

test("table, view and back; in a schema that is made on the way", async () => {
  const view = { name: "daily", config: { schema: "reports" }, full: "select 1 as a" };
  const table = {
    ...view,
    config: { schema: "reports", materialized: "table", indexes: [{ columns: ["a"], unique: true }] },
  };
  const kinds = async () => rows("select table_type from information_schema.tables where table_schema = 'reports'");
  for (const [model, kind] of [
    [view, "VIEW"],
    [table, "BASE TABLE"],
    [table, "BASE TABLE"],
    [view, "VIEW"],
  ] as const) {
    expect((await run([model])).outcome("daily")).toMatchObject({ status: "ok", world: null });
    expect(await kinds()).toEqual([[kind]]);
  }
});

test("a failure rolls its model back, names the place, and skips what depends on it", async () => {
  const models = (state: string): readonly Model[] => [
    { ...orders, incremental: `select 1 as id, ${state} as state` },
    { name: "between", config: { materialized: "table" }, full: "select 1 as a" },
    { name: "daily", parents: ["orders"], full: "select * from main.orders" },
  ];
  await run(models("'x'"));
  const failed = await run(models("nope"));
  expect(failed.end).toEqual({ status: "error", failure: null });
  expect(failed.outcome("orders")).toMatchObject({
    status: "error",
    message: expect.stringContaining('"nope" was not found'),
    at: { path: "models/orders.sql", column: "select 1 as id, ".length + 1 },
  });
  expect(failed.outcome("daily")).toMatchObject({ status: "skipped", message: "depends on orders, which failed" });
  expect(failed.outcome("between")).toMatchObject({ status: "ok" });
  expect(await rows("select count(*) from orders")).toEqual([["3"]]);
});

test("a failing post-hook takes the rows back with it", async () => {
  await run([orders]);
  const failed = await run([{ ...orders, post: "select no_such_function()" }]);
  expect(failed.outcome("orders")).toMatchObject({ status: "error" });
  expect(await rows("select distinct state from orders")).toEqual([["old"]]);
});

test("on_schema_change fail stops before any row is written", async () => {
  const model = { ...orders, config: { ...orders.config, on_schema_change: "fail" } };
  await run([model]);
  const failed = await run([{ ...model, incremental: "select 1 as id, 2 as other" }]);
  expect(failed.outcome("orders")).toMatchObject({ status: "error", message: expect.stringContaining("out of sync") });
  expect(await rows("select count(*) from orders")).toEqual([["3"]]);
});

test("cancelling stops a query in flight, rolls back, and runs nothing more", async () => {
  await run([orders]);
  const abort = new AbortController();
  const endless = "select count(*) as id, 'x' as state from range(10000000000) a, range(1000) b";
  const models: readonly Model[] = [
    { ...orders, incremental: endless },
    { name: "later", full: "select 1" },
  ];
  const snapshot = { ...fakeSnapshot(models, { path: join(root, "dev.duckdb") }), root };
  const seen: RunEvent[] = [];
  const running = execute(
    {
      snapshot,
      ids: snapshot.nodes.ids,
      asked: "incremental",
      adapter: duckdb,
      runId: "r",
      hooks: { start: [], end: [] },
      threads: 1,
      failFast: false,
      watermarkOf: () => undefined,
      async prepare(plan) {
        const source = {
          sql: endless,
          hooks: { pre: [], post: [] },
          comments: { relation: null, columns: [] },
          locate: () => null,
        };
        return ok(prepareModel(plan, source, "1"));
      },
    },
    abort.signal,
  );
  let next = await running.next();
  while (!next.done) {
    seen.push(next.value);
    // The next step of the run sends this statement; the cancel arrives while it is under way.
    if (next.value.kind === "statement" && next.value.sql.includes(endless)) setTimeout(() => abort.abort(), 50);
    next = await running.next();
  }
  expect(next.value).toEqual({ status: "cancelled", failure: null });
  expect(seen.filter((it) => it.kind === "finished").map((it) => it.status)).toEqual(["cancelled", "cancelled"]);
  expect(await rows("select count(*) from orders")).toEqual([["3"]]);
  expect(await rows("select count(*) from duckdb_views() where not internal")).toEqual([["0"]]);
});

test("a seed is loaded, emptied and loaded again, and rebuilt by a full refresh", async () => {
  const seeds: readonly Model[] = [{ name: "countries", resourceType: "seed", folder: "." }];
  const write = (text: string) => writeFileSync(join(root, "countries.csv"), text);
  write("code,since\nde,1990-10-03\nfr,\n");
  expect((await run(seeds)).outcome("countries")).toMatchObject({ status: "ok", rows: { inserted: 2 } });
  expect(await rows("select * from countries")).toEqual([
    ["de", "1990-10-03"],
    ["fr", null],
  ]);
  write("code,since\nit,1946-06-02\n");
  await run(seeds);
  expect(await rows("select code from countries")).toEqual([["it"]]);
  write("code,people\nit,59\n");
  expect((await run(seeds)).outcome("countries")).toMatchObject({ status: "error" });
  expect(await rows("select code from countries")).toEqual([["it"]]);
  await run(seeds, { asked: "full-refresh" });
  expect(await rows("select * from countries")).toEqual([["it", 59]]);
});

test("hooks of the run come before and after all nodes; one that fails at the start keeps everything from running", async () => {
  const hook = (sql: string) => [{ uniqueId: "operation.shop.shop-on-run-start-0", sql }];
  const model: Model = { name: "copy", config: { materialized: "table" }, full: "select * from made" };
  const hooks = { start: hook("create table made as select 7 as n"), end: hook("create table last as from copy") };
  expect((await run([model], { hooks })).end).toEqual({ status: "ok", failure: null });
  expect(await rows("select * from last")).toEqual([[7]]);

  const failed = await run([model], { hooks: { start: hook("select nope") } });
  expect(failed.end).toMatchObject({
    status: "error",
    failure: { message: expect.stringMatching(/^shop-on-run-start-0: /) },
  });
  expect(failed.events.map((it) => it.kind)).toEqual(["run-started", "statement", "run-finished"]);
});

/** Two families of models: the first level builds, the second reads it; every model has a hook that writes one shared table. */
const family = (from: number, to: number): readonly Model[] =>
  Array.from({ length: to - from }, (_, at): readonly Model[] => {
    const name = `m${from + at}`;
    const post = `insert into audit values ('${name}')`;
    return [
      { ...orders, name, post, config: { ...orders.config, schema: `s${at % 3}` } },
      {
        name: `${name}_child`,
        parents: [name],
        config: { materialized: "table" },
        full: `select * from s${at % 3}.${name}`,
      },
    ];
  }).flat();

test("many models at once, each in its own transaction: all rows are there, parents first, schemas made on the way", async () => {
  const models = family(0, 12);
  const hooks = {
    start: [{ uniqueId: "operation.shop.audit", sql: "create table if not exists audit (what varchar)" }],
  };
  for (const asked of ["incremental", "incremental", "full-refresh"] as const) {
    const { events, end } = await run(models, { asked, threads: 6, hooks });
    expect(events.flatMap((it) => (it.kind === "finished" && it.status !== "ok" ? [it.message] : []))).toEqual([]);
    expect(end).toEqual({ status: "ok", failure: null });
    const order = (kind: "started" | "finished", id: string) =>
      events.findIndex((it) => it.kind === kind && it.uniqueId === `model.shop.${id}`);
    for (let at = 0; at < 12; at++) expect(order("finished", `m${at}`)).toBeLessThan(order("started", `m${at}_child`));
  }
  expect(await rows("select count(*), count(distinct what) from audit")).toEqual([["36", "12"]]);
  expect(await rows("select count(*) from m7_child")).toEqual([["3"]]);
  expect(await rows("select count(*) from duckdb_tables() where table_name like '%dbt_tmp%'")).toEqual([["0"]]);
});

test("two models run at the same time when there are threads for both", async () => {
  const models = ["a", "b"].map((name) => ({ name, full: "select 1 as id" }));
  const kinds = ({ events }: Awaited<ReturnType<typeof run>>) =>
    events.flatMap((it) =>
      it.kind === "started" || it.kind === "finished" ? [`${it.kind} ${it.uniqueId.at(-1)}`] : [],
    );
  expect(kinds(await run(models))).toEqual(["started a", "finished a", "started b", "finished b"]);
  expect(kinds(await run(models, { threads: 2 })).slice(0, 2)).toEqual(["started a", "started b"]);
});

test("a failure beside others takes back its own rows alone", async () => {
  const models: readonly Model[] = [
    { ...orders, name: "good" },
    { ...orders, name: "bad", full: "select 1 as id, 'x' as state", incremental: "select nope" },
  ];
  await run(models, { threads: 2 });
  const again = await run(models, { threads: 2 });
  expect(again.outcome("good")).toMatchObject({ status: "ok", rows: { inserted: 2, updated: 1 } });
  expect(again.outcome("bad")).toMatchObject({ status: "error" });
  expect(await rows("select count(*) from bad")).toEqual([["1"]]);
});

test("fail-fast: what runs is cancelled and rolled back, nothing more begins, and the run has failed", async () => {
  const endless = "select count(*) as n from range(10000000000) a, range(1000) b";
  const models: readonly Model[] = [
    { name: "bad", full: "select nope" },
    { name: "slow", config: { materialized: "table" }, full: endless },
    { name: "later", full: "select 1 as a" },
    { name: "below", parents: ["bad"], full: "select 1 as a" },
  ];
  const { outcome, end } = await run(models, { threads: 2, failFast: true });
  expect(end).toEqual({ status: "error", failure: null });
  expect(outcome("slow")).toMatchObject({ status: "cancelled", message: expect.stringContaining("since bad failed") });
  expect(outcome("later")).toMatchObject({ status: "skipped", message: "not begun, since bad failed" });
  expect(outcome("below")).toMatchObject({ status: "skipped", message: "depends on bad, which failed" });
  expect(await rows("select count(*) from duckdb_tables() where not internal")).toEqual([["0"]]);
  const slow = await run([models[0], models[2]].flatMap((it) => it ?? []));
  expect(slow.outcome("later")).toMatchObject({ status: "ok" });
});

test("how far the table got is told, before and after; a column that isn't there fails nothing", async () => {
  const watermarkOf = () => "id";
  const first = await run([orders], { watermarkOf });
  expect(first.outcome("orders")).toMatchObject({ watermark: { column: "id", before: null, after: "2" } });
  const second = await run([orders], { watermarkOf });
  expect(second.outcome("orders")).toMatchObject({ watermark: { column: "id", before: "2", after: "4" } });
  const unknown = await run([orders], { watermarkOf: () => "nope" });
  expect(unknown.outcome("orders")).toMatchObject({ status: "ok", watermark: null });
});
