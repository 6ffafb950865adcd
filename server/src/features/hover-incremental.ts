import { keyOf } from "../analysis/strategy.ts";
import type { Node, ProjectSnapshot } from "../project/snapshot.ts";
import { relationInWords } from "./hover-node.ts";
import { placeInWords } from "./place.ts";
import { type TargetState, targetState } from "./target-state.ts";

/** When `is_incremental()` is true in this model, and what of it is known now (spec 1.1). */
export function hoverOfIncrementalCheck({ catalog }: ProjectSnapshot, { facts }: Node): string {
  const { config, relation } = facts;
  const name = relationInWords(relation);
  if (config.materialized !== "incremental") {
    return `Always false here: the model is materialized as ${config.materialized}, not as incremental.`;
  }
  if (config.full_refresh === true) {
    return "Always false here: the model sets `full_refresh: true`, so every run is a full refresh.";
  }
  const flag = config.full_refresh === false ? "" : ", with `--full-refresh`";
  const now = SENTENCES[targetState(catalog, relation)].replace("{}", `\`${name}\``);
  return `True in the incremental world: target \`${name}\` exists as a table. False on the first run${flag}, and while dbt parses.${now}`;
}

const SENTENCES: Readonly<Record<TargetState, string>> = {
  table: "\n\nNow: {} is a table.",
  view: "\n\nNow: {} is a view, so the next run is a full refresh.",
  other: "\n\nNow: {} exists.",
  missing: "\n\nNow: {} does not exist, so the next run builds the whole table.",
  unknown: "",
};

/** The effective key, where it was set, and whether a test proves it unique. */
export function hoverOfUniqueKey(snapshot: ProjectSnapshot, { facts }: Node): string {
  const key = keyOf(facts.config);
  if (key.length === 0) return "No `unique_key`: incremental runs only insert.";
  const origin = facts.configOrigins.get("unique_key");
  const where = origin ? ` Set in ${placeInWords(snapshot, origin)}.` : "";
  const names = key.map((it) => `\`${it}\``).join(", ");
  return `\`unique_key\` is ${names}.${where}\n\n${proof(facts, key)}`;
}

function proof({ columns, tests }: Node["facts"], key: readonly string[]): string {
  const [only] = key;
  const column = key.length === 1 ? columns.find((it) => it.name.toLowerCase() === only?.toLowerCase()) : undefined;
  if (column?.tests.some((it) => it.name === "unique")) return "A `unique` test proves it.";
  const wanted = new Set(key.map((it) => it.toLowerCase()));
  const combined = tests.some(({ name, arguments: given }) => {
    const listed = given["combination_of_columns"] ?? given["column_list"];
    if (!name.includes("unique") || !Array.isArray(listed)) return false;
    return listed.length === wanted.size && listed.every((it) => wanted.has(String(it).toLowerCase()));
  });
  return combined ? "A test of the model proves it unique." : "No test proves it unique.";
}
