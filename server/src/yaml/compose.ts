import { isAlias, isMap, isPair, isScalar, isSeq, type Scalar, type YAMLMap, type YAMLSeq } from "yaml";
import { WholeFloat } from "../base/plain.ts";
import { inSource, type SourceSpan } from "../base/span.ts";
import { joined } from "./low-lines.ts";
import { resolvePlain } from "./scalar.ts";
import type { YamlEntry, YamlMap, YamlNode, YamlScalar } from "./tree.ts";

/** Something that PyYAML would refuse, or that it reads in a way nobody means. */
export interface ComposeProblem {
  readonly message: string;
  readonly span: SourceSpan;
  readonly severity?: "warning";
}

/** More values than any real file has, all aliases written out. */
const MOST_VALUES = 1_000_000;

/** Far beyond any real file, far below what the stack holds. */
const DEEPEST = 400;

const TAG = "tag:yaml.org,2002:";
const SCALAR_TAGS = new Set(["int", "float", "bool", "null", "timestamp"]);

/** Makes our own tree of the library's: values as PyYAML resolves them, aliases and merge keys followed. */
export function compose(
  contents: unknown,
  text: string,
): { readonly root: YamlNode | undefined; readonly problems: readonly ComposeProblem[] } {
  const composer = new Composer(text);
  const root = contents === null || contents === undefined ? undefined : composer.build(contents, 0);
  return { root, problems: composer.problems };
}

/** Lives while one file is composed. */
class Composer {
  readonly problems: ComposeProblem[] = [];
  readonly #text: string;
  readonly #anchors = new Map<string, YamlNode>();
  /** How many values a node stands for, aliases written out. */
  readonly #sizes = new Map<YamlNode, number>();
  #depth = 0;

  constructor(text: string) {
    this.#text = text;
  }

  /** `at` is where a value would stand that the file leaves out. */
  build(node: unknown, at: number): YamlNode {
    if (this.#depth === DEEPEST) {
      this.#report(spanOf(node, at), "This is nested too deeply to be read.");
      return nothing(at);
    }
    this.#depth++;
    const built = this.#bare(node, at);
    this.#depth--;
    const anchor = (isScalar(node) || isMap(node) || isSeq(node)) && node.anchor;
    if (anchor) this.#anchors.set(anchor, built);
    return built;
  }

