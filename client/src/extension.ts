import { commands, type ExtensionContext, window, workspace } from "vscode";
import { registerCommands } from "./commands/register.ts";
import { type Server, startServer } from "./language-client.ts";
import { CompiledSqlPanel } from "./panels/compiled-sql.ts";
import { registerDocuments } from "./views/documents.ts";
import { registerRulePages } from "./views/rule-pages.ts";
import { registerStatus } from "./views/status.ts";
import { registerTemplateLanguage } from "./views/template-language.ts";

let server: Server | undefined;

/** Puts the parts together; what each does is its own file's. */
export async function activate(context: ExtensionContext): Promise<void> {
  const log = window.createOutputChannel("Highwater", { log: true });
  context.subscriptions.push(log, registerTemplateLanguage());
  registerRulePages(context);
  const running = await startServer(context, log);
  server = running;
  registerDocuments(context, running);
  registerCommands(context, { server: running, panel: new CompiledSqlPanel(context, running), log });
  registerStatus(context, running);
  context.subscriptions.push(
    workspace.onDidGrantWorkspaceTrust(() => running.notify("highwater/trust", { trusted: true })),
  );
  await commands.executeCommand("setContext", "highwater.active", true);
}

export async function deactivate(): Promise<void> {
  await server?.stop();
}
