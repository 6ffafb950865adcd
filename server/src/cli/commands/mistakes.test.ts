import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { cliProject, SHOP } from "../../../test-kit/cli-project.ts";

const project = cliProject(SHOP);
const { write, highwater } = project;

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
  rmSync(join(project.root, "profiles.yml"));
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
  const index = JSON.parse(readFileSync(join(project.root, "out/index.json"), "utf8")) as readonly {
    readonly unique_id: string;
  }[];
  expect(compiled.code).toBe(0);
  expect(index.some((it) => it.unique_id === "model.shop.blank")).toBe(false);
  expect(index.some((it) => it.unique_id === "model.shop.comment")).toBe(true);
  expect(existsSync(join(project.root, "out/incremental/model.shop.blank.sql"))).toBe(false);

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
  make(join(project.root, "dev.duckdb"));
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
