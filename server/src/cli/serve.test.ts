import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { FromRunner, ToRunner } from "../protocol/runner.ts";
import { type Channel, serve } from "./serve.ts";

let root: string;
const home = process.cwd();
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "highwater-serve-"));
  mkdirSync(join(root, "models"));
  writeFileSync(join(root, "dbt_project.yml"), "name: shop\nprofile: shop\n");
  writeFileSync(join(root, "profiles.yml"), "shop: {target: dev, outputs: {dev: {type: duckdb, path: dev.duckdb}}}\n");
  writeFileSync(join(root, "models/orders.sql"), "{{ config(materialized='table', schema='marts') }} select 1 as id");
  writeFileSync(
    join(root, "models/endless.sql"),
    "{{ config(materialized='table') }} select count(*) as n from range(10000000000) a, range(1000) b",
  );
});
afterEach(() => {
  process.chdir(home);
  rmSync(root, { recursive: true });
});

/** A server on a wire in memory: what it says is kept, and can be waited for. */
function started() {
  const received: FromRunner[] = [];
  const waiting: {
    readonly wanted: (message: FromRunner) => boolean;
    readonly found: (message: FromRunner) => void;
  }[] = [];
  let tell: (message: ToRunner) => void = () => undefined;
  let hangUp: () => void = () => undefined;
  const channel: Channel = {
    send(message) {
      received.push(message);
      for (const it of waiting) if (it.wanted(message)) it.found(message);
    },
    onMessage(listener) {
      tell = listener;
    },
    onHangUp(listener) {
      hangUp = listener;
    },
  };
  const over = serve({}, channel);
  const next = (wanted: (message: FromRunner) => boolean) => {
    const known = received.find(wanted);
    return known ? Promise.resolve(known) : new Promise<FromRunner>((found) => waiting.push({ wanted, found }));
  };
  return { received, over, tell: (message: ToRunner) => tell(message), hangUp: () => hangUp(), next };
}

const engine = { choice: "auto", dbtPath: null, workspace: null } as const;
const base = { target: null, profilesDir: null, vars: null, engine };
const isAnswer = (id: number) => (it: FromRunner) => it.kind === "answer" && it.id === id;

test("looks, runs, looks again: a database that is not there yet is empty, not unknown", async () => {
  const runner = started();
  expect(runner.received).toEqual([{ kind: "ready", version: expect.stringMatching(/^\d+\.\d+\.\d+/) }]);
  runner.tell({ kind: "inspect", id: 1, request: { root, ...base } });
  expect(await runner.next(isAnswer(1))).toMatchObject({
    answer: { relations: [], database: "dev", schemas: ["main", "main_marts"], reason: null },
  });
  runner.tell({ kind: "run", id: 2, request: { root, ...base, select: ["orders"], world: "incremental" } });
  runner.tell({ kind: "inspect", id: 3, request: { root, ...base } });
  expect(await runner.next(isAnswer(2))).toMatchObject({ answer: { kind: "run", status: "ok", failure: null } });
  expect(await runner.next(isAnswer(3))).toMatchObject({
    answer: {
      relations: [
        {
          database: "dev",
          schema: "main_marts",
          identifier: "orders",
          type: "table",
          columns: [{ name: "id", type: "INTEGER" }],
          rows: 1,
        },
      ],
    },
  });
  const events = runner.received.flatMap((it) => (it.kind === "event" && it.id === 2 ? [it.event.kind] : []));
  expect(events).toEqual(expect.arrayContaining(["run-started", "planned", "statement", "finished", "run-finished"]));
  runner.tell({ kind: "shutdown" });
  await runner.over;
});

test("a cancel ends the run it names, and the next request is served", async () => {
  const runner = started();
  runner.tell({ kind: "run", id: 1, request: { root, ...base, select: ["endless"], world: "incremental" } });
  await runner.next(
    (it) => it.kind === "event" && it.event.kind === "statement" && it.event.sql.startsWith("create table"),
  );
  runner.tell({ kind: "cancel", id: 1 });
  expect(await runner.next(isAnswer(1))).toMatchObject({ answer: { status: "cancelled" } });
  runner.tell({ kind: "run", id: 2, request: { root, ...base, select: ["orders"], world: "incremental" } });
  expect(await runner.next(isAnswer(2))).toMatchObject({ answer: { status: "ok" } });
  runner.hangUp();
  await runner.over;
});

test("hanging up cancels what runs", async () => {
  const runner = started();
  runner.tell({ kind: "run", id: 1, request: { root, ...base, select: ["endless"], world: "incremental" } });
  await runner.next(
    (it) => it.kind === "event" && it.event.kind === "statement" && it.event.sql.startsWith("create table"),
  );
  runner.hangUp();
  await runner.over;
  expect(runner.received.find(isAnswer(1))).toMatchObject({ answer: { status: "cancelled" } });
});

test("what can't be run is a failure with its next step", async () => {
  const runner = started();
  runner.tell({ kind: "run", id: 1, request: { root, ...base, select: ["nope"], world: "incremental" } });
  expect(await runner.next(isAnswer(1))).toMatchObject({
    answer: { status: "error", failure: 'Nothing matches "nope".' },
  });
  runner.tell({ kind: "inspect", id: 2, request: { root, ...base, target: "nope" } });
  expect(await runner.next(isAnswer(2))).toMatchObject({
    answer: { relations: null, reason: expect.stringContaining("nope") },
  });
  runner.hangUp();
  await runner.over;
});

test("what a run would send is told from unsaved text, without a run", async () => {
  const runner = started();
  const unsaved = [{ path: "models/orders.sql", text: "{{ config(materialized='table') }} select 2 as id" }];
  const request = { root, ...base, uniqueId: "model.shop.orders", world: "incremental", unsaved } as const;
  runner.tell({ kind: "statements", id: 1, request });
  expect(await runner.next(isAnswer(1))).toMatchObject({
    answer: {
      kind: "statements",
      world: null,
      reason: null,
      statements: ["begin", 'create table "dev"."main"."orders" as (\n select 2 as id\n)', "commit"],
    },
  });
  runner.tell({ kind: "statements", id: 2, request: { ...request, target: "nope" } });
  expect(await runner.next(isAnswer(2))).toMatchObject({
    answer: { statements: [], reason: expect.stringContaining("nope") },
  });
  runner.hangUp();
  await runner.over;
});

test("who gives up waiting is answered at once, and the run in front goes on", async () => {
  const runner = started();
  runner.tell({ kind: "run", id: 1, request: { root, ...base, select: ["endless"], world: "incremental" } });
  runner.tell({ kind: "inspect", id: 2, request: { root, ...base } });
  await runner.next((it) => it.kind === "event" && it.event.kind === "statement");
  runner.tell({ kind: "cancel", id: 2 });
  expect(await runner.next(isAnswer(2))).toMatchObject({ answer: { relations: null, reason: "Cancelled." } });
  expect(runner.received.some(isAnswer(1))).toBe(false);
  runner.hangUp();
  await runner.over;
  expect(runner.received.filter(isAnswer(2))).toHaveLength(1);
});
