import { mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { RunEvent } from "../src/protocol/events.ts";
import { bundledCli, type Ended, isInsideTransaction, runProcess } from "./runner/killed.ts";
import { write } from "./runner/project.ts";

/** A merge touches this many rows and a few more each generation. */
const ROWS = 2_000_000;
const MODEL = `{{ config(materialized='incremental', incremental_strategy='merge', unique_key='id') }}
select i as id, {{ var('generation') }} as generation, md5(i::varchar || '{{ var('generation') }}') as payload
from range({{ ${ROWS} + 1000 * var('generation') if is_incremental() else ${ROWS} }}) r(i)
`;

let root: string;
let cli: string;
beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), "highwater-kill-"));
  write(root, "dbt_project.yml", "name: shop\nprofile: shop\n");
  write(root, "profiles.yml", "shop: {target: dev, outputs: {dev: {type: duckdb, path: dev.duckdb}}}\n");
  write(root, "models/big.sql", MODEL);
  cli = await bundledCli();
});
afterAll(() => rmSync(root, { recursive: true }));

/** What the table holds, small enough to compare: the number of rows and a sum over all of them that no order changes. */
interface State {
  readonly rows: number;
  readonly checksum: string;
}

test("20 kills of a merge and 8 of a full refresh: the old rows or the new ones, and the next run is right", async () => {
  let generation = 0;
  await runWhole(generation, "incremental");
  let before = await expectedState(generation, "full-refresh");
  expect(await state()).toEqual(before);

  const typical = await runWhole(++generation, "incremental");
  before = await expectedState(generation, "incremental");
  const tally = { inside: 0, old: 0, renewed: 0 };
  for (const kill of kills(typical)) {
    generation++;
    const after = await expectedState(generation, kill.world);
    const ended = await killedRun(generation, kill);
    const found = await state();
    const isNew = found.checksum === after.checksum;
    expect({ kill, found }).toEqual({ kill, found: isNew ? after : before });
    if (isInsideTransaction(ended.events)) tally.inside++;
    tally[isNew ? "renewed" : "old"]++;

    await runWhole(++generation, "incremental");
    before = await expectedState(generation, "incremental");
    expect({ kill, next: await state() }).toEqual({ kill, next: before });
    expect(await query("select table_name from duckdb_tables()")).toEqual([["big"]]);
  }
  console.info(
    `kill -9: ${tally.inside} of 28 inside the transaction; ${tally.old} left the old rows, ${tally.renewed} the new`,
  );
  expect(tally.inside).toBeGreaterThanOrEqual(14);
}, 1_800_000);

test("the first Ctrl-C stops the merge, rolls it back and ends with 130", async () => {
  const before = await state();
  const ended = await runProcess(cli, root, {
    args: ["--vars", "{generation: 900}"],
    onEvent(event, child) {
      if (isMerge(event)) child.kill("SIGINT");
    },
  });
  expect(ended.code).toBe(130);
  expect(ended.events.find((it) => it.kind === "finished")).toMatchObject({ status: "cancelled" });
  expect(await state()).toEqual(before);
}, 300_000);

type World = "incremental" | "full-refresh";

/** Where a run is killed: when a statement is announced, and so many milliseconds later. */
interface Kill {
  readonly world: World;
  readonly statement: number;
  readonly delay: number;
}

/** Ten at the boundaries of statements and ten within the merge, which takes about so long; eight in a full refresh. */
function kills(typical: Ended): readonly Kill[] {
  const sent = typical.events.filter((it) => it.kind === "statement");
  const merging = sent.findIndex(isMerge);
  const ms = finishedMs(typical);
  const boundaries = Array.from({ length: 10 }, (_, at): Kill => {
    return { world: "incremental", statement: at % sent.length, delay: 0 };
  });
  const within = Array.from({ length: 10 }, (_, at): Kill => {
    return { world: "incremental", statement: merging, delay: Math.round((at / 10) * ms * 0.7) };
  });
  const refresh = Array.from({ length: 8 }, (_, at): Kill => {
    return { world: "full-refresh", statement: at % 5, delay: at < 5 ? 0 : at * 100 };
  });
  return [...boundaries, ...within, ...refresh];
}

function finishedMs({ events }: Ended): number {
  const finished = events.find((it) => it.kind === "finished");
  return finished?.kind === "finished" ? finished.ms : 0;
}

function isMerge(event: RunEvent): boolean {
  return event.kind === "statement" && event.sql.startsWith("merge into");
}

async function killedRun(generation: number, { world, statement, delay }: Kill): Promise<Ended> {
  let seen = 0;
  const ended = await runProcess(cli, root, {
    args: argsFor(generation, world),
    onEvent(event, child) {
      if (event.kind !== "statement" || seen++ !== statement) return;
      if (delay === 0) child.kill("SIGKILL");
      else setTimeout(() => child.kill("SIGKILL"), delay);
    },
  });
  // A run that was quicker than its kill has ended well.
  expect(ended.signal === "SIGKILL" || ended.code === 0).toBe(true);
  return ended;
}

async function runWhole(generation: number, world: World): Promise<Ended> {
  const ended = await runProcess(cli, root, { args: argsFor(generation, world) });
  expect({ code: ended.code, stderr: ended.stderr }).toEqual({ code: 0, stderr: "" });
  return ended;
}

function argsFor(generation: number, world: World): readonly string[] {
  return ["--vars", `{generation: ${generation}}`, ...(world === "full-refresh" ? ["--full-refresh"] : [])];
}

const CHECKSUM = "count(*), sum(hash(id, generation, payload)::hugeint)::varchar";

async function state(): Promise<State> {
  return stateOf(await query(`select ${CHECKSUM} from big`));
}

/** What a run that nobody disturbs leaves, computed without the runner. */
async function expectedState(generation: number, world: World): Promise<State> {
  const rows = world === "incremental" ? ROWS + 1000 * generation : ROWS;
  const select = `select i as id, ${generation} as generation, md5(i::varchar || '${generation}') as payload from range(${rows}) r(i)`;
  return stateOf(await query(`select ${CHECKSUM} from (${select})`, ":memory:"));
}

function stateOf(rows: readonly (readonly unknown[])[]): State {
  return { rows: Number(rows[0]?.[0]), checksum: String(rows[0]?.[1]) };
}

async function query(sql: string, file = join(root, "dev.duckdb")): Promise<readonly (readonly unknown[])[]> {
  const driver = createRequire(import.meta.url)("@duckdb/node-api") as typeof import("@duckdb/node-api");
  const instance = await driver.DuckDBInstance.create(file);
  const connection = await instance.connect();
  try {
    return (await connection.runAndReadAll(sql)).getRowsJson();
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}
