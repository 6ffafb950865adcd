import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { commands } from "../src/cli/commands/index.ts";
import type { RunEvent } from "../src/protocol/events.ts";
import { fakeCli } from "../test-kit/cli.ts";
import { batchOf } from "./runner/batches.ts";
import { type Contents, contentsOf } from "./runner/compare.ts";
import { dbt, type Statuses } from "./runner/dbt.ts";
import { deliver, write, writeProject } from "./runner/project.ts";

/** Both do every step, each in a folder and a database of its own; after each step the databases are compared. */
const STEPS: readonly {
  readonly title: string;
  readonly day?: number;
  readonly args: readonly string[];
  readonly seed?: string;
}[] = [
  { title: "seeds", args: ["seed"] },
  { title: "the first day", day: 1, args: ["run"] },
  { title: "the second day", day: 2, args: ["run"] },
  {
    title: "the third day, other columns, a view that becomes incremental",
    day: 3,
    args: ["run", "--vars", "{changed: true, later: incremental}"],
  },
  { title: "tables and views trade places", args: ["run", "--vars", "{kind: incremental, later: incremental}"] },
  { title: "a full refresh", args: ["run", "--full-refresh", "--vars", "{later: incremental}"] },
  { title: "after it, a fourth day", day: 4, args: ["run"] },
  { title: "seeds again", args: ["seed"], seed: "region,since,people,active\nregion 3,2022-02-02,4.25,true\n" },
  { title: "seeds rebuilt", args: ["seed", "--full-refresh"], seed: 'region,people,motto\nregion 4,8,"a, b"\n' },
];

const home = process.cwd();
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "highwater-conformance-"));
  for (const who of ["dbt", "ours"]) writeProject(join(folder, who));
});
afterAll(() => {
  process.chdir(home);
  rmSync(folder, { recursive: true });
});

test.each([1, 2, 3, 4])("day %i has what makes incremental models hard", (day) => {
  const { counts } = batchOf(day);
  expect(counts.rows).toBeGreaterThanOrEqual(1_000);
  for (const kind of ["late", "duplicate", "nullKeys"] as const) expect(counts[kind]).toBeGreaterThan(0);
  if (day > 1) expect(counts.corrected).toBeGreaterThan(0);
});

for (const { title, day, args, seed } of STEPS) {
  test(`${title}: every table as dbt leaves it`, async () => {
    for (const who of ["dbt", "ours"]) {
      if (day !== undefined) deliver(join(folder, who), day);
      if (seed !== undefined) write(join(folder, who), "seeds/regions.csv", seed);
    }
    const theirs = dbt(join(folder, "dbt"), args);
    const ours = await highwater(join(folder, "ours"), args);
    expect(ours).toEqual(theirs);

    const expected = await contentsOf(join(folder, "dbt/dev.duckdb"));
    const found = await contentsOf(join(folder, "ours/dev.duckdb"));
    expect([...found.keys()]).toEqual([...expected.keys()]);
    // Nothing is proved by tables that are equal and empty.
    if (day !== undefined) expect(expected.get("main.append")?.rows.length).toBeGreaterThan(day * 1_000);
    for (const [name, contents] of expected)
      expect({ name, ...digest(found.get(name)) }).toEqual({ name, ...digest(contents) });
  }, 300_000);
}

/** All columns, the number of rows, and the first rows that tell a difference; whole tables would drown it. */
function digest(contents: Contents | undefined) {
  return contents && { ...contents, rowCount: contents.rows.length };
}

const STATUS: Readonly<Record<string, string>> = { ok: "success", error: "error", skipped: "skipped" };

async function highwater(root: string, args: readonly string[]): Promise<Statuses> {
  const [name, ...rest] = args;
  const cli = fakeCli({ cwd: root });
  const code = await commands.find((it) => it.name === name)?.invoke(cli, ["--json", ...rest]);
  if (code !== 0 && code !== 1) throw new Error(cli.said());
  const events = cli
    .printed()
    .trimEnd()
    .split("\n")
    .map((it) => JSON.parse(it) as RunEvent);
  return Object.fromEntries(
    events.flatMap((it) => (it.kind === "finished" ? [[it.uniqueId, STATUS[it.status] ?? it.status]] : [])),
  );
}
