import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { fakeSnapshot } from "../../../test-kit/runner.ts";
import type { Plain } from "../../base/plain.ts";
import type { Target } from "../../project/snapshot.ts";
import { presentFailure } from "../present-failure.ts";
import type { Session } from "./adapter.ts";
import { duckdb } from "./duckdb.ts";
import { utf16Offset } from "./duckdb-errors.ts";

const NEVER = new AbortController().signal;
let root: string;
let path: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "highwater-duckdb-"));
  path = join(root, "dev.duckdb");
});
afterEach(() => rmSync(root, { recursive: true }));

function target(fields: { readonly [key: string]: Plain } = {}, at = path): Target {
  return fakeSnapshot([], { path: at, secretFields: fields }).environment.target;
}

async function opened(fields?: { readonly [key: string]: Plain }): Promise<Session> {
  const session = await duckdb.open(target(fields), { root });
  if (!session.ok) throw new Error(JSON.stringify(session.error));
  return session.value;
}

test("a file that a newer DuckDB wrote is told by its header, before anything opens it", async () => {
  const header = Buffer.alloc(4096);
  header.write("DUCK", 8, "latin1");
  header.writeBigUInt64LE(999n, 12);
  writeFileSync(path, header);
  const error = { kind: "newer-storage", path, version: 999, newest: 68 };
  expect(await duckdb.open(target(), { root })).toEqual({ ok: false, error });
  expect(await duckdb.inspect(target(), { root })).toEqual({ ok: false, error });
});

test("looking creates no database", async () => {
  expect(await duckdb.inspect(target(), { root })).toEqual({ ok: false, error: { kind: "missing", path } });
  expect(existsSync(path)).toBe(false);
});

test("a file that is no database is told by its header; one that is damaged with a next step", async () => {
  writeFileSync(path, "a".repeat(10_000));
  expect(await duckdb.open(target(), { root })).toMatchObject({
    ok: false,
    error: { kind: "no-database", what: "foreign" },
  });

  // A whole header and nothing behind it.
  const header = Buffer.alloc(4096);
  header.write("DUCK", 8, "latin1");
  header.writeBigUInt64LE(64n, 12);
  writeFileSync(path, header);
  const damaged = await duckdb.open(target(), { root });
  expect(damaged).toMatchObject({ ok: false, error: { kind: "connect" } });
  if (!damaged.ok) expect(presentFailure(damaged.error)).toContain("The file is damaged: restore a copy");
});

test("a database that another process holds is refused at once, naming the process", async () => {
  const code = `const d=require("@duckdb/node-api");d.DuckDBInstance.create(process.argv[1]).then(()=>{console.log("held");setInterval(()=>{},1e6)})`;
  const holder = spawn(process.execPath, ["-e", code, path], { stdio: ["ignore", "pipe", "inherit"] });
  try {
    await new Promise((resolve) => holder.stdout.once("data", resolve));
    const failure = { ok: false, error: { kind: "locked", path, pid: holder.pid } };
    expect(await duckdb.open(target(), { root })).toMatchObject(failure);
    expect(await duckdb.inspect(target(), { root })).toMatchObject(failure);
  } finally {
    holder.kill();
  }
});

test("an SQL error says where, in UTF-16 code units", async () => {
  const session = await opened();
  const sql = "select 'é😀', nope from range(3)";
  const failed = await session.run(sql, NEVER);
  session.close();
  expect(failed).toMatchObject({ ok: false, error: { kind: "sql", offset: sql.indexOf("nope") } });
  expect(utf16Offset("é😀x", 6)).toBe(3);
});

test("a signal that is aborted already runs nothing; one that aborts interrupts", async () => {
  const session = await opened();
  expect(await session.run("create table t as select 1", AbortSignal.abort())).toEqual({
    ok: false,
    error: { kind: "cancelled" },
  });
  const abort = new AbortController();
  const running = session.run("select count(*) from range(10000000000) a, range(1000) b", abort.signal);
  setTimeout(() => abort.abort(), 20);
  expect(await running).toEqual({ ok: false, error: { kind: "cancelled" } });
  expect(await session.query("select count(*) from duckdb_tables()", NEVER)).toMatchObject({
    value: { rows: [["0"]] },
  });
  session.close();
});

test("rows that a statement changed are counted, those of a new table too", async () => {
  const session = await opened();
  const count = async (sql: string) => {
    const done = await session.run(sql, NEVER);
    return done.ok ? done.value.rows : done.error;
  };
  expect(await count("create table t as select i from range(5) r(i)")).toBe(5);
  expect(await count("insert into t select 1 from range(2)")).toBe(2);
  expect(await count("delete from t where i = 1")).toBe(3);
  expect(await count("create view v as select 1")).toBe(0);
  session.close();
});

test("no extension is installed by itself", async () => {
  const session = await opened();
  const settings = await session.query(
    "select value from duckdb_settings() where name in ('autoinstall_known_extensions', 'autoload_known_extensions')",
    NEVER,
  );
  session.close();
  expect(settings).toMatchObject({ value: { rows: [["false"], ["false"]] } });
});

test("settings and attached files of the profile are honoured", async () => {
  const other = join(root, "other.duckdb");
  (await opened()).close();
  const session = await opened({ settings: { threads: 1 }, attach: [{ path: other, alias: "lake" }] });
  await session.run("create table lake.main.t as select 1", NEVER);
  const answer = await session.query("select current_setting('threads')", NEVER);
  session.close();
  expect(answer).toMatchObject({ value: { rows: [["1"]] } });
  expect(existsSync(other)).toBe(true);
});

test("who only looks can't write to what is attached either", async () => {
  const other = join(root, "other.duckdb");
  const attach = [{ path: other, alias: "lake" }];
  (await opened({ attach })).close();
  for (const database of [path, ":memory:"]) {
    const session = await duckdb.inspect({ ...target({ attach }), path: database }, { root });
    if (!session.ok) throw new Error(session.error.kind);
    const found = await session.value.query(
      "select database_name from duckdb_databases() where database_name = 'lake'",
      NEVER,
    );
    expect(found).toMatchObject({ value: { rows: [["lake"]] } });
    expect(await session.value.run("create table lake.main.t as select 1", NEVER)).toMatchObject({ ok: false });
    session.value.close();
  }
});

test.each<[string, { readonly [key: string]: Plain }, string]>([
  ["secrets", { secrets: [{ type: "s3" }] }, "`secrets` needs dbt"],
  ["plugins", { plugins: [{ module: "excel" }] }, "`plugins` needs dbt"],
  ["an extension that isn't here", { extensions: ["no_such_extension"] }, "not installed"],
  ["a setting, whose value stays unsaid", { settings: { no_such_setting: "hunter2" } }, "`no_such_setting` failed"],
  ["DuckLake", { is_ducklake: true }, "DuckLake"],
  ["another kind of database", { attach: [{ path: "x.db", type: "sqlite" }] }, "no DuckDB file"],
])("%s in the profile is refused in a sentence", async (_, fields, words) => {
  const result = await duckdb.open(target(fields), { root });
  expect(result).toMatchObject({ ok: false, error: { kind: "unsupported", message: expect.stringContaining(words) } });
});

test("MotherDuck is refused", async () => {
  expect(await duckdb.open(target({}, "md:shop"), { root })).toMatchObject({
    ok: false,
    error: { kind: "unsupported" },
  });
});
