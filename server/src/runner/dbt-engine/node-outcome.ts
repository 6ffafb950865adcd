import type { World, WorldReason } from "../../base/world.ts";
import { compile } from "../../compile/compile.ts";
import type { Compiled } from "../../compile/compiled.ts";
import type { Node, ProjectSnapshot } from "../../project/snapshot.ts";
import type { Outcome } from "../../protocol/events.ts";
import { plainMessage } from "./error-message.ts";
import { locateFailure } from "./locate-failure.ts";
import type { NodeResult } from "./log-line.ts";
import { ranWorld } from "./ran-world.ts";
import { rowsOf, sumOfRows } from "./rows.ts";

/** What dbt told of a node until it was over. */
export interface ToldOfNode {
  readonly statements: readonly string[];
  /** What it complained about in a line of its own; empty when it didn't. */
  readonly complaint: string;
  /** The ends of its batches, for a microbatch model. */
  readonly batches: readonly NodeResult[];
}

/** dbt's result of a node as the outcome that lens, terminal and history show. */
export function nodeOutcome(
  snapshot: ProjectSnapshot,
  node: Node,
  { asked, result, told }: { readonly asked: World; readonly result: NodeResult; readonly told: ToldOfNode },
): Outcome {
  const status = STATUSES[result.status] ?? "error";
  const base = {
    status,
    ms: result.ms,
    rows: rowsOf(result.response) ?? sumOfRows(told.batches.map((it) => rowsOf(it.response))),
    at: null,
  };
  if (status === "skipped") return { ...base, world: null, why: null, message: plainMessage(result.message) };

  const compiled = bothWorlds(snapshot, node);
  const world = worldOf(node, { asked, statements: told.statements, compiled });
  const outcome = { ...base, world, why: whyOf(node, asked, world) };
  if (status === "ok") return { ...outcome, message: null };
  const message =
    messageOf(result.message, told.complaint) ||
    `dbt reports ${node.name} as ${result.status || "failed"} and says no more.`;
  return { ...outcome, rows: null, message, at: locateFailure(snapshot, { node, message, ...told, compiled }) };
}

/** A result that is a mere word or two (`PARTIAL SUCCESS (1/3)`) is explained by what was complained about before. */
function messageOf(said: string, complaint: string): string {
  if (complaint === "" || said.includes("\n")) return plainMessage(said);
  return [said.trim(), plainMessage(complaint)].filter((it) => it !== "").join(": ");
}

/** A batch of a microbatch model that fails makes it a partial success, which is none. */
const STATUSES: Readonly<Record<string, Outcome["status"]>> = {
  success: "ok",
  "no-op": "ok",
  skipped: "skipped",
};

type BothWorlds = Readonly<Record<World, Compiled>>;

/** Only of what has two worlds or may have failed in its SQL: seeds and Python have none. */
function bothWorlds(snapshot: ProjectSnapshot, node: Node): BothWorlds | undefined {
  if (node.resourceType !== "model" || /\.py$/i.test(node.path)) return undefined;
  return {
    incremental: compile(snapshot, node, "incremental", { command: "run" }),
    "full-refresh": compile(snapshot, node, "full-refresh", { command: "run", fullRefresh: true }),
  };
}

function worldOf(
  node: Node,
  {
    asked,
    statements,
    compiled,
  }: { readonly asked: World; readonly statements: readonly string[]; readonly compiled: BothWorlds | undefined },
): World | null {
  const { materialized } = node.facts.config;
  if (node.resourceType !== "model" || materialized !== "incremental") return null;
  if (isForcedFull(node, asked)) return "full-refresh";
  const sqlOf = (world: World) => compiled?.[world].sql ?? "";
  return ranWorld(statements, { incremental: sqlOf("incremental"), "full-refresh": sqlOf("full-refresh") });
}

/** Whether a run rebuilds an incremental model whatever stands in the target: the config beats the flag (spec 1.2). */
export function isForcedFull({ facts }: Node, asked: World): boolean {
  return facts.config.full_refresh ?? asked === "full-refresh";
}

/** Why another world ran than the one asked for. */
export function whyOf(node: Node, asked: World, world: World | null): WorldReason | null {
  if (world === null || world === asked) return null;
  if (world === "incremental") return "full-refresh-forbidden";
  return node.facts.config.full_refresh === true ? "full-refresh-config" : "no-table";
}
