import type { Location } from "../base/location.ts";
import { memo2 } from "../base/memo.ts";
import type { Problem } from "../base/problem.ts";
import { parseYaml } from "../yaml/parse.ts";
import { entryOf, plainOf, type YamlMap } from "../yaml/tree.ts";
import { isRenderedLater } from "./config-tree.ts";
import { readColumns } from "./property-columns.ts";
import { readTests } from "./property-tests.ts";
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
  for (const it of problems) reader.report(it.span, it.message);
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

/** Keys that dbt reads beside `config:` as well as in it. */
const BESIDE_CONFIG = ["meta", "docs", "group", "access"];

/** The entry of a node and, for a versioned model, one for the file of each version. */
function readPatches(reader: ShapeReader, map: YamlMap): readonly Patch[] {
  const name = reader.name(map, "a properties file");
  if (!name) return [];
  const listed = reader.maps(entryOf(map, "versions")?.value, "`versions`").flatMap((it) => {
    const v = reader.text(entryOf(it, "v")?.value, "`v`");
    const definedIn = reader.text(entryOf(it, "defined_in")?.value, "`defined_in`");
    return v === undefined ? [] : [{ map: it, v, definedIn: definedIn ?? `${name.text}_v${v}` }];
  });
  const versions = listed.map(({ v, definedIn }) => ({ v, definedIn }));
  const latest = reader.text(entryOf(map, "latest_version")?.value, "`latest_version`");
  const base: Patch = {
    name: name.text,
    description: reader.raw(entryOf(map, "description")?.value),
    config: configOf(reader, map),
    columns: readColumns(reader, map),
    tests: readTests(reader, map),
    versions,
    latestVersion: latest ?? newest(versions.map((it) => it.v)),
    at: name.at,
  };
  return [base, ...listed.map((it) => ofVersion(reader, base, it))];
}

/** Spec 6.1: what a version says beats what its model says. */
function ofVersion(
  reader: ShapeReader,
  base: Patch,
  version: { readonly map: YamlMap; readonly definedIn: string },
): Patch {
  const { map, definedIn } = version;
  const columns = readColumns(reader, map);
  const own = new Set(columns.map((it) => it.name));
  const hasTests = entryOf(map, "data_tests") ?? entryOf(map, "tests");
  return {
    ...base,
    name: definedIn,
    config: [...base.config, ...configOf(reader, map)],
    columns: [...base.columns.filter((it) => !own.has(it.name)), ...columns],
    tests: hasTests ? readTests(reader, map) : base.tests,
  };
}

function configOf(reader: ShapeReader, map: YamlMap): Patch["config"] {
  const beside = map.entries.filter((it) => BESIDE_CONFIG.includes(it.key));
  const inside = reader.entries(entryOf(map, "config")?.value, "`config`");
  return [...beside, ...inside].map(({ key, keySpan, value }) => ({
    key,
    value: isRenderedLater(key) ? plainOf(value) : reader.value(value),
    at: reader.at(keySpan),
  }));
}

/** dbt takes the greatest version: by number where all are numbers, else by text. */
function newest(versions: readonly string[]): string | undefined {
  const numeric = versions.every((it) => Number.isFinite(Number(it)));
  return [...versions].sort((a, b) => (numeric ? Number(a) - Number(b) : a < b ? -1 : 1)).at(-1);
}
