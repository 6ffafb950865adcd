import { joinPath } from "./paths.ts";
import type { Package } from "./snapshot.ts";

/** Folders of these names never hold a dbt project of the user's own: what is built, installed or logged. */
const FOREIGN = new Set([
  "node_modules",
  "target",
  "dbt_packages",
  "dbt_modules",
  "logs",
  "__pycache__",
  "venv",
  "env",
  "site-packages",
]);

/** Whether a search for projects passes a folder of this name over. */
export function isForeignFolder(name: string): boolean {
  return name.startsWith(".") || FOREIGN.has(name);
}

/**
 * Whether a folder below a model, seed or macro path is passed over.
 *
 * Inside of those dbt reads every folder, hidden ones and `node_modules` too; what dbt itself writes stands
 * beside them, and only matters to a project whose paths name its own folder.
 */
export function isSkippedInside(path: string, name: string): boolean {
  return path === name && isForeignFolder(name);
}

/** Whether dbt reads no file of this name, whatever its extension: what editors keep beside the real ones. */
export function isHiddenFile(name: string): boolean {
  return /^[.#~]/.test(name);
}

/** The folders that dbt reads of a package, from the root project's folder. */
export function resourceFolders(it: Package): readonly string[] {
  const folders = [...it.modelPaths, ...it.macroPaths, ...it.seedPaths, ...it.snapshotPaths, ...it.testPaths];
  return [...new Set(folders)].map((folder) => joinPath(it.folder, folder));
}

/** The folders that a package names for docs blocks; of these only Markdown is dbt's business. */
export function docsFolders({ docsPaths, folder }: Package): readonly string[] {
  return docsPaths.map((it) => joinPath(folder, it));
}
