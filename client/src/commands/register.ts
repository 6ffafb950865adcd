import { commands, type ExtensionContext, type LogOutputChannel } from "vscode";
import { COMMANDS } from "../../../server/src/protocol/lsp.ts";
import type { Server } from "../language-client.ts";
import type { CompiledSqlPanel } from "../panels/compiled-sql.ts";
import { cancelRun } from "./cancel-run.ts";
import { modelUri } from "./model-uri.ts";
import { runModel } from "./run-model.ts";
import { selectTarget } from "./select-target.ts";
import { showFailure } from "./show-failure.ts";
import { showRun } from "./show-run.ts";
import { showStatus } from "./show-status.ts";

interface Parts {
  readonly server: Server;
  readonly panel: CompiledSqlPanel;
  readonly log: LogOutputChannel;
}

/** Every command of the manifest and what it does. */
export function registerCommands(context: ExtensionContext, { server, panel, log }: Parts): void {
  const all: Readonly<Record<string, (argument: unknown) => unknown>> = {
    [COMMANDS.runIncremental]: runModel(server, "incremental"),
    [COMMANDS.runFullRefresh]: runModel(server, "full-refresh"),
    [COMMANDS.compiledSql]: (argument) => {
      const uri = modelUri(argument);
      if (uri !== undefined) panel.show(uri);
    },
    [COMMANDS.cancel]: cancelRun(server),
    [COMMANDS.showRun]: showRun(server),
    [COMMANDS.showFailure]: showFailure(server),
    "highwater.selectTarget": selectTarget(server),
    "highwater.showStatus": showStatus(server),
    "highwater.openWalkthrough": () =>
      commands.executeCommand("workbench.action.openWalkthrough", `${context.extension.id}#start`, false),
    "highwater.showLog": () => log.show(),
    "highwater.restartServer": () => server.restart(),
  };
  for (const [name, act] of Object.entries(all)) context.subscriptions.push(commands.registerCommand(name, act));
}
