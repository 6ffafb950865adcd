import {
  commands,
  type ExtensionContext,
  StatusBarAlignment,
  type StatusBarItem,
  type TextEditor,
  ThemeColor,
  window,
} from "vscode";
import type { ProjectStatus } from "../../../server/src/protocol/lsp.ts";
import { LANGUAGES, type Server } from "../language-client.ts";
import { runsInFlight } from "./runs-in-flight.ts";

/** The status bar item, following the active editor: project and target, or what is missing, or the run in flight. */
export function registerStatus(context: ExtensionContext, server: Server): void {
  const item = window.createStatusBarItem("status", StatusBarAlignment.Left, 10);
  item.name = "Highwater";
  item.command = "highwater.showStatus";
  let status: ProjectStatus | null = null;
  const draw = () => show(item, status, runs.text());
  const runs = runsInFlight(server, draw);

  const follow = async (editor: TextEditor | undefined) => {
    // An output channel or a webview in front keeps what was shown for the last file.
    if (editor && !LANGUAGES.includes(editor.document.languageId)) return item.hide();
    if (!editor || !server.isRunning) return;
    const uri = editor.document.uri.toString();
    status = await server.request("highwater/status", { uri });
    void commands.executeCommand("setContext", "highwater.onModel", status?.model != null);
    draw();
  };
  server.on("highwater/changed", () => void follow(window.activeTextEditor));
  context.subscriptions.push(
    item,
    runs,
    window.onDidChangeActiveTextEditor((it) => void follow(it)),
  );
  void follow(window.activeTextEditor);
}

function show(item: StatusBarItem, status: ProjectStatus | null, running: string | undefined): void {
  item.backgroundColor = undefined;
  if (running === undefined && !status) {
    item.hide();
    return;
  }
  if (running !== undefined) {
    item.text = `$(sync~spin) ${running}`;
    item.tooltip = "Highwater: a run is in flight";
  } else if (status) {
    const place = `${status.project} · ${status.target} (${ENGINES[status.adapter] ?? status.adapter})`;
    const failing = status.targets.length === 0 ? "no profile" : place;
    item.text = status.problem === null ? `Highwater: ${place}` : `$(warning) Highwater: ${failing}`;
    if (status.indexing) item.text = `$(sync~spin) ${item.text}`;
    item.tooltip = status.problem ?? status.root;
    if (status.problem !== null) item.backgroundColor = new ThemeColor("statusBarItem.warningBackground");
  }
  item.show();
}

const ENGINES: Readonly<Record<string, string>> = {
  duckdb: "DuckDB",
  postgres: "PostgreSQL",
  snowflake: "Snowflake",
  bigquery: "BigQuery",
  redshift: "Redshift",
  databricks: "Databricks",
  trino: "Trino",
};
