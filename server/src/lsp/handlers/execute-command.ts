import { type ExecuteCommandParams, MessageType } from "vscode-languageserver/node";
import type { World } from "../../base/world.ts";
import { COMMANDS, type RunPlan } from "../../protocol/lsp.ts";
import type { SlowHandler } from "../dispatch.ts";
import { type Session, unanswered } from "../session.ts";
import { freshContextOf, planOf } from "./plan.ts";
import { cancelOf, runOf } from "./run.ts";

/**
 * Runs for editors that can't ask: what replaces a table, or touches a protected target, is refused
 * with the command that does it in a terminal.
 */
export const onExecuteCommand: SlowHandler<Session, ExecuteCommandParams, null> = {
  method: "workspace/executeCommand",
  empty: null,
  async answer(session, { command, arguments: given = [] }) {
    const [uri] = given;
    const context = typeof uri === "string" ? await freshContextOf(session, uri) : undefined;
    if (!context) return null;
    const world = WORLDS_RUN[command];
    if (world === undefined) {
      if (command === COMMANDS.cancel) cancelOf(context);
      return null;
    }
    const refusal = refusalOf(planOf(context, world));
    if (refusal !== null) {
      show(session, MessageType.Error, refusal);
      return null;
    }
    const { name, outcome } = await runOf(context, { world, withParents: false, withDownstream: false });
    const { status, message, ms } = outcome;
    if (status === "error") show(session, MessageType.Error, `${name} failed: ${message}`);
    else show(session, MessageType.Info, `${name}: ${status}, ${(ms / 1_000).toFixed(1)} s`);
    return null;
  },
};

const WORLDS_RUN: Readonly<Record<string, World>> = {
  [COMMANDS.runIncremental]: "incremental",
  [COMMANDS.runFullRefresh]: "full-refresh",
};

function show({ connection }: Session, type: MessageType, message: string): void {
  unanswered(connection.sendNotification("window/showMessage", { type, message }));
}

function refusalOf({ refusal, replaces, isProtected, world, relation, target, terminal }: RunPlan): string | null {
  if (refusal !== null) return refusal;
  if (replaces && world !== "unknown") return `This would drop and rebuild ${relation}. To do so, run: ${terminal}`;
  if (replaces) return `${relation} could not be looked at, and might be rebuilt. To run it, use: ${terminal}`;
  return isProtected ? `${target} is a protected target. To run there, use: ${terminal}` : null;
}
