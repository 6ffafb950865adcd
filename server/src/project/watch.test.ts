import { mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { folderOf } from "../../test-kit/folder.ts";
import { silentLog } from "../base/log.ts";
import { ProjectHost } from "./host.ts";
import { loadProject } from "./load.ts";
import { type DiskBatch, ProjectWatcher } from "./watch.ts";

/** A watched project; `seen` settles once all of these paths were reported since it was asked. */
async function watched(files: Record<string, string>) {
  const root = folderOf({ "dbt_project.yml": "name: shop\n", ...files });
  const { environment } = new ProjectHost(await loadProject(root, { env: {}, home: root })).snapshot;
  let listener: (batch: DiskBatch) => void = () => undefined;
  const watcher = new ProjectWatcher({
    root,
    packages: environment.packages,
    profiles: ["profiles.yml", join(root, "home/.dbt/profiles.yml")],
    log: silentLog,
    onBatch: (batch) => listener(batch),
  });
  onTestFinished(() => watcher.close());
  await watcher.ready;
  const seen = (wanted: readonly string[]) =>
    new Promise<{ readonly reload: boolean; readonly paths: readonly string[] }>((settle) => {
      const paths = new Set<string>();
      let reload = false;
      listener = (batch) => {
        for (const it of batch.paths) paths.add(it);
        reload ||= batch.reload;
        if (wanted.every((it) => paths.has(it))) settle({ reload, paths: [...paths] });
      };
    });
  const write = (path: string, text = "select 1") => writeFileSync(join(root, path), text);
  return { root, seen, write };
}

test("an edited, a new and a deleted file, in one folder or several", async () => {
  const { root, seen, write } = await watched({ "models/a.sql": "", "models/deep/b.sql": "", "seeds/s.csv": "" });
  const first = seen(["models/a.sql", "models/deep/new.sql", "models/deep/b.sql", "seeds/s.csv"]);
  write("models/a.sql");
  write("models/deep/new.sql");
  write("seeds/s.csv");
  rmSync(join(root, "models/deep/b.sql"));
  expect((await first).reload).toBe(false);
});

test("a new folder is watched, with what it already holds", async () => {
  const { root, seen, write } = await watched({ "models/a.sql": "" });
  const created = seen(["models/marts/m.sql"]);
  mkdirSync(join(root, "models/marts"));
  write("models/marts/m.sql");
  await created;
  const edited = seen(["models/marts/m.sql"]);
  write("models/marts/m.sql", "select 2");
  await edited;
});

test("a renamed folder: its files go and come", async () => {
  const { root, seen } = await watched({ "models/old/a.sql": "", "models/old/inner/b.sql": "" });
  const moved = seen(["models/old/a.sql", "models/old/inner/b.sql", "models/new/a.sql", "models/new/inner/b.sql"]);
  renameSync(join(root, "models/old"), join(root, "models/new"));
  await moved;
});

test("a folder of models that wasn't there", async () => {
  const { root, seen, write } = await watched({});
  const created = seen(["models/a.sql"]);
  mkdirSync(join(root, "models"));
  write("models/a.sql");
  await created;
});

test("the project's own file asks for everything to be read again; what is no project file is not told", async () => {
  const { seen, write } = await watched({ "models/a.sql": "" });
  const batch = seen(["dbt_project.yml"]);
  write("models/notes.txt");
  write("dbt_project.yml", "name: other\n");
  expect(await batch).toEqual({ reload: true, paths: ["dbt_project.yml"] });
});

test("a package that is installed asks for everything to be read again", async () => {
  const { root, seen } = await watched({ "dbt_packages/a/dbt_project.yml": "name: a\n" });
  const installed = seen(["dbt_packages/b"]);
  mkdirSync(join(root, "dbt_packages/b"));
  expect((await installed).reload).toBe(true);
});
