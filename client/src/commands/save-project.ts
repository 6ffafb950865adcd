import { sep } from "node:path";
import { window, workspace } from "vscode";
import type { Server } from "../language-client.ts";

/** Saves the unsaved files of the project that `uri` belongs to: the runner reads the disk. False when one could not be saved. */
export async function saveProject(server: Server, uri: string): Promise<boolean> {
  const status = await server.request("highwater/status", { uri });
  if (!status) return true;
  const unsaved = workspace.textDocuments.filter(
    (it) => it.isDirty && it.uri.scheme === "file" && it.uri.fsPath.startsWith(status.root + sep),
  );
  for (const document of unsaved) {
    if (await document.save()) continue;
    void window.showErrorMessage(`${workspace.asRelativePath(document.uri)} could not be saved, so nothing was run.`);
    return false;
  }
  return true;
}
