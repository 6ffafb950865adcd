import { inSource, type SourceSpan } from "../base/span.ts";
import { parseTemplate } from "../jinja/parser.ts";
import type { RefCall, SourceFile } from "../project/snapshot.ts";
import { parseYaml } from "../yaml/parse.ts";
import { entryOf, type YamlEntry, type YamlMap, type YamlNode, type YamlScalar } from "../yaml/tree.ts";
import type { DbtSymbol, Mention } from "./symbol.ts";
import { templateMentions } from "./template-mentions.ts";
import { itemsOf, mapsOf, textOf } from "./yaml-shape.ts";

/**
 * Everything that a properties file or dbt_project.yml names: models, columns, tests and settings by
 * where they stand, and what the templates in its texts name.
 */
export function yamlMentions(file: SourceFile): readonly Mention[] {
  const { root } = parseYaml(file);
  if (root?.kind !== "map") return [];
  return [...root.entries.flatMap(ofSection), ...templatesIn(root, file)];
}

function ofSection({ key, value }: YamlEntry): readonly Mention[] {
  switch (key) {
    case "models":
    case "seeds":
    case "snapshots":
      return value.kind === "map" ? settingsTree(value) : mapsOf(value).flatMap(ofNode);
    case "sources":
      return value.kind === "map" ? settingsTree(value) : mapsOf(value).flatMap(ofSource);
    case "macros":
      return mapsOf(value).flatMap((it) => named(it, (name, span) => ({ kind: "name", name, span })));
    case "tests":
    case "data_tests":
      if (value.kind === "map") return settingsTree(value);
      return mapsOf(value).flatMap((it) => named(it, (name, span) => ({ kind: "singular-test", name, span })));
    case "unit_tests":
      return mapsOf(value).flatMap((it) => ofScalar(entryOf(it, "model"), (name, span) => refTo(name, span)));
    case "vars":
      return vars(value);
    default:
      return [];
  }
}

function ofNode(map: YamlMap): readonly Mention[] {
  const name = textOf(entryOf(map, "name")?.value);
  if (name === undefined) return [];
  const of = callOf(name);
  const versions = mapsOf(entryOf(map, "versions")?.value);
  return [
    ...named(map, (text, span) => refTo(text, span)),
    ...columnsOf(map, of),
    ...testsOf(map),
    ...configOf(map, of),
    ...versions.flatMap((it) => [...ofVersion(it, name), ...columnsOf(it, of), ...testsOf(it), ...configOf(it)]),
  ];
}

function ofVersion(map: YamlMap, name: string): readonly Mention[] {
  return ofScalar(entryOf(map, "v"), (version, span) => ({
    kind: "ref",
    refs: [{ ...callOf(name), version }],
    span,
  }));
}

function ofSource(map: YamlMap): readonly Mention[] {
  const source = textOf(entryOf(map, "name")?.value);
  if (source === undefined) return [];
  return mapsOf(entryOf(map, "tables")?.value).flatMap((table) => [
    ...named(table, (name, span) => ({ kind: "source", source, table: name, span })),
    ...testsOf(table),
    ...configOf(table),
    ...mapsOf(entryOf(table, "columns")?.value).flatMap(testsOf),
  ]);
}

function columnsOf(map: YamlMap, of: RefCall): readonly Mention[] {
  return mapsOf(entryOf(map, "columns")?.value).flatMap((it) => [
    ...named(it, (column, span) => ({ kind: "column", of, column, span })),
    ...testsOf(it),
  ]);
}

function testsOf(map: YamlMap): readonly Mention[] {
  return ["tests", "data_tests"].flatMap((key) => itemsOf(entryOf(map, key)?.value).flatMap(ofTest));
}

/** A test is a name, a map of one name to its arguments, or a map with `test_name:` (spec 8.1). */
function ofTest(node: YamlNode): readonly Mention[] {
  const testNamed = (name: string, span: SourceSpan): Mention => {
    return { symbol: { kind: "test", name, span }, hits: [span] };
  };
  if (node.kind === "scalar") return typeof node.value === "string" ? [testNamed(node.value, node.span)] : [];
  if (node.kind === "list") return [];
  const explicit = entryOf(node, "test_name");
  if (explicit) {
    return [...ofScalar(explicit, (name, span) => ({ kind: "test", name, span })), ...relatedColumn(node)];
  }
  const [only] = node.entries;
  return only ? [testNamed(only.key, only.keySpan), ...relatedColumn(only.value)] : [];
}

