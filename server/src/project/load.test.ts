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
    "models/node_modules/y.sql": "",
    "models/UPPER.SQL": "",
    "models/.hidden.sql": "",
    "models/~draft.sql": "",
    "models/#draft.yml": "",
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
    "models/.hidden/x.sql",
    "models/UPPER.SQL",
    "models/logs/env/deep.sql",
    "models/node_modules/y.sql",
    "models/orders.sql",
    "models/schema.yml",
    "packages.yml",
    "snapshots/s.sql",
    "tests/generic/t.sql",
  ]);
  expect(inputs.files.get("models/orders.sql")).toEqual({ path: "models/orders.sql", text: "select 1" });
});

test("of folders for docs blocks only Markdown is read", async () => {
  const root = folderOf({
    ...PROJECT,
    "dbt_project.yml": "name: shop\nprofile: shop\ndocs-paths: [handbook]\n",
    "handbook/words.md": "{% docs id %}Never reused.{% enddocs %}",
    "handbook/mkdocs.yml": "a: !!python/name:b",
    "handbook/old.sql": "{{ broken",
  });
  const { files } = await load(root);
  expect([...files.keys()].filter((it) => it.startsWith("handbook/"))).toEqual(["handbook/words.md"]);
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

test("a link to a file is read, one to a folder is not, one to nowhere is a problem", async () => {
  const root = folderOf({ ...PROJECT, "shared/common.sql": "select 1" });
  symlinkSync(join(root, "shared"), join(root, "models", "shared"));
  symlinkSync(join(root, "models"), join(root, "models", "again"));
  symlinkSync(join(root, "shared", "common.sql"), join(root, "models", "linked.sql"));
  symlinkSync(join(root, "nowhere.sql"), join(root, "models", "broken.sql"));
  const { files, problems } = await load(root);
  expect([...files.keys()].filter((it) => it.endsWith(".sql"))).toEqual([
    "models/broken.sql",
    "models/linked.sql",
    "models/logs/env/deep.sql",
    "models/orders.sql",
  ]);
  expect(problems.map((it) => it.message)).toEqual([
    "models/broken.sql can't be read: it is a link to a file that isn't there. dbt stops at it: remove the link.",
  ]);
});

test("a link in the place of a folder that dbt_project.yml names is that folder", async () => {
  const root = folderOf({ "dbt_project.yml": "name: shop\n", "elsewhere/orders.sql": "select 1" });
  symlinkSync(join(root, "elsewhere"), join(root, "models"));
  expect([...(await load(root)).files.keys()]).toContain("models/orders.sql");
});

test("a file that is not UTF-8 is there, and a problem; everything else goes on", async () => {
  const latin = new Uint8Array([...Buffer.from("select '"), 0xe9, ...Buffer.from("' as id")]);
  const root = folderOf({
    ...PROJECT,
    "models/latin.sql": latin,
    "models/after.sql": "select * from {{ ref('latin') }}",
    "models/latin.yml": latin,
    "models/nul.sql": "select 1 -- \0",
  });
  const { environment, nodes } = new ProjectHost(await load(root)).snapshot;
  const why = "can't be read: it is not UTF-8. dbt stops at it: save it in that encoding, or move it elsewhere.";
  const unreadable = environment.problems.filter((it) => it.kind === "unreadable").map((it) => it.message);
  expect(unreadable.sort()).toEqual([`models/latin.sql ${why}`, `models/latin.yml ${why}`]);
  expect(nodes.get("model.shop.latin")?.facts.problems.map((it) => it.message)).toEqual([`models/latin.sql ${why}`]);
  expect(nodes.graph.parents.get("model.shop.after")).toEqual(["model.shop.latin"]);
  expect(nodes.get("model.shop.nul")?.facts.problems).toEqual([]);
});

test("a dbt_project.yml that can't be read is said to be so, not to be missing", async () => {
  const root = folderOf({ ...PROJECT, "dbt_project.yml": new Uint8Array([...Buffer.from("name: shop #"), 0xff]) });
  const { environment } = new ProjectHost(await load(root)).snapshot;
  expect(environment.problems.map((it) => it.message).filter((it) => it.includes("dbt_project.yml"))).toContain(
    "dbt_project.yml can't be read: it is not UTF-8. dbt stops at it: save it in that encoding, or move it elsewhere.",
  );
  expect(environment.problems.map((it) => it.message)).not.toContain("dbt_project.yml is missing.");
});

test("what .dbtignore leaves out is not read, and belongs to nobody", async () => {
  const root = folderOf({
    ...PROJECT,
    ".dbtignore": "drafts/\n",
    "models/drafts/a.sql": new Uint8Array([0xff]),
    "models/drafts/a.yml": "models: [",
    "macros/drafts/m.sql": "{% macro broken(",
  });
  const host = new ProjectHost(await load(root));
  const { environment, files } = host.snapshot;
  expect([...files.keys()].filter((it) => it.includes("drafts"))).toEqual([]);
  expect(environment.problems.filter((it) => it.at.path.includes("drafts"))).toEqual([]);
  const opened = host.apply({ kind: "overlay", path: "models/drafts/a.sql", text: "select 1" });
  expect(opened.nodes.ids).not.toContain("model.shop.a");
  const without = host.apply({ kind: "disk", path: ".dbtignore", text: undefined });
  expect(without.nodes.ids).toContain("model.shop.a");
});

test("a file that must not be read is a problem", async () => {
  const root = folderOf({ ...PROJECT, "models/locked.sql": "select 1" });
  chmodSync(join(root, "models/locked.sql"), 0);
  const { problems } = await load(root);
  // Whoever runs the tests as root may read everything.
  if (process.getuid?.() !== 0)
    expect(problems.map((it) => it.message)).toEqual([
      "models/locked.sql can't be read: permission is denied. dbt stops at it: give yourself the right to read it, or delete it.",
    ]);
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
