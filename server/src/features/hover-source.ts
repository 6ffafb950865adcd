import { contains } from "../base/span.ts";
import type { ProjectSnapshot, SourceTable } from "../project/snapshot.ts";
import { parseYaml } from "../yaml/parse.ts";
import { entryOf, type YamlMap, type YamlNode } from "../yaml/tree.ts";
import { describedIn } from "./doc-blocks.ts";
import { relationInWords, table } from "./hover-node.ts";
import { mapsOf, textOf } from "./yaml-shape.ts";

/** A source table: what it reads, what its properties say, how fresh it has to be, its columns. */
export function hoverOfSource(snapshot: ProjectSnapshot, it: SourceTable): string {
  const { source, table: name, relation, columns, externalLocation, enabled, at } = it;
  const reads = externalLocation === undefined ? relationInWords(relation) : externalLocation;
  const written = entriesOf(snapshot, it);
  const described = written.map((map) =>
    describedIn(snapshot, at.path, textOf(entryOf(map, "description")?.value) ?? "").trim(),
  );
  const parts = [
    `**${source}.${name}** · source${enabled ? "" : " · disabled"}`,
    `Reads \`${reads}\``,
    described.find((text) => text !== "") ?? "",
    freshnessOf(written),
    table(columns),
  ];
  return parts.filter((part) => part !== "").join("\n\n");
}

/** The table's entry in YAML, then its source's. */
function entriesOf({ files }: ProjectSnapshot, { at, source }: SourceTable): readonly YamlMap[] {
  const file = files.get(at.path);
  const sources = file ? mapsOf(entryOf(parseYaml(file).root, "sources")?.value) : [];
  const owner = sources.find((it) => textOf(entryOf(it, "name")?.value) === source && contains(it.span, at.span.start));
  const own = mapsOf(entryOf(owner, "tables")?.value).find((it) => contains(it.span, at.span.start));
  return [own, owner].filter((it) => it !== undefined);
}

/** `Fresh within 12 hours, or a warning; within 1 day, or an error; by `loaded_at`.` */
function freshnessOf(written: readonly YamlMap[]): string {
  const field = (key: string) => written.map((it) => fieldOf(it, key)).find((it) => it !== undefined);
  const freshness = field("freshness");
  const limits = [limitOf(freshness, "warn_after", "a warning"), limitOf(freshness, "error_after", "an error")];
  const told = limits.filter((it) => it !== "");
  const name = textOf(field("loaded_at_field"));
  const by = name === undefined ? "" : `by \`${name}\``;
  const parts = told.length > 0 ? [...told, by] : by === "" ? [] : [`Its age is told ${by}`];
  return parts.length === 0 ? "" : `${parts.filter((it) => it !== "").join("; ")}.`.replace(/^within/, "Fresh within");
}

function limitOf(freshness: YamlNode | undefined, key: string, or: string): string {
  const limit = entryOf(freshness, key)?.value;
  const count = textOf(entryOf(limit, "count")?.value);
  const period = textOf(entryOf(limit, "period")?.value);
  if (count === undefined || period === undefined) return "";
  return `within ${count} ${period}${count === "1" ? "" : "s"}, or ${or}`;
}

/** Beside the entry's other keys, or under `config:`. */
function fieldOf(map: YamlMap, key: string): YamlNode | undefined {
  return entryOf(entryOf(map, "config")?.value, key)?.value ?? entryOf(map, key)?.value;
}
