import { keyOf, strategyOf } from "../analysis/strategy.ts";
import { subjectOf } from "../analysis/subject.ts";
import { watermarksOf } from "../analysis/watermark.ts";
import { compile } from "../compile/compile.ts";
import { patchOf } from "../project/patch-of.ts";
import {
  type ColumnProperties,
  type Node,
  type ProjectSnapshot,
  type RelationName,
  relationKey,
} from "../project/snapshot.ts";
import type { RunRecord } from "../protocol/history.ts";
import { describedIn } from "./doc-blocks.ts";
import { ageInWords, count, rowsInWords, WORLD_TITLES } from "./words.ts";

interface Context {
  readonly lastRun: (uniqueId: string) => RunRecord | undefined;
  readonly now: number;
}

/** A model, seed or snapshot: how it is built, where it is, what it holds, when it last ran. */
export function hoverOfNode(snapshot: ProjectSnapshot, node: Node, context: Context): string {
  const { config, relation, columns } = node.facts;
  const known = snapshot.catalog.relations.get(relationKey(relation));
  const rows = known?.rows === undefined ? "" : ` · ${count(known.rows)} rows`;
  const described = columns.map((it) => ({ ...it, description: describedIn(snapshot, node.path, it.description) }));
  const disabled = config.enabled ? "" : " · disabled";
  const paragraphs = [
    `**${node.name}** · ${howItIsBuilt(snapshot, node)}${disabled}`,
    `\`${relationInWords(relation)}\`${rows}`,
    watermark(snapshot, node),
    description(snapshot, node),
    table(columns.length > 0 ? described : (known?.columns ?? []).map(({ name, type }) => ({ name, dataType: type }))),
    lastRunInWords(context.lastRun(node.uniqueId), context.now),
  ];
  return paragraphs.filter((it) => it !== "").join("\n\n");
}

function howItIsBuilt({ environment }: ProjectSnapshot, { resourceType, facts }: Node): string {
  const { config } = facts;
  if (resourceType !== "model") return resourceType;
  if (config.materialized !== "incremental") return config.materialized;
  const { name } = strategyOf(facts, environment);
  const key = keyOf(config);
  const on = key.length === 0 ? "no unique_key" : `unique_key ${key.map((it) => `\`${it}\``).join(", ")}`;
  return `incremental${name === "unknown" ? "" : ` · ${name}`} · ${on}`;
}

/** `Watermark: max(updated_at)`: what an incremental run compares new rows with. */
function watermark(snapshot: ProjectSnapshot, node: Node): string {
  if (node.resourceType !== "model" || node.facts.config.materialized !== "incremental") return "";
  const worlds = {
    incremental: compile(snapshot, node, "incremental"),
    "full-refresh": compile(snapshot, node, "full-refresh"),
  };
  const found = watermarksOf(subjectOf(snapshot, node, worlds)).flatMap(({ aggregate }) => {
    return aggregate?.column === undefined ? [] : [`\`${aggregate.function}(${aggregate.column})\``];
  });
  return found.length === 0 ? "" : `Watermark: ${[...new Set(found)].join(", ")}`;
}

function description(snapshot: ProjectSnapshot, node: Node): string {
  return describedIn(snapshot, node.path, patchOf(snapshot.environment, node)?.description ?? "").trim();
}

function lastRunInWords(last: RunRecord | undefined, now: number): string {
  if (!last) return "";
  const age = ageInWords(now - Date.parse(last.at));
  const world = last.world === null ? "" : `${WORLD_TITLES[last.world]}, `;
  const rows = last.rows && rowsInWords(last.rows, last.strategy);
  return `Last run: ${world}${last.status} ${age}${rows ? `, ${rows}` : ""}`;
}

type Column = Pick<ColumnProperties, "name" | "dataType"> & { readonly description?: string };

const MOST_COLUMNS = 30;

/** Columns as a Markdown table; empty when none is known. */
export function table(columns: readonly Column[]): string {
  if (columns.length === 0) return "";
  const cell = (text: string) => text.replaceAll("|", "\\|").replaceAll(/\s+/g, " ").trim();
  const rows = columns.slice(0, MOST_COLUMNS).map(({ name, dataType, description: text }) => {
    return `| \`${name}\` | ${cell(dataType ?? "")} | ${cell(text ?? "")} |`;
  });
  const more = columns.length > MOST_COLUMNS ? `\n\n… and ${columns.length - MOST_COLUMNS} more columns` : "";
  return `| column | type | |\n|---|---|---|\n${rows.join("\n")}${more}`;
}

/** `dev.main.orders` */
export function relationInWords({ database, schema, identifier }: RelationName): string {
  return [database, schema, identifier].filter((it) => it !== "").join(".");
}
