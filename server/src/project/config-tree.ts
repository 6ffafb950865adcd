import type { YamlNode } from "../yaml/tree.ts";
import { plainOf } from "../yaml/tree.ts";
import type { ShapeReader } from "./shape.ts";
import type { ConfigTree } from "./snapshot.ts";

/** A tree that says nothing: for an absent `models:` key. */
export const NO_CONFIG: ConfigTree = { settings: [], children: new Map() };

/** Keys whose strings dbt keeps as templates until the node runs. */
export function isRenderedLater(key: string): boolean {
  return /^\+?(?:pre|post)[-_]hook$/.test(key);
}

/**
 * Reads the tree under `models:`, `seeds:`, `snapshots:` or `sources:` of dbt_project.yml.
 *
 * Spec 6.1: a key is a setting when it begins with `+` or when its value is no map; every other key
 * is a folder, package or node.
 */
export function readConfigTree(reader: ShapeReader, node: YamlNode | undefined, what: string): ConfigTree {
  const settings: ConfigTree["settings"][number][] = [];
  const children = new Map<string, ConfigTree>();
  for (const { key, keySpan, value } of reader.entries(node, what)) {
    if (value.kind === "map" && !key.startsWith("+")) {
      children.set(key, readConfigTree(reader, value, what));
      continue;
    }
    const read = isRenderedLater(key) ? plainOf(value) : reader.value(value);
    settings.push({ key: key.replace(/^\++/, ""), value: read, at: reader.at(keySpan) });
  }
  return settings.length === 0 && children.size === 0 ? NO_CONFIG : { settings, children };
}

/** The levels of a tree that hold for a node, the root's first: spec 6.1, rule 2. */
export function levelsFor(tree: ConfigTree, fqn: readonly string[]): readonly ConfigTree[] {
  const levels = [tree];
  let level: ConfigTree | undefined = tree;
  for (const part of fqn) {
    level = level.children.get(part);
    if (!level) break;
    levels.push(level);
  }
  return levels;
}
