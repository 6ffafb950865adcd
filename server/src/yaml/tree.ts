import { memo } from "../base/memo.ts";
import type { Plain, WholeFloat } from "../base/plain.ts";
import type { SourceSpan } from "../base/span.ts";

/** A value of a YAML file with the place it was written at. Immutable; an alias leads to the very node it names. */
export type YamlNode = YamlMap | YamlList | YamlScalar;

export interface YamlScalar {
  readonly kind: "scalar";
  /** As PyYAML's safe loader reads it; timestamps are the strings that Python would print for them. */
  readonly value: null | boolean | number | bigint | string | WholeFloat;
  readonly span: SourceSpan;
  /** Where the characters of a string value stand one to one; undefined where escapes or folding moved them. */
  readonly content: SourceSpan | undefined;
}

export interface YamlList {
  readonly kind: "list";
  readonly items: readonly YamlNode[];
  readonly span: SourceSpan;
}

export interface YamlMap {
  readonly kind: "map";
  /** In the order of the file; a key occurs once. */
  readonly entries: readonly YamlEntry[];
  readonly span: SourceSpan;
}

export interface YamlEntry {
  /** Keys that aren't strings are spelled as Python prints them: `True`, `1`, `None`. */
  readonly key: string;
  readonly keySpan: SourceSpan;
  readonly value: YamlNode;
}

const plainOfCollection = memo((node: YamlMap | YamlList): Plain => {
  if (node.kind === "list") return node.items.map(plainOf);
  return Object.fromEntries(node.entries.map((it) => [it.key, plainOf(it.value)]));
});

/** The value without its places. Aliases share their value, so a small file can't become a big one. */
export function plainOf(node: YamlNode): Plain {
  return node.kind === "scalar" ? node.value : plainOfCollection(node);
}

const entryIndex = memo((map: YamlMap) => new Map(map.entries.map((it) => [it.key, it])));

/** The entry of that key; undefined as well when the node is no map. */
export function entryOf(node: YamlNode | undefined, key: string): YamlEntry | undefined {
  return node?.kind === "map" ? entryIndex(node).get(key) : undefined;
}
