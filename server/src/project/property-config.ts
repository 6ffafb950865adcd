import { entryOf, plainOf, type YamlMap } from "../yaml/tree.ts";
import { isRenderedLater } from "./config-tree.ts";
import type { ShapeReader } from "./shape.ts";
import type { Patch } from "./snapshot.ts";

/** Keys that dbt reads beside `config:` as well as in it. */
const BESIDE_CONFIG = ["meta", "docs", "group", "access"];

/** The `config:` of a node in a properties file, or of one of its versions. */
export function configOf(reader: ShapeReader, map: YamlMap): Patch["config"] {
  const beside = map.entries.filter((it) => BESIDE_CONFIG.includes(it.key));
  const inside = reader.entries(entryOf(map, "config")?.value, "`config`");
  return [...beside, ...inside].map(({ key, keySpan, value }) => ({
    key,
    value: isRenderedLater(key) ? plainOf(value) : reader.value(value),
    at: reader.at(keySpan),
  }));
}
