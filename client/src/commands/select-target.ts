import { ConfigurationTarget, Uri, window, workspace } from "vscode";
import type { Server } from "../language-client.ts";

/** Lets the user choose a target of the profile; kept in the workspace's settings. */
export function selectTarget(server: Server): () => Promise<void> {
  return async () => {
    const uri = window.activeTextEditor?.document.uri ?? workspace.workspaceFolders?.[0]?.uri;
    const status = uri && (await server.request("highwater/status", { uri: uri.toString() }));
    if (!status) {
      void window.showInformationMessage("Open a file of a dbt project first.");
      return;
    }
    if (status.targets.length === 0) {
      void window.showInformationMessage(status.problem ?? "The profile names no targets.");
      return;
    }
    const byProfile = { label: "The profile's own default", target: undefined };
    const items = status.targets.map((target) => {
      return { label: target, target, ...(target === status.target ? { description: "in use" } : {}) };
    });
    const chosen = await window.showQuickPick([...items, byProfile], { title: `Target of ${status.project}` });
    if (!chosen) return;
    const folder = workspace.getWorkspaceFolder(Uri.file(status.root));
    const settings = workspace.getConfiguration("highwater", folder);
    await settings.update(
      "target",
      chosen.target,
      folder ? ConfigurationTarget.WorkspaceFolder : ConfigurationTarget.Workspace,
    );
  };
}
