import { isPlainMap } from "../base/plain.ts";
import type { SourceSpan } from "../base/span.ts";
import { entryOf, type YamlMap } from "../yaml/tree.ts";
import type { Plain } from "./plain.ts";
import { readColumns } from "./property-columns.ts";
import { configOf } from "./property-config.ts";
import { readTests } from "./property-tests.ts";
import type { ShapeReader } from "./shape.ts";
import type { ColumnProperties, Patch } from "./snapshot.ts";

interface Listed {
  readonly map: YamlMap;
  /** As Python prints it. */
  readonly v: string;
  readonly value: Plain;
  readonly definedIn: string;
}

/** A model's entry once more with its `versions:`, and behind it an entry for the file of each. Without any, the entry alone. */
export function readVersions(reader: ShapeReader, map: YamlMap, base: Patch): readonly Patch[] {
  const listed = readListed(reader, map, base.name);
  if (listed.length === 0) return [base];
  const latest = latestOf(reader, map, { name: base.name, listed });
  const versions = listed.map(({ v, definedIn }) => ({ v, definedIn }));
  const whole: Patch = { ...base, versions, latestVersion: latest.v };
  return [whole, ...listed.map((it) => ofVersion(reader, whole, { it, latest }))];
}

function readListed(reader: ShapeReader, map: YamlMap, name: string): readonly Listed[] {
  const seen = new Set<string>();
  return reader.maps(entryOf(map, "versions")?.value, "`versions`").flatMap((it) => {
    const entry = entryOf(it, "v");
    const v = reader.text(entry?.value, "`v`");
    if (!entry || v === undefined) {
      reader.report(it.entries[0]?.keySpan ?? it.span, "Each entry of `versions` needs a `v:`.");
      return [];
    }
    if (seen.has(v)) {
      reader.report(entry.value.span, `The model ${name} lists version ${v} twice. dbt refuses the project.`, "config");
      return [];
    }
    seen.add(v);
    const definedIn = reader.text(entryOf(it, "defined_in")?.value, "`defined_in`");
    return [{ map: it, v, value: reader.value(entry.value), definedIn: definedIn ?? `${name}_v${v}` }];
  });
}

/** What `latest_version` says; else the greatest, by number where all are numbers, else by text. */
function latestOf(
  reader: ShapeReader,
  map: YamlMap,
  { name, listed }: { readonly name: string; readonly listed: readonly Listed[] },
): { readonly v: string; readonly value: Plain } {
  const numeric = listed.every((it) => Number.isFinite(Number(it.v)));
  const sorted = [...listed].sort((a, b) => (numeric ? Number(a.v) - Number(b.v) : a.v < b.v ? -1 : 1));
  const greatest = sorted.at(-1) ?? { v: "", value: null };
  const entry = entryOf(map, "latest_version");
  const v = reader.text(entry?.value, "`latest_version`");
  if (!entry || v === undefined) return greatest;
  if (!listed.some((it) => it.v === v)) reportLatest(reader, entry.value.span, { name, v, listed });
  return { v, value: reader.value(entry.value) };
}

function reportLatest(
  reader: ShapeReader,
  span: SourceSpan,
  { name, v, listed }: { readonly name: string; readonly v: string; readonly listed: readonly Listed[] },
): void {
  const known = listed.map((it) => it.v).join(", ");
  reader.report(span, `The model ${name} has no version ${v}, only ${known}. dbt refuses the project.`, "config");
}

/** Spec 6.1: what a version says beats what its model says. */
function ofVersion(
  reader: ShapeReader,
  base: Patch,
  { it, latest }: { readonly it: Listed; readonly latest: { readonly v: string; readonly value: Plain } },
): Patch {
  const { map, v, value, definedIn } = it;
  const hasTests = entryOf(map, "data_tests") ?? entryOf(map, "tests");
  return {
    ...base,
    name: definedIn,
    version: { of: base.name, v, latest: latest.v, values: { version: value, latest: latest.value } },
    config: versionConfig(base.config, configOf(reader, map)),
    columns: columnsOf(reader, base, map),
    tests: hasTests ? readTests(reader, map) : base.tests,
  };
}

/** Keys whose values grow; a version's come before its model's (dbt Core 1.11, measured). */
const GROWING = new Set(["tags", "pre-hook", "pre_hook", "post-hook", "post_hook", "packages"]);

function versionConfig(ofModel: Patch["config"], own: Patch["config"]): Patch["config"] {
  const isGrowing = ({ key }: Patch["config"][number]) => GROWING.has(key);
  const granted = ofModel.find((it) => it.key === "grants");
  const settings = own.map((it) => (it.key === "grants" && granted ? withGrants(it, granted.value) : it));
  return [...settings.filter(isGrowing), ...ofModel, ...settings.filter((it) => !isGrowing(it))];
}

function withGrants(own: Patch["config"][number], ofModel: Plain): Patch["config"][number] {
  const [mine, theirs] = [asMap(own.value), asMap(ofModel)];
  const grantees = (key: string) => [...asList(mine[key]), ...asList(theirs[key])];
  const value = Object.fromEntries(
    [...new Set([...Object.keys(theirs), ...Object.keys(mine)])].map((it) => [it, grantees(it)]),
  );
  return { ...own, value };
}

function asMap(value: Plain): { readonly [key: string]: Plain } {
  return isPlainMap(value) ? value : {};
}

function asList(value: Plain | undefined): readonly Plain[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? value : [value];
}

/** The columns of the model that the version's own list lets in (all, unless an entry `include:` says otherwise), then its own. */
function columnsOf(reader: ShapeReader, base: Patch, map: YamlMap): readonly ColumnProperties[] {
  const own = readColumns(reader, map);
  const replaced = new Set(own.map((it) => it.name));
  const lists = reader.maps(entryOf(map, "columns")?.value, "`columns`");
  const choice = lists.find((it) => entryOf(it, "include") && !entryOf(it, "name"));
  const included = reader.texts(choice && entryOf(choice, "include")?.value, "`include`");
  const excluded = reader.texts(choice && entryOf(choice, "exclude")?.value, "`exclude`") ?? [];
  const isIn = ({ name }: ColumnProperties) =>
    (included === undefined || included.includes("all") || included.includes("*") || included.includes(name)) &&
    !excluded.includes(name) &&
    !replaced.has(name);
  return [...base.columns.filter(isIn), ...own];
}
