import { type ExtensionContext, env, type LogOutputChannel, workspace } from "vscode";
import {
  type CancellationToken,
  CloseAction,
  ErrorAction,
  type ErrorHandler,
  LanguageClient,
  RevealOutputChannelOn,
  TransportKind,
} from "vscode-languageclient/node";
import type { InitializationOptions, LspNotifications, LspRequests } from "../../server/src/protocol/lsp.ts";

/** The server as the rest of the extension sees it: typed, and quiet while it is down. */
export interface Server {
  request<M extends keyof LspRequests>(
    method: M,
    params: LspRequests[M]["params"],
    token?: CancellationToken,
  ): Promise<LspRequests[M]["result"]>;
  notify<M extends keyof LspNotifications>(method: M, params: LspNotifications[M]): void;
  on<M extends keyof LspNotifications>(method: M, listener: (params: LspNotifications[M]) => void): void;
  readonly isRunning: boolean;
  restart(): Promise<void>;
  stop(): Promise<void>;
}

/** Languages that dbt files may have, ours and those of other extensions. */
export const LANGUAGES: readonly string[] = ["jinja-sql", "sql", "snowflake-sql", "yaml", "jinja-yaml"];

const RESTARTS = 3;

/** Starts the language server over Node's IPC channel. */
export async function startServer(context: ExtensionContext, log: LogOutputChannel): Promise<Server> {
  const module = context.asAbsolutePath("dist/server.js");
  const initializationOptions: InitializationOptions = {
    asksBeforeRuns: true,
    trusted: workspace.isTrusted,
    rulePages: `${env.uriScheme}://${context.extension.id}/rules/`,
  };
  const client = new LanguageClient(
    "highwater",
    "Highwater",
    { module, transport: TransportKind.ipc, options: { execArgv: [] } },
    {
      documentSelector: LANGUAGES.map((language) => ({ scheme: "file", language })),
      synchronize: { configurationSection: "highwater" },
      outputChannel: log,
      revealOutputChannelOn: RevealOutputChannelOn.Never,
      initializationOptions: () => ({ ...initializationOptions, trusted: workspace.isTrusted }),
      errorHandler: restarting(log),
      diagnosticPullOptions: { onChange: true, onTabs: true },
    },
  );
  await client.start();

  return {
    // A token that is undefined would be sent along as a second parameter.
    request: (method, params, token) =>
      token ? client.sendRequest(method, params, token) : client.sendRequest(method, params),
    notify: (method, params) => void client.sendNotification(method, params),
    on: listening(client, context),
    get isRunning() {
      return client.isRunning();
    },
    restart: () => client.restart(),
    stop: () => client.stop(),
  };
}

/** A connection knows one listener a method, and forgets the one before: here each message goes to all of them. */
function listening(client: LanguageClient, context: ExtensionContext): Server["on"] {
  const listeners = new Map<string, ((params: unknown) => void)[]>();
  return (method, listener) => {
    const known = listeners.get(method) ?? [];
    known.push(listener as (params: unknown) => void);
    if (listeners.has(method)) return;
    listeners.set(method, known);
    const tell = (params: unknown) => {
      for (const it of known) it(params);
    };
    context.subscriptions.push(client.onNotification(method, tell));
  };
}

/** A server that ends is started again, but not for ever. */
function restarting(log: LogOutputChannel): ErrorHandler {
  const ends: number[] = [];
  return {
    error: () => ({ action: ErrorAction.Continue }),
    closed() {
      const now = Date.now();
      ends.push(now);
      if (ends.filter((it) => now - it < 180_000).length <= RESTARTS) return { action: CloseAction.Restart };
      log.error("The language server ended too often within three minutes.");
      return {
        action: CloseAction.DoNotRestart,
        message: "Highwater's language server keeps ending. See its log, then run Highwater: Restart Language Server.",
      };
    },
  };
}
