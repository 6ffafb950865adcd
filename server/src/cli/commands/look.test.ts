import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { cliProject, SHOP } from "../../../test-kit/cli-project.ts";
import { fakeSnapshot } from "../../../test-kit/runner.ts";
import { duckdb } from "../../runner/adapters/duckdb.ts";

const project = cliProject(SHOP);
const { write, highwater } = project;

test("ls prints what dbt prints", async () => {
  write({
    "models/marts/daily.sql":
      "{{ config(tags=['x'], meta={'big': 9007199254740993}) }} select * from {{ ref('orders') }}",
    "models/blank.sql": "",
  });
  const printed = async (...args: readonly string[]) => (await highwater("ls", ...args)).printed();
  expect(await printed()).toBe("shop.blank\nshop.marts.daily\nshop.orders\nshop.stg\nshop.raw\n");
  expect(await printed("--output", "name", "-s", "+daily", "--exclude", "stg")).toBe("daily\norders\nraw\n");
  expect(await printed("--output", "path", "--resource-type", "seed", "model", "-s", "raw", "daily")).toBe(
    "models/marts/daily.sql\nseeds/raw.csv\n",
  );
  expect(await printed("--output", "json", "-s", "daily")).toContain('"meta":{"big":9007199254740993}');
  expect(JSON.parse(await printed("--output", "json", "-s", "daily"))).toMatchObject({
    name: "daily",
    resource_type: "model",
    package_name: "shop",
    original_file_path: "models/marts/daily.sql",
    unique_id: "model.shop.daily",
    alias: "daily",
    config: { materialized: "view", tags: ["x"] },
    tags: ["x"],
    depends_on: { nodes: ["model.shop.orders"] },
  });
});

test("show prints the first rows of either world and writes nothing", async () => {
  await highwater("run", "--seeds");
  const shown = await highwater("show", "-s", "orders", "--vars", "{after: 1}");
  expect(shown.printed()).toBe("id  state\n 2  new\n");
  expect(shown.said()).toBe("orders · incremental · 1 row\n");
  const full = await highwater("show", "-s", "orders", "--world", "full-refresh", "--limit", "1", "--json");
  expect(JSON.parse(full.printed())).toEqual({
    node: "orders",
    world: "full-refresh",
    show: [{ id: 1, state: "new" }],
  });

  write({ "models/later.sql": "{{ config(materialized='incremental') }} select * from {{ ref('stg') }}" });
  const missing = await highwater("show", "-s", "later", "--world", "incremental");
  expect(missing.said()).toContain(
    "later is not built yet, so its next run is a full refresh: show it with --world full-refresh.",
  );
  expect(missing.code).toBe(1);
  expect((await highwater("show", "-s", "later")).said()).toContain("later · full-refresh · 2 rows");
  expect(await inTable("select count(*) from duckdb_tables()")).toBe(3);

  write({ "models/writes.sql": "{{ config(sql_header='create table seen_too as select 1;') }} select 1 as id" });
  expect((await highwater("show", "-s", "writes")).said()).toContain("read-only");
});

test("a full refresh is shown of a model that forbids it: its first run", async () => {
  write({
    "models/kept.sql":
      "{{ config(materialized='incremental', full_refresh=false) }} select 1 as id {% if is_incremental() %} where false {% endif %}",
  });
  await highwater("run", "-s", "kept");
  expect((await highwater("show", "-s", "kept")).said()).toBe("kept · incremental · 0 rows\n");
  expect((await highwater("show", "-s", "kept", "--world", "full-refresh")).said()).toBe(
    "kept · full-refresh · 1 row\n",
  );
});

test("doctor tells what is there, what is missing and how to get it, and no secret", async () => {
  write({
    "profiles.yml":
      "shop: {target: dev, outputs: {dev: {type: duckdb, path: dev.duckdb, settings: {s3_secret_access_key: hunter2}}, prod: {type: snowflake, account: acme, user: me, password: hunter2, database: d, schema: s}}}\n",
    "packages.yml": "packages:\n  - package: dbt-labs/dbt_utils\n    version: 1.3.0\n",
  });
  const cli = await highwater("doctor");
  expect(cli.printed()).toMatch(/^ok +highwater +\d+\.\d+\.\d+/);
  expect(cli.printed()).toMatch(/ok +node +\d+\.\d+\.\d+ on \w+-\w+/);
  expect(cli.printed()).toMatch(/ok +built-in engine +DuckDB \d/);
  expect(cli.printed()).toMatch(/ok +project +shop in .*: 2 models, 1 seed, 0 snapshots/);
  expect(cli.printed()).toMatch(/ok +profiles\.yml +profiles\.yml \(looked for profiles\.yml, then /);
  expect(cli.printed()).toMatch(/ok +target +dev of shop \(it has dev, prod\), on duckdb/);
  expect(cli.printed()).toMatch(/missing +packages +missing: dbt_utils .*Run dbt deps/);
  expect(cli.code).toBe(1);
  const prod = await highwater("doctor", "--target", "prod", "--json");
  expect(cli.printed()).toMatch(/ok +runs on +the built-in engine/);
  expect(prod.printed()).toContain("your own dbt: The target is on snowflake.");
  expect(prod.printed()).toContain("Running on Snowflake uses your own dbt; none found");
  for (const text of [cli.printed(), prod.printed()]) expect(text).not.toMatch(/hunter2|acme/);
  expect(existsSync(join(project.root, "dev.duckdb"))).toBe(false);

  // A setting that this DuckDB doesn't know makes it speak, and what it says must not hold the value.
  const failed = await highwater("run", "-s", "stg");
  expect(failed.said()).toContain("The profile's setting `s3_secret_access_key` failed");
  expect(failed.said()).not.toContain("hunter2");

  const nowhere = await highwater("doctor", "--project-dir", "models");
  expect(nowhere.printed()).toMatch(/missing +project +There is no dbt_project\.yml/);
});

/** The one number that a separate connection finds. */
async function inTable(sql: string): Promise<number> {
  const target = fakeSnapshot([], { path: join(project.root, "dev.duckdb") }).environment.target;
  const session = await duckdb.inspect(target, { root: project.root });
  if (!session.ok) throw new Error(session.error.kind);
  const found = await session.value.query(sql, new AbortController().signal);
  session.value.close();
  if (!found.ok) throw new Error(found.error.kind);
  return Number(found.value.rows[0]?.[0]);
}
