import type { Problem } from "../base/problem.ts";
import type { PackageFile } from "./layout.ts";
import type { WantedPackage } from "./package-list.ts";
import { fileName, folderOf } from "./paths.ts";
import type { Properties } from "./properties.ts";
import type { Environment, Package, Patch, SourceTable } from "./snapshot.ts";

/** What all properties files of a project say together. */
export interface Gathered {
  readonly patches: ReadonlyMap<string, Patch>;
  readonly sources: readonly SourceTable[];
  /** By `package.macro`. */
  readonly macroDescriptions: ReadonlyMap<string, string>;
  /** Snapshots that a properties file defines by itself. */
  readonly snapshots: readonly (PackageFile & { readonly name: string })[];
  /** What several files get wrong together. */
  readonly problems: readonly Problem[];
}

/** Puts properties together; `owners[i]` is the file that `read[i]` came from, undefined when it could not be read. */
export function gather(read: readonly (Properties | undefined)[], owners: readonly PackageFile[]): Gathered {
  const patches = new Map<string, Patch>();
  const macroDescriptions = new Map<string, string>();
  const snapshots: Gathered["snapshots"][number][] = [];
  const problems: Problem[] = [];
  read.forEach((it, at) => {
    const owner = owners[at];
    if (!owner || !it) return;
    for (const patch of it.patches) {
      const key = `${owner.packageName}.${patch.name}`;
      const earlier = patches.get(key);
      // An entry that has the name of a version's file is for nobody: dbt takes the version's.
      if (earlier && !earlier.version === !patch.version) problems.push(twice(patch, earlier));
      else if (!earlier?.version) patches.set(key, patch);
    }
    for (const { name, description } of it.macros) macroDescriptions.set(`${owner.packageName}.${name}`, description);
    snapshots.push(...it.snapshots.map((name) => ({ ...owner, name })));
  });
  return { patches, sources: read.flatMap((it) => it?.sources ?? []), macroDescriptions, snapshots, problems };
}

function twice(patch: Patch, earlier: Patch): Problem {
  const message = `\`${patch.name}\` has properties in ${earlier.at.path} as well. dbt takes only one entry for a name.`;
  return { kind: "config", message, at: patch.at, causes: [earlier.at] };
}

/** The packages asked for that are not among those installed. */
export function missingAmong(
  wanted: readonly WantedPackage[],
  installed: readonly Package[],
): Environment["missingPackages"] {
  const known = new Set(installed.slice(1).flatMap((it) => [it.name, fileName(it.folder)]));
  return wanted
    .filter((it) => !it.names.some((name) => known.has(name)))
    .map((it) => ({ name: it.names[0] ?? "", at: it.at }));
}

/** Whether a path is the dbt_project.yml of an installed package. */
export function isPackageFile(path: string, installPath: string): boolean {
  return fileName(path) === "dbt_project.yml" && folderOf(folderOf(path)) === installPath && installPath !== "";
}
