import { createHash } from "node:crypto";
import { chmodSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { folderOf } from "../../../test-kit/folder.ts";
import { dbtCandidates } from "./dbt-candidates.ts";

/** A folder in which every file named dbt may be started. */
function machine(...files: readonly string[]): string {
  const root = folderOf(Object.fromEntries(files.map((it) => [it, ""])));
  for (const it of files) if (/dbt(\.exe)?$/.test(it)) chmodSync(join(root, it), 0o755);
  return root;
}

interface Wanted {
  readonly project?: string;
  readonly workspace?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly platform?: NodeJS.Platform;
}

function found(at: string, { project = "work/shop", workspace, env = {}, platform = "linux" }: Wanted = {}) {
  const given = Object.fromEntries(Object.entries(env).map(([name, it]) => [name, it.replaceAll("~", at)]));
  const places = { root: join(at, project), env: given, home: join(at, "home"), platform };
  const all = dbtCandidates({ ...places, workspace: workspace === undefined ? null : join(at, workspace) });
  return all.map((it) => it.slice(at.length + 1));
}

test("the project's environments come first, then those above it in the workspace, then the active one, then PATH", () => {
  const at = machine(
    "work/shop/.venv/bin/dbt",
    "work/shop/env/bin/dbt",
    "work/venv/bin/dbt",
    "active/bin/dbt",
    "conda/bin/dbt",
    "usr/bin/dbt",
    "home/.local/bin/dbt",
  );
  const env = { VIRTUAL_ENV: "~/active", CONDA_PREFIX: "~/conda", PATH: "~/usr/bin:relative:" };
  expect(found(at, { workspace: "work", env })).toEqual([
    "work/shop/.venv/bin/dbt",
    "work/shop/env/bin/dbt",
    "work/venv/bin/dbt",
    "active/bin/dbt",
    "conda/bin/dbt",
    "usr/bin/dbt",
    "home/.local/bin/dbt",
  ]);
});

test("nothing above the workspace is started, and nothing above the repository where there is no workspace", () => {
  const at = machine(".venv/bin/dbt", "work/.venv/bin/dbt", "work/.git/HEAD", "work/shop/dbt_project.yml");
  expect(found(at, { workspace: "work/shop" })).toEqual([]);
  expect(found(at)).toEqual(["work/.venv/bin/dbt"]);
  expect(found(machine(".venv/bin/dbt", "work/shop/dbt_project.yml"))).toEqual([]);
});

test("Windows has its own folder and name", () => {
  const at = machine("work/shop/.venv/Scripts/dbt.exe", "work/shop/.venv/bin/dbt");
  expect(found(at, { platform: "win32" })).toEqual(["work/shop/.venv/Scripts/dbt.exe"]);
});

test("Poetry's environment is known by the digest of the project's folder, uv's by its variable", () => {
  const bare = machine("work/shop/pyproject.toml");
  const digest = createHash("sha256").update(join(bare, "work/shop")).digest("base64url").slice(0, 8);
  const cache = machine(`virtualenvs/shop-${digest}-py3.11/bin/dbt`, "virtualenvs/shop-AAAAAAAA-py3.11/bin/dbt");
  const found = dbtCandidates({
    ...{ root: join(bare, "work/shop"), workspace: null, home: bare, platform: "linux" },
    env: { POETRY_CACHE_DIR: cache },
  });
  expect(found).toEqual([join(cache, `virtualenvs/shop-${digest}-py3.11/bin/dbt`)]);
  const uv = machine("work/shop/.environment/bin/dbt", "work/shop/.venv/bin/dbt");
  const places = { root: join(uv, "work/shop"), workspace: null, home: uv, platform: "linux" } as const;
  expect(dbtCandidates({ ...places, env: { UV_PROJECT_ENVIRONMENT: ".environment" } })[0]).toContain(".environment");
});

test("a file that may not be started is no program", () => {
  expect(found(folderOf({ "work/shop/.venv/bin/dbt": "" }))).toEqual([]);
});
