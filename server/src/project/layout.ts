import { isHiddenFile } from "./folders.ts";
import type { IsIgnored } from "./ignore.ts";
import { extensionOf, fileName, folderOf, isUnder, joinPath } from "./paths.ts";
import type { Package } from "./snapshot.ts";

/** A file and the package that it belongs to. */
export interface PackageFile {
  readonly path: string;
  readonly packageName: string;
}

/** Which file of a project is what, by its folder and extension alone. In the order of the paths. */
export interface Layout {
  readonly models: readonly PackageFile[];
  readonly seeds: readonly PackageFile[];
  /** `.sql` files, which may hold several `{% snapshot %}` blocks. */
  readonly snapshots: readonly PackageFile[];
  readonly macros: readonly PackageFile[];
  readonly properties: readonly PackageFile[];
}

/** Sorts the files of a project into what dbt would read them as; `paths` in order, seeds among them. */
export function layoutOf(paths: readonly string[], packages: readonly Package[], isIgnored: IsIgnored): Layout {
  const layout: Record<keyof Layout, PackageFile[]> = {
    models: [],
    seeds: [],
    snapshots: [],
    macros: [],
    properties: [],
  };
  const byFolder = new Map(packages.map((it) => [it.folder, { packageName: it.name, foldersOf: resourceFolders(it) }]));
  for (const path of paths) {
    const owner = byFolder.get(packageFolder(path, packages[0]?.installPath ?? ""));
    if (!owner) continue;
    const role = roleOf(path, owner.foldersOf);
    if (role && !isIgnored(path)) layout[role].push({ path, packageName: owner.packageName });
  }
  return layout;
}

/** The folder of the package that a path belongs to: one below the install folder, else the root project's. */
export function packageFolder(path: string, installPath: string): string {
  if (installPath === "" || !isUnder(installPath, path)) return "";
  const end = path.indexOf("/", installPath.length + 1);
  return end === -1 ? "" : path.slice(0, end);
}

interface ResourceFolders {
  readonly models: readonly string[];
  readonly seeds: readonly string[];
  readonly snapshots: readonly string[];
  readonly macros: readonly string[];
  readonly properties: readonly string[];
}

function resourceFolders(it: Package): ResourceFolders {
  const absolute = (folders: readonly string[]) => folders.map((folder) => joinPath(it.folder, folder));
  return {
    models: absolute(it.modelPaths),
    seeds: absolute(it.seedPaths),
    snapshots: absolute(it.snapshotPaths),
    macros: [...absolute(it.macroPaths), ...absolute(it.testPaths.map((folder) => joinPath(folder, "generic")))],
    properties: absolute([...it.modelPaths, ...it.seedPaths, ...it.snapshotPaths, ...it.macroPaths, ...it.testPaths]),
  };
}

function roleOf(path: string, folders: ResourceFolders): keyof Layout | undefined {
  if (isHiddenFile(fileName(path))) return undefined;
  const lies = (under: readonly string[]) => under.some((it) => isUnder(it, path));
  switch (extensionOf(path)) {
    case ".sql":
      if (lies(folders.models)) return "models";
      if (lies(folders.snapshots)) return "snapshots";
      return lies(folders.macros) ? "macros" : undefined;
    case ".py":
      return lies(folders.models) ? "models" : undefined;
    case ".csv":
      return lies(folders.seeds) ? "seeds" : undefined;
    case ".yml":
    case ".yaml":
      return lies(folders.properties) && !isProjectFile(path, folders) ? "properties" : undefined;
    default:
      return undefined;
  }
}

/** Only where `model-paths` names the project's own folder could these be taken for properties. */
function isProjectFile(path: string, folders: ResourceFolders): boolean {
  if (!folders.properties.includes(folderOf(path))) return false;
  return ["dbt_project.yml", "packages.yml", "dependencies.yml", "profiles.yml", "selectors.yml"].includes(
    fileName(path),
  );
}