/** Of a test with `to: ref('…')` and `field:` the column that is meant. */
function relatedColumn(body: YamlNode): readonly Mention[] {
  const given = entryOf(body, "arguments")?.value ?? body;
  const to = textOf(entryOf(given, "to")?.value);
  const name = to === undefined ? undefined : /^\s*(?:\{\{\s*)?ref\(\s*['"]([^'"]+)['"]\s*\)/.exec(to)?.[1];
  if (name === undefined) return [];
  return ofScalar(entryOf(given, "field"), (column, span) => ({ kind: "column", of: callOf(name), column, span }));
}

function configOf(map: YamlMap, of?: RefCall): readonly Mention[] {
  const config = entryOf(map, "config")?.value;
  return config?.kind === "map" ? config.entries.map(({ key, keySpan }) => configKey(key, keySpan, of)) : [];
}

/** The `+config` trees of dbt_project.yml: a key is a setting when it begins with `+` or holds no map (spec 6.1). */
function settingsTree(map: YamlMap): readonly Mention[] {
  return map.entries.flatMap(({ key, keySpan, value }) => {
    return value.kind === "map" && !key.startsWith("+") ? settingsTree(value) : [configKey(key, keySpan)];
  });
}

function configKey(written: string, span: SourceSpan, of?: RefCall): Mention {
  const key = written.replace(/^\++/, "").replace(/^(pre|post)-hook$/, "$1_hook");
  return { symbol: { kind: "config-key", key, of, span }, hits: [span] };
}

/** A key whose value is a map may be a package with variables of its own. */
function vars(node: YamlNode): readonly Mention[] {
  if (node.kind !== "map") return [];
  return node.entries.flatMap(({ key, keySpan, value }): readonly Mention[] => {
    const own: Mention = { symbol: { kind: "var", name: key, span: keySpan }, hits: [keySpan] };
    return value.kind === "map" ? [own, ...vars(value)] : [own];
  });
}

/** What the templates in the texts of a tree name, and calls that stand without braces (`to: ref('orders')`). */
function templatesIn(root: YamlNode, { text }: SourceFile): readonly Mention[] {
  const found: Mention[] = [];
  const seen = new Set<YamlNode>();
  const visit = (node: YamlNode): void => {
    // An alias is the node that it names.
    if (seen.has(node)) return;
    seen.add(node);
    if (node.kind === "list") node.items.forEach(visit);
    else if (node.kind === "map") for (const it of node.entries) visit(it.value);
    else if (typeof node.value === "string") found.push(...ofText(node, node.value, text));
  };
  visit(root);
  return found;
}

function ofText({ span, content }: YamlScalar, value: string, text: string): readonly Mention[] {
  const { start, end } = content ?? span;
  const written = text.slice(start, end);
  if (value.includes("{{")) return shifted(templateMentions(parseTemplate(written)), start);
  if (!/^\s*(?:ref|source)\s*\(/.test(value)) return [];
  return shifted(templateMentions(parseTemplate(`{{${written}}}`)), start - 2);
}

function shifted(mentions: readonly Mention[], by: number): readonly Mention[] {
  const moved = (it: SourceSpan) => inSource(it.start + by, it.end + by);
  return mentions.map(({ symbol, hits }) => ({
    symbol: { ...symbol, span: moved(symbol.span) },
    hits: hits.map(moved),
  }));
}

type MakeSymbol = (text: string, span: SourceSpan) => DbtSymbol;

const named = (map: YamlMap, make: MakeSymbol) => ofScalar(entryOf(map, "name"), make);

function ofScalar(entry: YamlEntry | undefined, make: MakeSymbol): readonly Mention[] {
  const text = textOf(entry?.value);
  if (!entry || text === undefined) return [];
  return [{ symbol: make(text, entry.value.span), hits: [entry.value.span] }];
}

function refTo(name: string, span: SourceSpan): DbtSymbol {
  return { kind: "ref", refs: [callOf(name)], span };
}

const callOf = (name: string): RefCall => ({ packageName: undefined, name, version: undefined });
