import { commands, window } from "vscode";
import type { Server } from "../language-client.ts";

/** The menu behind the status bar's item: what is missing and how to get it, and what there is to do. */
export function showStatus(server: Server): () => Promise<void> {
  return async () => {
    const uri = window.activeTextEditor?.document.uri.toString();
    const status = uri === undefined ? null : await server.request("highwater/status", { uri });
    const items = [
      { label: "$(database) Select Target", command: "highwater.selectTarget" },
      { label: "$(book) Open Walkthrough", command: "highwater.openWalkthrough" },
      { label: "$(output) Show Log", command: "highwater.showLog" },
      { label: "$(debug-restart) Restart Language Server", command: "highwater.restartServer" },
    ];
    if (status?.problem) {
      const chosen = await window.showWarningMessage(status.problem, "Show Log");
      if (chosen) await commands.executeCommand("highwater.showLog");
      return;
    }
    const title = status ? `${status.project} · ${status.target} (${status.adapter})` : "Highwater";
    const chosen = await window.showQuickPick(items, { title });
    if (chosen) await commands.executeCommand(chosen.command);
  };
}
