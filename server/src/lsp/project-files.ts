import { docsFolders, isSkippedInside, resourceFolders } from "../project/folders.ts";
import { IGNORE_FILE } from "../project/ignore.ts";
import { fileName, isUnder } from "../project/paths.ts";
import type { ProjectSnapshot } from "../project/snapshot.ts";

const OWN = new Set(["dbt_project.yml", "packages.yml", "dependencies.yml", "profiles.yml"]);

/** Names that say what a project or a package is made of. */
const ANYWHERE = new Set(["dbt_project.yml", IGNORE_FILE]);

/**
 * Whether dbt would read a file of this path, by the project's own folders.
 *
 * What dbt has written (`target/`), and any other YAML of the repository, is nobody's model.
 */
export function isProjectFile({ files, environment }: ProjectSnapshot, path: string): boolean {
  if (files.has(path) || OWN.has(path) || ANYWHERE.has(fileName(path))) return true;
  const { packages } = environment;
  const folders = path.endsWith(".md") ? [resourceFolders, docsFolders] : [resourceFolders];
  const folder = folders.flatMap((foldersOf) => packages.flatMap(foldersOf)).find((it) => isUnder(it, path));
  return folder !== undefined && !hasSkippedFolder(folder, path);
}

function hasSkippedFolder(folder: string, path: string): boolean {
  const inside = path
    .slice(folder === "" ? 0 : folder.length + 1)
    .split("/")
    .slice(0, -1);
  let at = folder;
  return inside.some((name) => {
    at = at === "" ? name : `${at}/${name}`;
    return isSkippedInside(at, name);
  });
}
