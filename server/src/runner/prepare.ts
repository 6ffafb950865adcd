import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Plain } from "../base/plain.ts";
import { err, ok, type Result } from "../base/result.ts";
import type { Node } from "../project/snapshot.ts";
import type { FileRange } from "../protocol/events.ts";
import type { Comments, Hooks, ScriptInput } from "./materializations/input.ts";
import { materializations } from "./materializations/scripts.ts";
import { seed } from "./materializations/seed.ts";
import type { NodePlan } from "./plan.ts";
import { seedShape } from "./seed-columns.ts";
import type { Script } from "./steps.ts";

/** A node that is ready to run: its steps, and the way back from its SQL to its files. */
export interface PreparedNode {
  readonly script: Script;
  /** The compiled SQL; null for a seed. */
  readonly sql: string | null;
  /** Where an offset of the compiled SQL was written; null when it stands for nothing in a file. */
  locate(offset: number): FileRange | null;
  /** The line that stands for the node as a whole. */
  readonly at: FileRange | null;
}

/** Why a node can't be run, before anything of it ran. */
export interface NodeProblem {
  readonly message: string;
  readonly at: FileRange | null;
}

/** What compiling a model gave. */
export interface ModelSource {
  readonly sql: string;
  readonly hooks: Hooks;
  readonly comments: Comments;
  locate(offset: number): FileRange | null;
}

/** The steps of a model whose SQL is compiled for the world of its plan. */
export function prepareModel(plan: NodePlan, source: ModelSource, stamp: string): PreparedNode {
  const script = materializations.get(plan.node.facts.config.materialized);
  if (!script) throw new Error(`a materialization that should have been refused: ${plan.planned.materialized}`);
  const { sql, hooks, comments, locate } = source;
  return { script: script({ ...inputOf(plan, stamp), sql, hooks, comments }), sql, locate, at: firstLine(plan.node) };
}

/** The steps of a seed; its file is read for the names and types of its columns, DuckDB reads the rows itself. */
export async function prepareSeed(
  plan: NodePlan,
  root: string,
  stamp: string,
): Promise<Result<PreparedNode, NodeProblem>> {
  const file = join(root, plan.node.path);
  const { config } = plan.node.facts;
  const at = firstLine(plan.node);
  let text: string;
  try {
    text = await readFile(file, "utf8");
  } catch (cause) {
    return err({ message: `${plan.node.path} could not be read: ${String(cause)}`, at });
  }
  const delimiter = typeof config["delimiter"] === "string" && config["delimiter"] !== "" ? config["delimiter"] : ",";
  const shape = seedShape(text, { delimiter, types: columnTypes(config["column_types"]) });
  if (!shape.ok) return err({ message: shape.error, at });
  const script = seed({ ...inputOf(plan, stamp), ...shape.value, file, delimiter });
  return ok({ script, sql: null, locate: () => null, at });
}

function inputOf(plan: NodePlan, stamp: string): ScriptInput {
  const { node, existing, branch, leftovers, schemaExists } = plan;
  return {
    relation: node.facts.relation,
    config: node.facts.config,
    sql: "",
    existing,
    branch,
    leftovers,
    schemaExists,
    hooks: { pre: [], post: [] },
    comments: { relation: null, columns: [] },
    stamp,
  };
}

function columnTypes(value: Plain | undefined): Readonly<Record<string, string>> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return {};
  return Object.fromEntries(Object.entries(value).map(([name, type]) => [name, String(type)]));
}

/** The first line of a node's file, for what concerns the node as a whole. */
export function firstLine({ file, path }: Pick<Node, "file" | "path">): FileRange {
  const width = file?.text.split(/\r\n?|\n/, 1)[0]?.length ?? 0;
  return { path, line: 1, column: 1, endLine: 1, endColumn: width + 1 };
}
