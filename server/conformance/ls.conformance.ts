import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { commands } from "../src/cli/commands/index.ts";
import { fakeCli } from "../test-kit/cli.ts";
import { dbtPython } from "./runner/dbt.ts";

/** Selections, with whatever else is asked of `ls`. */
const ASKED: readonly (readonly string[])[] = [
  [],
  ["--output", "path"],
  ["--output", "name", "--resource-type", "seed"],
  ["--select", "+orders_daily"],
  ["--select", "2+customer_value", "--exclude", "stg_orders"],
  ["--select", "@orders_daily", "--exclude", "customers"],
  ["--select", "models/staging", "models/marts", "--exclude", "1+orders_daily"],
  ["--select", "config.materialized:incremental,+orders_daily"],
  ["--exclude", "config.materialized:incremental", "tag:mart"],
  ["--select", "*orders*", "blank+"],
  ["--select", "blank"],
];

const TYPES = ["--resource-type", "model", "--resource-type", "seed", "--resource-type", "snapshot"];

let root: string;
const home = process.cwd();
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), "highwater-ls-"));
  cpSync(resolve("test-fixtures/projects/shop"), root, { recursive: true });
  writeFileSync(join(root, "models/blank.sql"), " \n\t\n");
  writeFileSync(join(root, "models/below_blank.sql"), "select 1 as id -- {{ ref('blank') }}\n");
});
afterAll(() => {
  process.chdir(home);
  rmSync(root, { recursive: true });
});

test("ls lists what dbt lists, blank models too, line by line", async () => {
  const theirs = dbtLists(ASKED.map((it) => (it.includes("--resource-type") ? it : [...it, ...TYPES])));
  const ours = await Promise.all(ASKED.map(ourList));
  expect(ours).toEqual(theirs);
  expect(ours[0]?.length).toBeGreaterThan(15);
  expect(ours.at(-1)).toEqual(["shop.blank"]);
});

test("and as JSON, but for macros", async () => {
  const [theirs] = dbtLists([["--output", "json", ...TYPES]]);
  const ours = await ourList(["--output", "json"]);
  expect(ours.map(parsed)).toEqual(theirs?.map(parsed));
});

function parsed(line: string): unknown {
  const { depends_on, ...rest } = JSON.parse(line) as { readonly depends_on: { readonly nodes?: readonly string[] } };
  return { ...rest, parents: [...(depends_on.nodes ?? [])].sort() };
}

async function ourList(args: readonly string[]): Promise<readonly string[]> {
  const cli = fakeCli({ cwd: root });
  const code = await commands.find((it) => it.name === "ls")?.invoke(cli, [...args, "--profiles-dir", "."]);
  expect(cli.said()).toBe("");
  expect(code).toBe(0);
  return cli.printed().trimEnd().split("\n");
}

/** One process for all of them: starting dbt takes longer than listing. */
function dbtLists(asked: readonly (readonly string[])[]): readonly (readonly string[])[] {
  const code = [
    "import json, sys",
    "from dbt.cli.main import dbtRunner",
    "lists = []",
    "for args in json.loads(sys.argv[1]):",
    "    done = dbtRunner().invoke(['--quiet', '--no-version-check', 'ls', '--profiles-dir', '.', *args])",
    "    if not done.success: raise done.exception",
    "    lists.append(done.result)",
    "print('\\n' + json.dumps(lists))",
  ].join("\n");
  const done = spawnSync(dbtPython(), ["-c", code, JSON.stringify(asked)], {
    cwd: root,
    encoding: "utf8",
    maxBuffer: 1e8,
  });
  if (done.status !== 0) throw new Error(`dbt ls: ${done.stdout}${done.stderr}`);
  return JSON.parse(done.stdout.trimEnd().split("\n").at(-1) ?? "") as readonly (readonly string[])[];
}
