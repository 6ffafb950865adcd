import type { Location } from "../base/location.ts";
import { memo2 } from "../base/memo.ts";
import type { Problem } from "../base/problem.ts";
import { parseYaml } from "../yaml/parse.ts";
import { entryOf, type YamlMap } from "../yaml/tree.ts";
import { readColumns } from "./property-columns.ts";
import { configOf } from "./property-config.ts";
import { readTests } from "./property-tests.ts";
import { readVersions } from "./property-versions.ts";
import type { YamlScope } from "./render-yaml.ts";
import { markable, ShapeReader } from "./shape.ts";
import type { Package, Patch, SourceFile, SourceTable, Target } from "./snapshot.ts";
import { readSources } from "./source-tables.ts";

/** What a properties file may know of its project. Its identity changes only when one of its parts does. */
export interface PropertiesScope extends YamlScope {
  readonly package: Package;
  readonly root: Package;
  readonly target: Target;
}

/** One properties file, read. */
export interface Properties {
  /** Of models, seeds and snapshots. */
  readonly patches: readonly Patch[];
  /** Names of the snapshots that this file itself defines, by `relation:`. */
  readonly snapshots: readonly string[];
  readonly sources: readonly SourceTable[];
  readonly macros: readonly { readonly name: string; readonly description: string; readonly at: Location }[];
  readonly problems: readonly Problem[];
}

/**
 * Reads a properties file: `models:`, `seeds:`, `snapshots:`, `sources:` and `macros:`.
 *
 * Strings are rendered but for descriptions, tests and hooks (spec 6.3); other top-level keys belong to
 * parts of dbt that have nothing to do with incremental models.
 */
export const readProperties = memo2((file: SourceFile, scope: PropertiesScope): Properties => {
  const { root, problems } = parseYaml(file);
  const reader = new ShapeReader(file.path, scope.render);
  reader.reportSyntax(problems);
  if (root && root.kind !== "map" && problems.length === 0)
    reader.report(markable(root), "A properties file needs keys such as `models:` or `sources:` at its top.");

  const listed = (key: string) => reader.maps(entryOf(root, key)?.value, `\`${key}\``);
  const snapshots = listed("snapshots");
  return {
    patches: [...listed("models"), ...listed("seeds"), ...snapshots].flatMap((it) => readPatches(reader, it)),
    snapshots: snapshots.flatMap((it) => (entryOf(it, "relation") ? (reader.name(it, "`snapshots`")?.text ?? []) : [])),
    sources: listed("sources").flatMap((it) => readSources(reader, it, scope)),
    macros: listed("macros").flatMap((it) => {
      const name = reader.name(it, "`macros`");
      return name ? [{ name: name.text, description: reader.raw(entryOf(it, "description")?.value), at: name.at }] : [];
    }),
    problems: reader.inOrder(),
  };
});

/** The entry of a node and, for a versioned model, one for the file of each version. */
function readPatches(reader: ShapeReader, map: YamlMap): readonly Patch[] {
  const name = reader.name(map, "a properties file");
  if (!name) return [];
  const base: Patch = {
    name: name.text,
    description: reader.raw(entryOf(map, "description")?.value),
    config: configOf(reader, map),
    columns: readColumns(reader, map),
    tests: readTests(reader, map),
    versions: [],
    latestVersion: undefined,
    at: name.at,
  };
  return readVersions(reader, map, base);
}
