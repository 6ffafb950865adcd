import {
  type Disposable,
  type ExtensionContext,
  env,
  type TextEditor,
  Uri,
  ViewColumn,
  type WebviewPanel,
  window,
  workspace,
} from "vscode";
import type { World } from "../../../server/src/base/world.ts";
import { LANGUAGES, type Server } from "../language-client.ts";
import { compiledUri } from "../views/documents.ts";
import { compiledSqlHtml } from "./compiled-sql-html.ts";
import type { FromPanel, PanelState, ToPanel } from "./compiled-sql-messages.ts";
import { cursorLinks, goToSource } from "./line-links.ts";

const VIEW_TYPE = "highwater.compiledSql";
const NO_MODEL = "Open a model of a dbt project to see its SQL in both worlds.";

/**
 * The panel beside the editor: one for the window, following the active model.
 *
 * What is shown lives in the webview's own state, so that it survives a reload of the window.
 */
export class CompiledSqlPanel {
  readonly #context: ExtensionContext;
  readonly #server: Server;
  #panel: WebviewPanel | undefined;
  /** The file that is asked about. */
  #uri: string | undefined;
  /** The last file that turned out to be a model. */
  #model: string | undefined;
  /** Whether an answer is awaited, and whether something changed since it was asked for. */
  #asking: "no" | "asked" | "outdated" = "no";
  readonly #tellCursor: ReturnType<typeof cursorLinks>;

  constructor(context: ExtensionContext, server: Server) {
    this.#context = context;
    this.#server = server;
    this.#tellCursor = cursorLinks(server, (message) => this.#post(message));
    server.on("highwater/changed", () => void this.#update());
    context.subscriptions.push(
      window.onDidChangeActiveTextEditor((editor) => this.#follow(editor)),
      window.onDidChangeTextEditorSelection(({ textEditor }) => this.#mark(textEditor)),
      window.registerWebviewPanelSerializer(VIEW_TYPE, {
        deserializeWebviewPanel: async (panel, state: PanelState | undefined) => {
          this.#uri = state?.uri ?? undefined;
          this.#adopt(panel);
        },
      }),
    );
  }

  /** Shows the SQL of a model, opening the panel where there is none; the editor keeps the focus. */
  show(uri: string): void {
    this.#uri = uri;
    if (this.#panel) {
      this.#panel.reveal(undefined, true);
      void this.#update();
      return;
    }
    const beside = { viewColumn: ViewColumn.Beside, preserveFocus: true };
    this.#adopt(window.createWebviewPanel(VIEW_TYPE, "Compiled SQL", beside, { enableFindWidget: true }));
  }

  #adopt(panel: WebviewPanel): void {
    this.#panel?.dispose();
    this.#panel = panel;
    const { webview } = panel;
    const files = Uri.joinPath(this.#context.extensionUri, "dist", "webview");
    webview.options = { enableScripts: true, localResourceRoots: [files] };
    panel.iconPath = Uri.joinPath(this.#context.extensionUri, "media", "icon.png");
    const listening: Disposable[] = [webview.onDidReceiveMessage((it: FromPanel) => void this.#receive(it))];
    panel.onDidDispose(() => {
      for (const it of listening) it.dispose();
      if (this.#panel === panel) this.#panel = undefined;
    });
    webview.html = compiledSqlHtml(webview, files);
  }

  #follow(editor: TextEditor | undefined): void {
    const document = editor?.document;
    if (!this.#panel || document?.uri.scheme !== "file" || !LANGUAGES.includes(document.languageId)) return;
    this.#uri = document.uri.toString();
    void this.#update();
  }

  async #receive(message: FromPanel): Promise<void> {
    switch (message.kind) {
      case "ready":
        return this.#update();
      case "copy":
        await env.clipboard.writeText(message.text);
        return void window.setStatusBarMessage("Compiled SQL copied", 2_000);
      case "open":
        return this.#open(message.world);
      case "go-to-source":
        return this.#model === undefined
          ? undefined
          : goToSource(this.#server, this.#model, message.world, message.line);
    }
  }

  #mark(editor: TextEditor | undefined): void {
    if (this.#model === undefined || !this.#panel?.visible || !this.#server.isRunning) return;
    void this.#tellCursor(this.#model, editor);
  }

  async #open(world: World): Promise<void> {
    const compiled = this.#uri && (await this.#server.request("highwater/compiled", { uri: this.#uri }));
    if (!this.#uri || !compiled) return;
    const document = await workspace.openTextDocument(compiledUri(this.#uri, compiled.name, world));
    await window.showTextDocument(document, { preview: false });
  }

  /** Asks for the model once more; what changes meanwhile is asked for when the answer is there. */
  async #update(): Promise<void> {
    if (!this.#panel || !this.#server.isRunning) return;
    if (this.#asking !== "no") {
      this.#asking = "outdated";
      return;
    }
    try {
      do {
        this.#asking = "asked";
        await this.#ask();
      } while (this.#isOutdated());
    } finally {
      // A server that restarts while it is asked must not silence the panel for good.
      this.#asking = "no";
    }
  }

  #isOutdated(): boolean {
    return this.#asking === "outdated";
  }

  async #ask(): Promise<void> {
    const uri = this.#uri;
    if (uri === undefined) return this.#post({ kind: "nothing", uri: null, reason: NO_MODEL });
    const model = await this.#server.request("highwater/compiled", { uri });
    if (uri !== this.#uri) {
      this.#asking = "outdated";
      return;
    }
    if (!model && this.#model !== undefined && this.#model !== uri) {
      // Whoever edits a macro or a YAML file wants to see what it does to the model.
      this.#uri = this.#model;
      this.#asking = "outdated";
      return;
    }
    this.#model = model ? uri : undefined;
    if (this.#panel) this.#panel.title = model ? `${model.name} (compiled)` : "Compiled SQL";
    this.#post(model ? { kind: "model", uri, model } : { kind: "nothing", uri, reason: NO_MODEL });
    this.#mark(window.activeTextEditor);
  }

  #post(message: ToPanel): void {
    void this.#panel?.webview.postMessage(message);
  }
}
