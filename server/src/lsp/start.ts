import type { Connection, InitializeParams } from "vscode-languageserver/node";
import type { Log } from "../base/log.ts";
import { capabilities } from "./capabilities.ts";
import { clientFeatures } from "./client-features.ts";
import { register, registerSlow } from "./dispatch.ts";
import { followEditor } from "./follow-editor.ts";
import { forwardLog } from "./forward-log.ts";
import { onCancel } from "./handlers/cancel.ts";
import { onCodeAction } from "./handlers/code-action.ts";
import { onCodeLens } from "./handlers/code-lens.ts";
import { onCompiled } from "./handlers/compiled.ts";
import { onCompletion } from "./handlers/completion.ts";
import { onDefinition } from "./handlers/definition.ts";
import { onDiagnostic } from "./handlers/diagnostic.ts";
import { onDocumentSymbol } from "./handlers/document-symbol.ts";
import { onExecuteCommand } from "./handlers/execute-command.ts";
import { onHover } from "./handlers/hover.ts";
import { onLinesMade, onSourceOfLine } from "./handlers/line-links.ts";
import { onPlan } from "./handlers/plan.ts";
import { onReferences } from "./handlers/references.ts";
import { onRun } from "./handlers/run.ts";
import { onRunRecord } from "./handlers/run-record.ts";
import { onStatements } from "./handlers/statements.ts";
import { onStatus } from "./handlers/status.ts";
import { onWorkspaceSymbol } from "./handlers/workspace-symbol.ts";
import { openSession, type SessionOptions } from "./open-session.ts";
import { contextOf, type Session } from "./session.ts";

export type ServerOptions = Omit<SessionOptions, "log">;

/**
 * Serves one client over a connection: says what it can, answers requests, and follows what the
 * editor does. The connection is not yet listening when it is handed over. Calling what comes back
 * ends the session and everything that it started.
 */
export function startServer(connection: Connection, options: ServerOptions): () => Promise<void> {
  const log: Log = forwardLog(connection, () => ended);
  let ended = false;
  let session: Session | undefined;
  let unfollow = () => {};

  connection.onInitialize((params: InitializeParams) => {
    const features = clientFeatures(params);
    session = openSession(connection, features, { ...options, log });
    registerAll(connection, session);
    unfollow = followEditor(session, params);
    return { capabilities: capabilities(features), serverInfo: { name: "highwater", version: options.version } };
  });
  const close = async () => {
    ended = true;
    unfollow();
    await session?.close();
  };
  connection.onShutdown(close);
  connection.onExit(() => void close());
  return close;
}

function registerAll(connection: Connection, session: Session): void {
  const files = { log: session.log, contextOf: (uri: string) => contextOf(session, uri) };
  register(connection, files, onDefinition);
  register(connection, files, onReferences);
  register(connection, files, onDocumentSymbol);
  registerSlow(connection, session, onWorkspaceSymbol);
  register(connection, files, onHover);
  register(connection, files, onCompletion);
  register(connection, files, onCodeLens);
  register(connection, files, onCodeAction);
  register(connection, files, onCompiled);
  register(connection, files, onLinesMade);
  register(connection, files, onSourceOfLine);
  register(connection, files, onCancel);
  register(connection, files, onRunRecord);
  registerSlow(connection, session, onPlan);
  registerSlow(connection, session, onRun);
  registerSlow(connection, session, onStatements);
  registerSlow(connection, session, onStatus);
  if (!session.features.asksBeforeRuns) registerSlow(connection, session, onExecuteCommand);
  if (!session.pulled) return;
  register(connection, files, onDiagnostic);
  const { pulled } = session;
  connection.languages.diagnostics.onWorkspace((params, token, _progress, result) => {
    return pulled.stream(params, token, result && ((it) => result.report(it)));
  });
}