  #bare(node: unknown, at: number): YamlNode {
    if (isAlias(node)) return this.#follow(node.source, spanOf(node, at));
    if (isScalar(node)) return this.#scalar(node, at);
    if (isMap(node)) return this.#map(node, at);
    if (!isSeq(node)) return nothing(at);
    const span = spanOf(node, at);
    const values = node.items.map((it) => (isPair(it) ? it.value : it));
    const items = values.map((it) => this.build(it, span.end));
    return this.#compound({ kind: "list", items, span: trimmed(span, node, values.at(-1), items.at(-1)) }, items);
  }

  #follow(name: string, span: SourceSpan): YamlNode {
    const known = this.#anchors.get(name);
    if (!known) this.#report(span, `No anchor \`&${name}\` is complete above this alias.`);
    else if (this.#sizeOf(known) <= MOST_VALUES) return known;
    else this.#report(span, `The aliases of this file stand for more than ${MOST_VALUES} values.`);
    return nothing(span.start);
  }

  #scalar(node: Scalar, at: number): YamlScalar {
    const span = spanOf(node, at);
    const source = joined(String(node.value ?? ""));
    const isPlain = node.type === "PLAIN";
    const untagged = isPlain ? resolvePlain(source) : source;
    const value = node.tag ? this.#tagged(node.tag, source, span) : untagged;
    const inner = isPlain ? span : inSource(span.start + 1, span.end - 1);
    const content = this.#text.slice(inner.start, inner.end) === source ? inner : undefined;
    return { kind: "scalar", value, span, content };
  }

  #tagged(tag: string, source: string, span: SourceSpan): YamlScalar["value"] {
    const name = tag.startsWith(TAG) ? tag.slice(TAG.length) : undefined;
    if (name === "str" || tag === "!") return source;
    if (name !== undefined && SCALAR_TAGS.has(name)) return resolvePlain(source);
    this.#report(span, `dbt doesn't know the YAML tag \`${name === undefined ? tag : `!!${name}`}\`.`);
    return source;
  }

  #map(node: YAMLMap, at: number): YamlMap {
    const whole = spanOf(node, at);
    let last: YamlNode | undefined;
    const own = new Map<string, YamlEntry>();
    const merged: YamlMap[] = [];
    for (const { key, value } of node.items) {
      const keySpan = spanOf(key, whole.start);
      if (isMap(key) || isSeq(key)) {
        this.#reportComplexKey(keySpan, whole);
        continue;
      }
      const name = keyText(this.build(key, keySpan.start));
      const built = this.build(isLeftOut(value) ? null : value, keySpan.end);
      last = built;
      if (isScalar(key) && key.type === "PLAIN" && key.value === "<<") {
        merged.push(...this.#merging(built, keySpan));
        continue;
      }
      if (own.has(name)) this.#reportTwice(keySpan, name);
      own.set(name, { key: name, keySpan, value: built });
    }
    const span = trimmed(whole, node, node.items.at(-1)?.value, last);
    const entries = merged.length === 0 ? [...own.values()] : withMerged(own, merged);
    return this.#compound(
      { kind: "map", entries, span },
      entries.map((it) => it.value),
    );
  }

  /** An unquoted `{{ … }}` is, to YAML, a map whose key is a map. */
  #reportComplexKey(keySpan: SourceSpan, mapSpan: SourceSpan): void {
    if (this.#text.startsWith("{{", mapSpan.start))
      this.#report(mapSpan, "A value that begins with `{{` must stand in quotes.");
    else this.#report(keySpan, "A key must be a single value, not a list or map.");
  }

  #reportTwice(span: SourceSpan, name: string): void {
    const message = `\`${name}\` is already set above. dbt takes the last one and drops the others.`;
    this.problems.push({ message, span, severity: "warning" });
  }

  #merging(value: YamlNode, keySpan: SourceSpan): readonly YamlMap[] {
    const parts = value.kind === "list" ? value.items : [value];
    const maps = parts.filter((it) => it.kind === "map");
    if (maps.length !== parts.length) this.#report(keySpan, "`<<` needs a map, or a list of maps.");
    return maps;
  }

  #compound<N extends YamlNode>(node: N, children: readonly YamlNode[]): N {
    let size = 1;
    for (const it of children) size += this.#sizeOf(it);
    this.#sizes.set(node, size);
    return node;
  }

  #sizeOf(node: YamlNode): number {
    return this.#sizes.get(node) ?? 1;
  }

  #report(span: SourceSpan, message: string): void {
    this.problems.push({ message, span });
  }
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
  if (key.value instanceof WholeFloat) return `${key.value.value}.0`;
  return String(key.value);
}

/** `key:` without anything after it, which the library places after the spaces that follow. */
function isLeftOut(value: unknown): boolean {
  return isScalar(value) && value.type === "PLAIN" && value.source === "" && !value.anchor && !value.tag;
}

function nothing(at: number): YamlScalar {
  return { kind: "scalar", value: null, span: inSource(at, at), content: undefined };
}

/** A block collection ends with its last value; to the library, also with the line breaks after it. */
function trimmed(
  span: SourceSpan,
  { flow }: YAMLMap | YAMLSeq,
  last: unknown,
  built: YamlNode | undefined,
): SourceSpan {
  if (flow || built === undefined) return span;
  return inSource(span.start, isAlias(last) ? spanOf(last, span.end).end : built.span.end);
}

function spanOf(node: unknown, fallback: number): SourceSpan {
  const range = isScalar(node) || isMap(node) || isSeq(node) || isAlias(node) ? node.range : undefined;
  return range ? inSource(range[0], range[1]) : inSource(fallback, fallback);
}
