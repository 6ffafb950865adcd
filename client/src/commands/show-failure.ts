import { commands, Range, Uri, window } from "vscode";
import { COMMANDS } from "../../../server/src/protocol/lsp.ts";
import type { Server } from "../language-client.ts";
import { modelUri } from "./model-uri.ts";

/** Goes to the line where the last run of a model failed. */
export function showFailure(server: Server): (argument: unknown) => Promise<void> {
  return async (argument) => {
    const uri = modelUri(argument);
    const record = uri === undefined ? null : await server.request("highwater/runRecord", { uri });
    if (!record?.failure) {
      // Its place is forgotten with the session that ran it; what happened is on record.
      await commands.executeCommand(COMMANDS.showRun, uri);
      return;
    }
    const { line, column } = record.failure;
    const selection = new Range(line - 1, column - 1, line - 1, column - 1);
    await window.showTextDocument(Uri.parse(record.failure.uri), { selection });
  };
}
