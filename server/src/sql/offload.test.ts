import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { buildSync } from "esbuild";
import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import { openOffload } from "./offload.ts";

let folder: string;
let workerPath: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "highwater-sql-worker-"));
  workerPath = join(folder, "sql-worker.js");
  const entry = fileURLToPath(new URL("worker.ts", import.meta.url));
  buildSync({
    entryPoints: [entry],
    outfile: workerPath,
    bundle: true,
    platform: "node",
    format: "cjs",
    logLevel: "error",
  });
});
afterAll(() => rmSync(folder, { recursive: true }));
afterEach(() => void vi.useRealTimers());

function fakeWorker(name: string, code: string): string {
  const path = join(folder, name);
  writeFileSync(path, `const { parentPort } = require("node:worker_threads");\n${code}`);
  return path;
}

const EMPTY = { selects: [] };
const answering = `
parentPort.on("message", ({ id, sql }) => {
  if (sql === "hang") for (;;);
  if (sql === "die") throw new Error("out of luck");
  parentPort.postMessage({ id, tree: { selects: [] } });
});`;

test("the bundled worker answers with the tree", async () => {
  const offload = openOffload({ workerPath });
  const trees = await Promise.all([
    offload.parse("select max(a) from t", "duckdb"),
    offload.parse("select from", "trino"),
  ]);
  expect(trees[0]).toMatchObject({ selects: [{ aggregates: ["max"] }] });
  expect(trees[1]).toBe("unparsable");
  await offload.close();
});

test("a text that takes too long is given up, and the next one is answered", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  const crashes: unknown[] = [];
  const offload = openOffload({
    workerPath: fakeWorker("hang.js", answering),
    onCrash: (error) => crashes.push(error),
    limits: { time: 300 },
  });
  const answers = Promise.all([offload.parse("hang", "duckdb"), offload.parse("a", "duckdb")]);
  vi.advanceTimersByTime(300);
  expect(await answers).toEqual(["unparsable", EMPTY]);
  expect(crashes).toEqual([]);
  await offload.close();
});

test("a worker that dies is told of once, and replaced", async () => {
  const crashes: unknown[] = [];
  const offload = openOffload({ workerPath: fakeWorker("die.js", answering), onCrash: (error) => crashes.push(error) });
  expect(await offload.parse("die", "duckdb")).toBe("unparsable");
  expect(await offload.parse("a", "duckdb")).toEqual(EMPTY);
  expect(crashes).toEqual([expect.objectContaining({ message: "out of luck" })]);
  await offload.close();
});

test("a text over the size limit is not even asked", async () => {
  const offload = openOffload({ workerPath: join(folder, "missing.js"), limits: { size: 3 } });
  expect(await offload.parse("long", "duckdb")).toBe("unparsable");
  await offload.close();
});

test("after a rest the worker is gone and comes back when asked", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  // This worker answers how many questions it has seen: a new one begins again.
  const counting = `let seen = 0; parentPort.on("message", ({ id }) => parentPort.postMessage({ id, tree: { selects: Array(++seen).fill(0) } }));`;
  const offload = openOffload({ workerPath: fakeWorker("count.js", counting), limits: { idle: 5_000 } });
  const seen = async () => {
    const tree = await offload.parse("a", "duckdb");
    return tree === "unparsable" ? tree : tree.selects.length;
  };
  expect(await seen()).toBe(1);
  expect(await seen()).toBe(2);
  vi.advanceTimersByTime(5_000);
  expect(await seen()).toBe(1);
  await offload.close();
});

test("closing answers what is still asked", async () => {
  const offload = openOffload({ workerPath: fakeWorker("close.js", answering) });
  const asked = offload.parse("hang", "duckdb");
  await offload.close();
  expect(await asked).toBe("unparsable");
});
