import { isAlias, isMap, isPair, isScalar, isSeq, type Scalar, type YAMLMap } from "yaml";
import { inSource, type SourceSpan } from "../base/span.ts";
import { resolvePlain } from "./scalar.ts";
import type { YamlEntry, YamlMap, YamlNode, YamlScalar } from "./tree.ts";

/** Something that PyYAML would refuse, or that it reads in a way nobody means. */
export interface ComposeProblem {
  readonly message: string;
  readonly span: SourceSpan;
}

/** More values than any real file has, all aliases written out. */
const MOST_VALUES = 1_000_000;

/** Far beyond any real file, far below what the stack holds. */
const DEEPEST = 400;

const TAG = "tag:yaml.org,2002:";

/** Makes our own tree of the library's: values as PyYAML resolves them, aliases and merge keys followed. */
export function compose(contents: unknown, text: string): { root: YamlNode | undefined; problems: ComposeProblem[] } {
  const problems: ComposeProblem[] = [];
  const anchors = new Map<string, YamlNode>();
  const sizes = new Map<YamlNode, number>();
  const sizeOf = (node: YamlNode) => sizes.get(node) ?? 1;
  const report = (span: SourceSpan, message: string) => void problems.push({ message, span });
  const nothing = (at: number): YamlScalar => ({
    kind: "scalar",
    value: null,
    span: inSource(at, at),
    content: undefined,
  });

  function compound<N extends YamlNode>(node: N, children: readonly YamlNode[]): N {
    sizes.set(
      node,
      children.reduce((sum, it) => sum + sizeOf(it), 1),
    );
    return node;
  }

  let depth = 0;

  function build(node: unknown, at: number): YamlNode {
    if (depth === DEEPEST) {
      report(spanOf(node, at), "This is nested too deeply to be read.");
      return nothing(at);
    }
    depth++;
    const built = bare(node, at);
    depth--;
    const anchor = (isScalar(node) || isMap(node) || isSeq(node)) && node.anchor;
    if (anchor) anchors.set(anchor, built);
    return built;
  }

  function bare(node: unknown, at: number): YamlNode {
    if (isAlias(node)) return follow(node.source, spanOf(node, at));
    if (isScalar(node)) return scalar(node, at);
    if (isMap(node)) return map(node, at);
    if (!isSeq(node)) return nothing(at);
    const items = node.items.map((it) => build(isPair(it) ? it.value : it, spanOf(node, at).end));
    return compound({ kind: "list", items, span: spanOf(node, at) }, items);
  }

  function follow(name: string, span: SourceSpan): YamlNode {
    const known = anchors.get(name);
    if (!known) report(span, `No anchor \`&${name}\` is complete above this alias.`);
    else if (sizeOf(known) > MOST_VALUES)
      report(span, `The aliases of this file stand for more than ${MOST_VALUES} values.`);
    else return known;
    return nothing(span.start);
  }

  function scalar(node: Scalar, at: number): YamlScalar {
    const span = spanOf(node, at);
    const source = String(node.value ?? "");
    const plain = node.type === "PLAIN";
    const value = node.tag ? tagged(node.tag, source, span) : plain ? resolvePlain(source) : source;
    const inner = plain ? span : inSource(span.start + 1, span.end - 1);
    const content = text.slice(inner.start, inner.end) === source ? inner : undefined;
    return { kind: "scalar", value, span, content };
  }

  function tagged(tag: string, source: string, span: SourceSpan): YamlScalar["value"] {
    const name = tag.startsWith(TAG) ? tag.slice(TAG.length) : undefined;
    if (name === "str" || tag === "!") return source;
    if (name === "int" || name === "float" || name === "bool" || name === "null" || name === "timestamp")
      return resolvePlain(source);
    report(span, `dbt doesn't know the YAML tag \`${name === undefined ? tag : `!!${name}`}\`.`);
    return source;
  }

  function map(node: YAMLMap, at: number): YamlMap {
    const span = spanOf(node, at);
    const own = new Map<string, YamlEntry>();
    const merged: YamlMap[] = [];
    for (const { key, value } of node.items) {
      const keySpan = spanOf(key, span.start);
      if (isMap(key) || isSeq(key)) {
        reportComplexKey(keySpan, span);
        continue;
      }
      const keyNode = build(key, keySpan.start);
      const valueNode = build(value, keySpan.end);
      if (isScalar(key) && key.type === "PLAIN" && key.value === "<<") {
        merged.push(...merging(valueNode, keySpan));
        continue;
      }
      const name = keyText(keyNode);
      const earlier = own.get(name);
      if (earlier) report(keySpan, `\`${name}\` is already set above. dbt takes the last one and drops the others.`);
      own.set(name, { key: name, keySpan, value: valueNode });
    }
    const entries = merged.length === 0 ? [...own.values()] : withMerged(own, merged);
    return compound(
      { kind: "map", entries, span },
      entries.map((it) => it.value),
    );
  }

  /** An unquoted `{{ … }}` is, to YAML, a map whose key is a map. */
  function reportComplexKey(keySpan: SourceSpan, mapSpan: SourceSpan): void {
    if (text.startsWith("{{", mapSpan.start)) report(mapSpan, "A value that begins with `{{` must stand in quotes.");
    else report(keySpan, "A key must be a single value, not a list or map.");
  }

  function merging(value: YamlNode, keySpan: SourceSpan): readonly YamlMap[] {
    const parts = value.kind === "list" ? value.items : [value];
    const maps = parts.filter((it) => it.kind === "map");
    if (maps.length !== parts.length) report(keySpan, "`<<` needs a map, or a list of maps.");
    return maps;
  }

  const root = contents === null || contents === undefined ? undefined : build(contents, 0);
  return { root, problems };
}

/** The map's own keys beat merged ones; among merged maps the first that has a key wins. */
function withMerged(own: ReadonlyMap<string, YamlEntry>, merged: readonly YamlMap[]): YamlEntry[] {
  const entries = new Map<string, YamlEntry>();
  for (const map of merged) for (const it of map.entries) if (!entries.has(it.key)) entries.set(it.key, it);
  for (const [name, it] of own) entries.set(name, it);
  return [...entries.values()];
}

function keyText(key: YamlNode): string {
  if (key.kind !== "scalar" || key.value === null) return "None";
  if (typeof key.value === "boolean") return key.value ? "True" : "False";
  return String(key.value);
}

function spanOf(node: unknown, fallback: number): SourceSpan {
  const range = isScalar(node) || isMap(node) || isSeq(node) || isAlias(node) ? node.range : undefined;
  return range ? inSource(range[0], range[1]) : inSource(fallback, fallback);
}
