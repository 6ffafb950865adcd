import { type ChildProcess, fork } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { PassThrough } from "node:stream";
import { pathToFileURL } from "node:url";
import {
  type Connection,
  createConnection,
  createMessageConnection,
  type Diagnostic,
  type MessageConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from "vscode-languageserver/node";
import { lineIndex } from "../src/base/line-index.ts";
import { runnerForkOptions } from "../src/lsp/runner-process.ts";
import { startServer } from "../src/lsp/start.ts";
import { parseFixture } from "./fixture.ts";

export interface EditorOptions {
  /** Asks for diagnostics instead of waiting for them. */
  readonly pulls?: boolean;
  /** Behaves as our own client. */
  readonly ours?: boolean;
  readonly trusted?: boolean;
  /** What `workspace/configuration` answers for `highwater`. */
  readonly settings?: object;
}

const SUPPLIED: Readonly<Record<string, string>> = {
  "dbt_project.yml": "name: shop\nprofile: shop\n",
  "profiles.yml": "shop:\n  target: dev\n  outputs:\n    dev: {type: duckdb, path: dev.duckdb, schema: main}\n",
};

const kit = import.meta.dirname;

/**
 * An editor without a window: the real server over in-memory streams, on a project in a temporary
 * folder, with a runner process that plays its part.
 */
export class Editor {
  readonly root: string;
  readonly client: MessageConnection;
  /** The messages of `window/showMessage`. */
  readonly shown: string[] = [];
  readonly logged: string[] = [];
  readonly refreshes: string[] = [];
  readonly forks: ChildProcess[] = [];
  readonly #server: Connection;
  readonly #close: () => Promise<void>;
  readonly #published = new Map<string, { readonly version: number | undefined; readonly diagnostics: Diagnostic[] }>();
  readonly #options: EditorOptions;
  readonly #texts = new Map<string, string>();
  #waiting: (() => void)[] = [];
  #version = 1;

  constructor(fixture: string, options: EditorOptions = {}) {
    this.#options = options;
    this.root = mkdtempSync(join(tmpdir(), "highwater-editor-"));
    for (const [path, text] of [...Object.entries(SUPPLIED), ...parseFixture(fixture).files]) this.write(path, text);
    const [up, down] = [new PassThrough(), new PassThrough()];
    this.#server = createConnection(new StreamMessageReader(up), new StreamMessageWriter(down));
    this.#close = startServer(this.#server, {
      version: "test",
      fork: () => this.#fork(),
      workerPath: join(kit, "fake-sql-worker.mjs"),
      rulePages: join(kit, "../../docs/rules/"),
    });
    this.#server.listen();
    this.client = createMessageConnection(new StreamMessageReader(down), new StreamMessageWriter(up));
    this.#listen();
    this.client.listen();
  }

  async start(): Promise<this> {
    const { pulls, ours, trusted } = this.#options;
    const uri = pathToFileURL(this.root).href;
    await this.client.sendRequest("initialize", {
      processId: null,
      rootUri: uri,
      workspaceFolders: [{ uri, name: "shop" }],
      capabilities: {
        workspace: {
          configuration: true,
          workspaceFolders: true,
          didChangeWatchedFiles: { dynamicRegistration: true },
          codeLens: { refreshSupport: true },
          ...(pulls ? { diagnostics: { refreshSupport: true } } : {}),
        },
        textDocument: {
          publishDiagnostics: { relatedInformation: true, codeDescriptionSupport: true },
          codeAction: { codeActionLiteralSupport: { codeActionKind: { valueSet: ["quickfix"] } } },
          ...(pulls ? { diagnostic: {} } : {}),
        },
      },
      initializationOptions: ours ? { asksBeforeRuns: true, trusted: trusted ?? true } : {},
    });
    await this.client.sendNotification("initialized", {});
    return this;
  }

  async stop(): Promise<void> {
    await this.#close();
    this.client.dispose();
    this.#server.dispose();
    rmSync(this.root, { recursive: true, force: true, maxRetries: 3 });
  }

  uri(path: string): string {
    return pathToFileURL(join(this.root, path)).href;
  }

  /** Puts a file on disk, behind the server's back. */
  write(path: string, text: string): void {
    const file = join(this.root, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
    this.#texts.set(path, text);
  }

  remove(path: string): void {
    rmSync(join(this.root, path), { recursive: true });
  }

  /** What an editor says of the disk: 1 created, 2 changed, 3 deleted. */
  async watched(...changes: readonly (readonly [path: string, type: 1 | 2 | 3])[]): Promise<void> {
    const events = changes.map(([path, type]) => ({ uri: this.uri(path), type }));
    await this.client.sendNotification("workspace/didChangeWatchedFiles", { changes: events });
  }

  async open(path: string, text = this.#texts.get(path) ?? ""): Promise<void> {
    this.#texts.set(path, text);
    const textDocument = { uri: this.uri(path), languageId: "jinja-sql", version: ++this.#version, text };
    await this.client.sendNotification("textDocument/didOpen", { textDocument });
  }

  async closeFile(path: string): Promise<void> {
    await this.client.sendNotification("textDocument/didClose", { textDocument: { uri: this.uri(path) } });
  }

  /** Types: replaces the first occurrence of a text, and says only that to the server. Gives the new version. */
  async replace(path: string, before: string, after: string): Promise<number> {
    const text = this.#texts.get(path) ?? "";
    const at = text.indexOf(before);
    const lines = lineIndex({ text });
    const range = { start: lines.position(at), end: lines.position(at + before.length) };
    this.#texts.set(path, text.slice(0, at) + after + text.slice(at + before.length));
    const textDocument = { uri: this.uri(path), version: ++this.#version };
    await this.client.sendNotification("textDocument/didChange", {
      textDocument,
      contentChanges: [{ range, text: after }],
    });
    return this.#version;
  }

  /** A request about a file, at the first occurrence of `near` where one is given. */
  ask<R>(method: string, path: string, near?: string, more: object = {}): Promise<R> {
    const text = this.#texts.get(path) ?? "";
    const position = lineIndex({ text }).position(near === undefined ? 0 : text.indexOf(near));
    const textDocument = { uri: this.uri(path) };
    return this.client.sendRequest(method, { textDocument, uri: textDocument.uri, position, ...more });
  }

  /** The rules of the file's diagnostics, once they satisfy `wanted`. */
  async rules(path: string, wanted: (rules: readonly string[]) => boolean): Promise<readonly string[]> {
    let rules: readonly string[] | undefined;
    await this.until(() => {
      rules = this.published(path)?.diagnostics.map((it) => String(it.code));
      return rules !== undefined && wanted(rules);
    });
    return rules ?? [];
  }

  /** Settles when it holds, which is looked at whenever the server has said something by itself. */
  async until(holds: () => boolean | Promise<boolean>): Promise<void> {
    for (;;) {
      const next = new Promise<void>((resume) => this.#waiting.push(resume));
      if (await holds()) return;
      await next;
    }
  }

  published(path: string) {
    return this.#published.get(this.uri(path));
  }

  #listen(): void {
    const { client } = this;
    const happened = () => {
      for (const resume of this.#waiting.splice(0)) resume();
    };
    client.onNotification("textDocument/publishDiagnostics", ({ uri, version, diagnostics }) => {
      this.#published.set(uri, { version, diagnostics });
      happened();
    });
    client.onNotification("window/showMessage", ({ message }) => {
      this.shown.push(message);
      happened();
    });
    client.onNotification("window/logMessage", ({ message }) => void this.logged.push(message));
    client.onRequest("workspace/configuration", ({ items }) => items.map(() => this.#options.settings ?? null));
    client.onRequest("client/registerCapability", () => null);
    for (const method of ["workspace/diagnostic/refresh", "workspace/codeLens/refresh"]) {
      client.onRequest(method, () => {
        this.refreshes.push(method);
        happened();
        return null;
      });
    }
    client.onUnhandledNotification(happened);
  }

  #fork(): ChildProcess {
    const child = fork(join(kit, "fake-runner.mjs"), ["serve"], runnerForkOptions(process.env));
    this.forks.push(child);
    return child;
  }
}
