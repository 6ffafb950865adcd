import { isPlainMap, type Plain } from "../base/plain.ts";
import { entryOf, type YamlMap } from "../yaml/tree.ts";
import { levelsFor } from "./config-tree.ts";
import { folderOf, within } from "./paths.ts";
import type { PropertiesScope } from "./properties.ts";
import { readColumns } from "./property-columns.ts";
import type { ShapeReader } from "./shape.ts";
import type { ConfigTree, SourceTable } from "./snapshot.ts";

type Config = { readonly [key: string]: Plain };

/** The tables of one entry of `sources:`. What a table doesn't say, its source does; then the target and dbt's defaults. */
export function readSources(reader: ShapeReader, map: YamlMap, scope: PropertiesScope): readonly SourceTable[] {
  const name = reader.name(map, "`sources`");
  if (!name) return [];
  const field = (owner: YamlMap, key: string) => reader.text(entryOf(owner, key)?.value, `\`${key}\``);
  const quoting = (owner: YamlMap) => reader.record(entryOf(owner, "quoting")?.value, "`quoting`");
  const database = field(map, "database") ?? field(map, "catalog") ?? scope.target.database;
  const schema = field(map, "schema") ?? name.text;

  return reader.maps(entryOf(map, "tables")?.value, "`tables`").flatMap((table) => {
    const own = reader.name(table, "`tables`");
    if (!own) return [];
    const config = configOf(reader, { source: map, table, names: [name.text, own.text] }, scope);
    return {
      packageName: scope.package.name,
      source: name.text,
      table: own.text,
      relation: { database, schema, identifier: field(table, "identifier") ?? own.text },
      enabled: config["enabled"] !== false,
      externalLocation: externalLocation(config),
      quoting: { ...quoting(map), ...quoting(table) },
      columns: readColumns(reader, table),
      config,
      at: own.at,
    };
  });
}

/** dbt-duckdb takes a location beside the other configs before one in `meta`. */
function externalLocation(config: Config): string | undefined {
  const location = config["external_location"] ?? asMap(config["meta"])["external_location"];
  return typeof location === "string" ? location : undefined;
}

function configOf(
  reader: ShapeReader,
  { source, table, names }: { readonly source: YamlMap; readonly table: YamlMap; readonly names: readonly string[] },
  scope: PropertiesScope,
): Config {
  const ofMap = (owner: YamlMap): readonly Config[] => [
    { meta: reader.record(entryOf(owner, "meta")?.value, "`meta`") },
    reader.record(entryOf(owner, "config")?.value, "`config`"),
  ];
  const folders =
    folderOf(reader.path) === "" ? [] : within(scope.package.folder, folderOf(reader.path)).split("/").slice(1);
  const fqn = [scope.package.name, ...folders, ...names];
  const ofProject = (tree: ConfigTree) =>
    levelsFor(tree, fqn).flatMap((level) => level.settings.map((it) => ({ [it.key]: it.value })));
  const overrides = scope.package === scope.root ? [] : ofProject(scope.root.configs.sources);
  return [...ofProject(scope.package.configs.sources), ...ofMap(source), ...ofMap(table), ...overrides].reduce(
    merge,
    {},
  );
}

/** Spec 6.2 for the keys that sources have: `meta` grows, tags are added, everything else is replaced. */
function merge(known: Config, next: Config): Config {
  const merged: Record<string, Plain> = { ...known, ...next };
  if (next["meta"] !== undefined) merged["meta"] = { ...asMap(known["meta"]), ...asMap(next["meta"]) };
  if (next["tags"] !== undefined) merged["tags"] = [...asList(known["tags"]), ...asList(next["tags"])];
  return merged;
}

function asMap(value: Plain | undefined): Config {
  return isPlainMap(value) ? value : {};
}

function asList(value: Plain | undefined): readonly Plain[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? value : [value];
}
