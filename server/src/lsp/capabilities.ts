import { type ServerCapabilities, TextDocumentSyncKind } from "vscode-languageserver/node";
import { COMMANDS } from "../protocol/lsp.ts";
import type { ClientFeatures } from "./client-features.ts";

/** What the server offers to a client. Commands are its own only where the client hasn't got them. */
export function capabilities(features: ClientFeatures): ServerCapabilities {
  return {
    textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental },
    definitionProvider: true,
    referencesProvider: true,
    documentSymbolProvider: true,
    workspaceSymbolProvider: true,
    hoverProvider: true,
    completionProvider: { triggerCharacters: ["'", '"'] },
    codeLensProvider: { resolveProvider: false },
    codeActionProvider: { codeActionKinds: ["quickfix"] },
    ...(features.pullsDiagnostics
      ? { diagnosticProvider: { interFileDependencies: true, workspaceDiagnostics: true } }
      : {}),
    ...(features.asksBeforeRuns
      ? {}
      : { executeCommandProvider: { commands: [COMMANDS.runIncremental, COMMANDS.runFullRefresh, COMMANDS.cancel] } }),
    workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
  };
}
