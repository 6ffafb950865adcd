import { commands, window } from "vscode";
import type { Server } from "../language-client.ts";
import { runRecordUri } from "../views/documents.ts";
import { modelUri } from "./model-uri.ts";

/** Opens the record of a model's last run as a document to read. */
export function showRun(server: Server): (argument: unknown) => Promise<void> {
  return async (argument) => {
    const uri = modelUri(argument);
    const record = uri === undefined ? null : await server.request("highwater/runRecord", { uri });
    if (uri === undefined || record === null) {
      void window.showInformationMessage("No run of this model is on record.");
      return;
    }
    await commands.executeCommand("markdown.showPreview", runRecordUri(uri, record.name));
  };
}
