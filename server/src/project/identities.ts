import { isDeepStrictEqual } from "node:util";
import { memo } from "../base/memo.ts";
import type { DbtBlock } from "../jinja/ast.ts";
import { parseTemplate } from "../jinja/parser.ts";
import type { Gathered } from "./gathered.ts";
import { keepLast } from "./keep.ts";
import type { Layout, PackageFile } from "./layout.ts";
import { folderOf, isUnder, joinPath, stemOf, within } from "./paths.ts";
import type { NodeVersion, Package, Patch, ResourceType, SourceFile } from "./snapshot.ts";

/** What a node is before anything in its file but its name is read. */
export interface Identity {
  readonly uniqueId: string;
  readonly resourceType: ResourceType;
  readonly packageName: string;
  readonly name: string;
  readonly path: string;
  readonly fqn: readonly string[];
  readonly version: NodeVersion | undefined;
}

/** Which files hold a version of a model, by package and the file's name. */
type Versions = ReadonlyMap<string, NonNullable<Patch["version"]>>;

/** Makes the function that collects versions: the same map while no properties file says anything else of them. */
export function versionKeeper(): (patches: ReadonlyMap<string, Patch>) => Versions {
  let known: Versions = new Map();
  const collect = keepLast((patches: ReadonlyMap<string, Patch>) => {
    const found = [...patches].flatMap(([key, { version }]) => (version ? [[key, version] as const] : []));
    const next: Versions = new Map(found);
    if (!isDeepStrictEqual(known, next)) known = next;
    return known;
  });
  return collect;
}

/** Names of the `{% snapshot %}` blocks of a file. */
export const snapshotNames = memo((file: SourceFile): readonly string[] =>
  parseTemplate(file.text)
    .body.filter((it): it is DbtBlock => it.kind === "dbt-block" && it.tag === "snapshot")
    .map((it) => it.name),
);

/** The nodes of a project in the order of their paths; a file of snapshots gives as many as it has blocks. */
export function identitiesOf(
  all: readonly Package[],
  layout: Layout,
  yamlSnapshots: Gathered["snapshots"],
  /** The names in each file of `layout.snapshots`. */
  snapshots: readonly (readonly string[])[],
  versions: Versions,
): readonly Identity[] {
  const packages = new Map(all.map((it) => [it.name, it]));
  const identities: Identity[] = [];
  const add = (files: readonly PackageFile[], of: (file: PackageFile, its: Package) => readonly Identity[]) => {
    for (const file of files) {
      const its = packages.get(file.packageName);
      if (its) identities.push(...of(file, its));
    }
  };
  add(layout.models, (file, its) => [model(file, foldersIn(its, its.modelPaths, file.path), versions)]);
  add(layout.seeds, (file, its) => [
    identity("seed", file, { name: stemOf(file.path), folders: foldersIn(its, its.seedPaths, file.path) }),
  ]);
  add(layout.snapshots, (file, its) => {
    const folders = [...foldersIn(its, its.snapshotPaths, file.path), stemOf(file.path)];
    const names = snapshots[layout.snapshots.indexOf(file)] ?? [];
    return names.map((name) => identity("snapshot", file, { name, folders }));
  });
  for (const { name, ...file } of yamlSnapshots) {
    const its = packages.get(file.packageName);
    const paths = its ? [...its.snapshotPaths, ...its.modelPaths] : [];
    if (its) identities.push(identity("snapshot", file, { name, folders: foldersIn(its, paths, file.path) }));
  }
  return identities.sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
}

function model(file: PackageFile, folders: readonly string[], versions: Versions): Identity {
  const stem = stemOf(file.path);
  const version = versions.get(`${file.packageName}.${stem}`);
  return identity("model", file, { name: version?.of ?? stem, folders, version });
}

interface Called {
  readonly name: string;
  readonly folders: readonly string[];
  readonly version?: NodeVersion | undefined;
}

function identity(resourceType: ResourceType, file: PackageFile, { name, folders, version }: Called): Identity {
  const { packageName, path } = file;
  const last = version ? [name, `v${version.v}`] : [name];
  const uniqueId = [resourceType, packageName, ...last].join(".");
  return { uniqueId, resourceType, packageName, name, path, fqn: [packageName, ...folders, ...last], version };
}

/** The folders between the resource path and the file. */
function foldersIn(its: Package, paths: readonly string[], path: string): readonly string[] {
  const base = paths.map((it) => joinPath(its.folder, it)).find((it) => isUnder(it, path)) ?? its.folder;
  const folder = folderOf(within(base, path));
  return folder === "" ? [] : folder.split("/");
}
