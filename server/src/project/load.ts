import { readdir } from "node:fs/promises";
import { join, resolve } from "node:path";
import type { Problem } from "../base/problem.ts";
import { docsFolders, resourceFolders } from "./folders.ts";
import { ignoreFiles, ignoring } from "./ignore.ts";
import { NO_SETTINGS, type ProjectInputs, type ProjectSettings } from "./inputs.ts";
import { readPackage } from "./package.ts";
import { joinPath } from "./paths.ts";
import { profilesPaths } from "./profiles.ts";
import { readFileAt } from "./read-file.ts";
import { eachOf, listFiles } from "./read-files.ts";
import type { Package, SourceFile } from "./snapshot.ts";
import { projectScope } from "./yaml-scope.ts";

/** What a project is loaded with. */
export interface LoadOptions {
  readonly settings?: ProjectSettings;
  readonly env: { readonly [name: string]: string };
  /** The user's home folder. */
  readonly home: string;
}

const OWN_FILES = ["dbt_project.yml", "packages.yml", "dependencies.yml"];

/**
 * Reads a dbt project from disk: its own files, those of its installed packages, and profiles.yml.
 *
 * Only the folders that dbt_project.yml names are read. A file that can't be read is a problem; nothing
 * here throws for what the disk holds.
 */
export async function loadProject(
  root: string,
  { settings = NO_SETTINGS, env, home }: LoadOptions,
): Promise<ProjectInputs> {
  const absolute = resolve(root);
  const files = new Map<string, SourceFile>();
  const problems: Problem[] = [];
  const read = (paths: readonly string[]) =>
    eachOf(paths, (path) => readInto(files, problems, { root: absolute, path }));

  const places = profilesPaths({ root: absolute, home, env, profilesDir: settings.profilesDir });
  await read([...OWN_FILES, ...places]);

  const scope = projectScope(settings.vars, env, undefined);
  const project = files.get("dbt_project.yml");
  const own = project && readPackage(project, scope);
  const installed = own ? await packageFiles(absolute, own.package) : [];
  await read(installed);

  const packages = installed.flatMap((it) => files.get(it) ?? []).map((it) => readPackage(it, scope).package);
  const all = own ? [own.package, ...packages] : packages;
  const ignores = ignoreFiles(all);
  await read(ignores);
  const isIgnored = ignoring(
    all,
    ignores.map((it) => files.get(it)),
  );
  const found = await listFiles(absolute, all.flatMap(resourceFolders));
  const docs = await listFiles(absolute, all.flatMap(docsFolders));
  const texts = new Set([...found.texts, ...docs.texts.filter((it) => it.endsWith(".md"))]);
  await read([...texts].filter((it) => !files.has(it) && !isIgnored(it)));
  return { root: absolute, files: inOrder(files), seeds: new Set(found.seeds), settings, env, home, problems };
}

async function readInto(
  files: Map<string, SourceFile>,
  problems: Problem[],
  { root, path }: { readonly root: string; readonly path: string },
): Promise<void> {
  const found = await readFileAt(root, path);
  if (found) files.set(path, found.file);
  if (found?.problem) problems.push(found.problem);
}

/** The dbt_project.yml of every folder that packages are installed in. */
async function packageFiles(root: string, { installPath }: Package): Promise<readonly string[]> {
  const folders = await readdir(join(root, installPath)).catch(() => []);
  return folders.filter((it) => !it.startsWith(".")).map((it) => joinPath(installPath, `${it}/dbt_project.yml`));
}

/** Files arrive as the disk answers; their order must not depend on that. */
function inOrder(files: ReadonlyMap<string, SourceFile>): ReadonlyMap<string, SourceFile> {
  return new Map([...files].sort(([a], [b]) => (a < b ? -1 : 1)));
}
