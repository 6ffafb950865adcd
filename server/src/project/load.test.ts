import { chmodSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { folderOf } from "../../test-kit/folder.ts";
import { ProjectHost } from "./host.ts";
import { loadProject } from "./load.ts";
import { eachOf } from "./read-files.ts";

const PROJECT = {
  "dbt_project.yml": "name: shop\nprofile: shop\n",
  "models/orders.sql": "select 1",
  "models/logs/env/deep.sql": "select 1",
  "models/schema.yml": "models: []\n",
  "seeds/countries.csv": "id\n1\n",
};
const load = (root: string, env: Record<string, string> = {}, home = join(root, "home")) =>
  loadProject(root, { env, home });

test("everything that dbt would read, and nothing else", async () => {
  const root = folderOf({
    ...PROJECT,
    "macros/m.sql": "",
    "snapshots/s.sql": "",
    "tests/generic/t.sql": "",
    "packages.yml": "packages: []\n",
    "README.md": "",
    "models/.hidden/x.sql": "",
    "models/node_modules/x.sql": "",
    "models/picture.png": "",
    "target/compiled/x.sql": "",
    "other/models/x.sql": "",
    "dbt_packages/utils/dbt_project.yml": "name: utils\nmacro-paths: [lib]\n",
    "dbt_packages/utils/lib/u.sql": "",
    "dbt_packages/utils/integration_tests/models/x.sql": "",
    "dbt_packages/no_project/models/x.sql": "",
  });
  const inputs = await load(root);
  expect(inputs.problems).toEqual([]);
  expect([...inputs.seeds]).toEqual(["seeds/countries.csv"]);
  expect([...inputs.files.keys()]).toEqual([
    "dbt_packages/utils/dbt_project.yml",
    "dbt_packages/utils/lib/u.sql",
    "dbt_project.yml",
    "macros/m.sql",
    "models/logs/env/deep.sql",
    "models/orders.sql",
    "models/schema.yml",
    "packages.yml",
    "snapshots/s.sql",
    "tests/generic/t.sql",
  ]);
  expect(inputs.files.get("models/orders.sql")).toEqual({ path: "models/orders.sql", text: "select 1" });
});

test("a project whose models lie in its own folder doesn't read what dbt writes or installs there", async () => {
  const root = folderOf({
    "dbt_project.yml": "name: shop\nmodel-paths: ['.']\n",
    "orders.sql": "",
    "target/x.sql": "",
    "dbt_packages/p/models/x.sql": "",
    "venv/x.sql": "",
  });
  expect([...(await load(root)).files.keys()]).toEqual(["dbt_project.yml", "orders.sql"]);
});

test("the first profiles.yml that dbt would find", async () => {
  const profiles = (schema: string) => `shop: {target: dev, outputs: {dev: {type: duckdb, schema: ${schema}}}}\n`;
  const schemaOf = async (root: string, env?: Record<string, string>) =>
    new ProjectHost(await load(root, env)).snapshot.environment.target.schema;
  const atHome = { ...PROJECT, "home/.dbt/profiles.yml": profiles("of_home") };
  expect(await schemaOf(folderOf(atHome))).toBe("of_home");
  expect(await schemaOf(folderOf({ ...atHome, "profiles.yml": profiles("of_project") }))).toBe("of_project");
  const elsewhere = folderOf({ "profiles.yml": profiles("elsewhere") });
  expect(await schemaOf(folderOf(atHome), { DBT_PROFILES_DIR: elsewhere })).toBe("elsewhere");
});

test("links are followed, a circle of them ends", async () => {
  const root = folderOf({ ...PROJECT, "shared/common.sql": "select 1" });
  symlinkSync(join(root, "shared"), join(root, "models", "shared"));
  symlinkSync(join(root, "models"), join(root, "models", "again"));
  symlinkSync(join(root, "nowhere"), join(root, "models", "broken"));
  const paths = [...(await load(root)).files.keys()];
  expect(paths).toContain("models/shared/common.sql");
  expect(paths.filter((it) => it.endsWith("orders.sql"))).toEqual(["models/orders.sql"]);
});

test("what can't be read is a problem and no crash", async () => {
  const root = folderOf({
    ...PROJECT,
    "models/binary.sql": new Uint8Array([115, 0, 1, 2]),
    "models/locked.sql": "select 1",
  });
  chmodSync(join(root, "models/locked.sql"), 0);
  const { problems, files } = await load(root);
  expect(problems.map((it) => it.message)).toContain("models/binary.sql can't be read: it is not a text file.");
  // Whoever runs the tests as root may read everything.
  if (process.getuid?.() !== 0)
    expect(problems.map((it) => it.message)).toContain("models/locked.sql can't be read: permission denied.");
  expect(files.has("models/orders.sql")).toBe(true);
  expect(new ProjectHost(await load(root)).snapshot.environment.problems.map((it) => it.at.path)).toContain(
    "models/binary.sql",
  );
});

test("a folder without a project loads, and says what is missing", async () => {
  const root = folderOf({ "readme.txt": "" });
  const { environment, nodes } = new ProjectHost(await load(root)).snapshot;
  expect(nodes.ids).toEqual([]);
  expect(environment.problems.map((it) => it.message)).toContain("dbt_project.yml is missing.");
});

test("no more steps run at once than allowed, and all of them run", async () => {
  let running = 0;
  let most = 0;
  const done: number[] = [];
  const step = async (item: number) => {
    most = Math.max(most, ++running);
    await Promise.resolve();
    running--;
    done.push(item);
  };
  await eachOf([...Array(50).keys()], step, 8);
  expect([most, done.length]).toEqual([8, 50]);
});
