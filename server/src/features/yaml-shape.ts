import type { YamlMap, YamlNode } from "../yaml/tree.ts";

/** A name or number as text; undefined for anything else. */
export function textOf(node: YamlNode | undefined): string | undefined {
  if (node?.kind !== "scalar" || node.value === null || typeof node.value === "boolean") return undefined;
  return String(node.value);
}

/** The items of a list; nothing where there is none, which is the project's problem to report. */
export function itemsOf(node: YamlNode | undefined): readonly YamlNode[] {
  return node?.kind === "list" ? node.items : [];
}

/** The maps among the items of a list. */
export function mapsOf(node: YamlNode | undefined): readonly YamlMap[] {
  return itemsOf(node).filter((it): it is YamlMap => it.kind === "map");
}
