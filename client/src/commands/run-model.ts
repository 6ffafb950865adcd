import { basename } from "node:path";
import { CancellationTokenSource, commands, Uri, window, workspace } from "vscode";
import type { World } from "../../../server/src/base/world.ts";
import { COMMANDS, type RunResult } from "../../../server/src/protocol/lsp.ts";
import type { Server } from "../language-client.ts";
import { ask } from "./ask.ts";
import { modelUri } from "./model-uri.ts";
import { questionBefore } from "./question.ts";
import { saveProject } from "./save-project.ts";

/** Runs a model in a world: looks first, asks where something is replaced, saves, runs, and speaks up about failures. */
export function runModel(server: Server, world: World): (argument: unknown) => Promise<void> {
  return async (argument) => {
    const uri = modelUri(argument);
    if (uri === undefined || !(await mayRun())) return;
    const plan = await server.request("highwater/plan", { uri, world });
    if (plan.refusal !== null) {
      await refuse(plan.refusal, plan.wantsDbt);
      return;
    }
    const question = questionBefore(nameOf(uri), world, plan);
    const answer = question ? await ask(question) : "model";
    if (answer === "nothing") return;
    if (!(await saveProject(server, uri))) return;
    const stop = new CancellationTokenSource();
    try {
      const more = { withParents: question?.withParents ?? false, withDownstream: answer === "downstream" };
      await report(server, uri, await server.request("highwater/run", { uri, world, ...more }, stop.token));
    } finally {
      stop.dispose();
    }
  };
}

async function refuse(refusal: string, wantsDbt: boolean): Promise<void> {
  const chosen = await window.showErrorMessage(refusal, ...(wantsDbt ? ["Set Path"] : []));
  if (chosen) await commands.executeCommand("workbench.action.openSettings", "highwater.dbtPath");
}

async function mayRun(): Promise<boolean> {
  if (workspace.isTrusted) return true;
  const manage = "Manage Workspace Trust";
  const chosen = await window.showInformationMessage("Nothing is run in a workspace that is not trusted.", manage);
  if (chosen === manage) await commands.executeCommand("workbench.trust.manage");
  return false;
}

async function report(server: Server, uri: string, { outcome, name }: RunResult): Promise<void> {
  if (outcome.status === "error") {
    const actions = outcome.at ? ["Show Problem", "Show Run", "Show Log"] : ["Show Run", "Show Log"];
    const chosen = await window.showErrorMessage(`${name} failed: ${outcome.message ?? "see the log"}`, ...actions);
    if (chosen === "Show Problem") await commands.executeCommand(COMMANDS.showFailure, uri);
    if (chosen === "Show Run") await commands.executeCommand(COMMANDS.showRun, uri);
    if (chosen === "Show Log") await commands.executeCommand("highwater.showLog");
    return;
  }
  const visible = window.visibleTextEditors.some((it) => it.document.uri.toString() === uri);
  if (outcome.status !== "ok" || visible || !server.isRunning) return;
  const chosen = await window.showInformationMessage(`${name} ran in ${(outcome.ms / 1000).toFixed(1)} s.`, "Show Run");
  if (chosen) await commands.executeCommand(COMMANDS.showRun, uri);
}

const nameOf = (uri: string) => basename(Uri.parse(uri).path).replace(/\.\w+$/, "");
