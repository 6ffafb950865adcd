import { memo2 } from "../base/memo.ts";
import type { Problem } from "../base/problem.ts";
import { inSource, type SourceSpan } from "../base/span.ts";
import { parseYaml } from "../yaml/parse.ts";
import { entryOf, plainOf, type YamlNode } from "../yaml/tree.ts";
import { NO_CONFIG, readConfigTree } from "./config-tree.ts";
import { cleanFolder, folderOf } from "./paths.ts";
import type { YamlScope } from "./render-yaml.ts";
import { ShapeReader } from "./shape.ts";
import type { Package, SourceFile } from "./snapshot.ts";

/** A dbt_project.yml as far as it can be read, and what is wrong with it. */
export interface ReadPackage {
  readonly package: Package;
  readonly problems: readonly Problem[];
}

/** Reads a dbt_project.yml. What it doesn't say, or says in a wrong shape, is dbt's default. */
export const readPackage = memo2((file: SourceFile, scope: YamlScope): ReadPackage => {
  const { root, problems } = parseYaml(file);
  const reader = new ShapeReader(file.path, scope.render);
  reader.reportSyntax(problems);
  const key = (name: string) => entryOf(root, name)?.value;
  if (root?.kind !== "map")
    reader.report(inSource(0, 0), "dbt_project.yml needs keys and values: at least `name:` and `profile:`.");

  const folders = (names: readonly string[], fallback: readonly string[]) => {
    const name = names.find((it) => key(it) !== undefined);
    const given = name === undefined ? undefined : reader.texts(key(name), `\`${name}\``);
    return (given ?? fallback).map(cleanFolder);
  };
  const tree = (name: string) => (key(name) ? readConfigTree(reader, key(name), `\`${name}\``) : NO_CONFIG);
  const name = reader.text(key("name"), "`name`");
  if (name === undefined && root?.kind === "map") reader.report(inSource(0, 0), "dbt_project.yml has no `name:`.");
  const folder = folderOf(file.path);

  return {
    package: {
      name: name ?? (folder.split("/").at(-1) || "project"),
      folder,
      file: file.path,
      modelPaths: folders(["model-paths", "source-paths"], ["models"]),
      macroPaths: folders(["macro-paths"], ["macros"]),
      seedPaths: folders(["seed-paths", "data-paths"], ["seeds"]),
      snapshotPaths: folders(["snapshot-paths"], ["snapshots"]),
      testPaths: folders(["test-paths"], ["tests"]),
      docsPaths: folders(["docs-paths"], []),
      installPath: folders(["packages-install-path", "modules-path"], ["dbt_packages"])[0] ?? "dbt_packages",
      profile: reader.text(key("profile"), "`profile`"),
      vars: reader.record(key("vars"), "`vars`", () => true),
      configs: { models: tree("models"), seeds: tree("seeds"), snapshots: tree("snapshots"), sources: tree("sources") },
      dispatch: dispatchOf(reader, key("dispatch")),
      runHooks: { start: hooksOf(key("on-run-start")), end: hooksOf(key("on-run-end")) },
      flags: reader.record(key("flags"), "`flags`"),
      quoting: reader.record(key("quoting"), "`quoting`"),
    },
    problems: reader.inOrder(),
  };
});

/** The package of a folder whose dbt_project.yml is gone: dbt's defaults. */
export function defaultPackage(folder: string): Package {
  const tree = NO_CONFIG;
  return {
    name: folder.split("/").at(-1) || "project",
    folder,
    file: folder === "" ? "dbt_project.yml" : `${folder}/dbt_project.yml`,
    modelPaths: ["models"],
    macroPaths: ["macros"],
    seedPaths: ["seeds"],
    snapshotPaths: ["snapshots"],
    testPaths: ["tests"],
    docsPaths: [],
    installPath: "dbt_packages",
    profile: undefined,
    vars: {},
    configs: { models: tree, seeds: tree, snapshots: tree, sources: tree },
    dispatch: [],
    runHooks: { start: [], end: [] },
    flags: {},
    quoting: {},
  };
}

/**
 * The value of `profile:`, with its place.
 *
 * Read apart from the package, since the package is rendered with the target that the profile gives.
 */
export function profileOf(
  file: SourceFile,
  scope: YamlScope,
): { readonly name: string; readonly span: SourceSpan } | undefined {
  const entry = entryOf(parseYaml(file).root, "profile");
  const reader = new ShapeReader(file.path, scope.render);
  const name = reader.text(entry?.value, "`profile`");
  return entry && name !== undefined ? { name, span: entry.value.span } : undefined;
}

/** Hooks are templates for the moment when they run, so they stay unrendered here. */
function hooksOf(node: YamlNode | undefined): readonly string[] {
  const value = node === undefined ? null : plainOf(node);
  const list = Array.isArray(value) ? value : [value];
  return list.filter((it) => typeof it === "string" && it.trim() !== "");
}

function dispatchOf(reader: ShapeReader, node: YamlNode | undefined): Package["dispatch"] {
  return reader.items(node, "`dispatch`").flatMap((it) => {
    const macroNamespace = reader.text(entryOf(it, "macro_namespace")?.value, "`macro_namespace`");
    const searchOrder = reader.texts(entryOf(it, "search_order")?.value, "`search_order`");
    if (macroNamespace !== undefined && searchOrder !== undefined) return [{ macroNamespace, searchOrder }];
    reader.report(it.span, "Each entry of `dispatch` needs `macro_namespace:` and a list `search_order:`.");
    return [];
  });
}
