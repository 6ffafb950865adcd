import type { Location } from "../base/location.ts";
import { memo2 } from "../base/memo.ts";
import type { Problem } from "../base/problem.ts";
import { parseYaml } from "../yaml/parse.ts";
import { entryOf, type YamlMap } from "../yaml/tree.ts";
import type { YamlScope } from "./render-yaml.ts";
import { ShapeReader } from "./shape.ts";
import type { SourceFile } from "./snapshot.ts";

/** A package that a project asks for. */
export interface WantedPackage {
  /** Folder or project names that it may be installed under; the first is shown to people. */
  readonly names: readonly string[];
  readonly at: Location;
}

/** Reads packages.yml or dependencies.yml: the `packages:` list of hub, git, local and tarball packages. */
export const readPackageList = memo2(
  (
    file: SourceFile,
    scope: YamlScope,
  ): { readonly packages: readonly WantedPackage[]; readonly problems: readonly Problem[] } => {
    const { root, problems } = parseYaml(file);
    const reader = new ShapeReader(file.path, scope.render);
    reader.reportSyntax(problems);
    const packages = reader
      .maps(entryOf(root, "packages")?.value, "`packages`")
      .flatMap((it) => wanted(reader, it) ?? []);
    return { packages, problems: reader.inOrder() };
  },
);

function wanted(reader: ShapeReader, map: YamlMap): WantedPackage | undefined {
  for (const key of ["package", "git", "private", "local", "tarball"]) {
    const entry = entryOf(map, key);
    const text = entry && reader.text(entry.value, `\`${key}\``);
    if (!entry || text === undefined) continue;
    return { names: namesOf(reader, map, { key, text }), at: reader.at(entry.value.span) };
  }
  reader.report(map.entries[0]?.keySpan ?? map.span, "A package needs `package:`, `git:`, `local:` or `tarball:`.");
  return undefined;
}

/**
 * Where the package will be found once installed. A repository is not always named like its project:
 * `dbt-utils.git` holds `dbt_utils`, `dbt-audit-helper.git` holds `audit_helper`, and a subdirectory may be the project.
 */
function namesOf(
  reader: ShapeReader,
  map: YamlMap,
  { key, text }: { readonly key: string; readonly text: string },
): readonly string[] {
  const given = reader.text(entryOf(map, "name")?.value, "`name`");
  const parts = text.replace(/\/+$/, "").split(/[/:\\]/);
  const last = (parts.at(-1) ?? text).replace(/\.(?:git|tar\.gz|tgz|zip)$/, "");
  const folder = reader.text(entryOf(map, "subdirectory")?.value, "`subdirectory`")?.split("/").at(-1);
  const names = key === "tarball" && given ? [given] : [folder, last, given];
  return names.filter((it) => it !== undefined).flatMap(spellings);
}

function spellings(name: string): readonly string[] {
  const asProject = name.replaceAll("-", "_");
  return [name, asProject, asProject.replace(/^dbt_/, "")];
}
