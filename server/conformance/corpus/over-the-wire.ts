import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import {
  createMessageConnection,
  type MessageConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from "vscode-languageserver/node";
import { lineIndex } from "../../src/base/line-index.ts";
import type { SourceFile } from "../../src/project/snapshot.ts";
import type { Pretended } from "./pretend-target.ts";

/** How the language server bore a project: every model opened, every request asked of it. */
export interface WireFigures {
  readonly requests: number;
  /** Requests that were answered with an error. */
  readonly refused: readonly string[];
  /** What the server logged as a bug or printed to stderr. */
  readonly bugs: readonly string[];
  /** Milliseconds of the slowest answer, and what it was. */
  readonly slowest: { readonly milliseconds: number; readonly what: string };
}

/** Files that are open at the same time. */
const AT_ONCE = 8;

/** Opens every file in a server of its own, asks it everything that an editor asks, and closes it again. */
export async function overTheWire(
  dist: string,
  { root, env, vars, profilesDir }: Pretended,
  files: readonly SourceFile[],
): Promise<WireFigures> {
  const server = spawn(process.execPath, [join(dist, "cli.js"), "lsp", "--stdio"], {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: ["pipe", "pipe", "pipe"],
  });
  const talk = new Talk(connect(server), root);
  server.stderr.on("data", (chunk: Buffer) => talk.bugs.push(chunk.toString()));
  const settings = { profilesDir, target: null, vars: JSON.stringify(vars) };
  talk.client.onRequest("workspace/configuration", ({ items }) => items.map(() => settings));
  await talk.initialize();
  for (let at = 0; at < files.length; at += AT_ONCE)
    await Promise.all(files.slice(at, at + AT_ONCE).map((it) => askEverything(talk, it)));
  await talk.client.sendRequest("shutdown");
  await talk.client.sendNotification("exit");
  talk.client.dispose();
  server.kill();
  return { requests: talk.requests, refused: talk.refused, bugs: talk.bugs, slowest: talk.slowest };
}

function connect(server: ChildProcess): MessageConnection {
  if (!server.stdout || !server.stdin) throw new Error("the server has no streams");
  return createMessageConnection(new StreamMessageReader(server.stdout), new StreamMessageWriter(server.stdin));
}

class Talk {
  readonly client: MessageConnection;
  readonly root: string;
  readonly refused: string[] = [];
  readonly bugs: string[] = [];
  requests = 0;
  slowest = { milliseconds: 0, what: "" };
  /** What the server says it can: `documentSymbolProvider` and such. */
  capabilities: { readonly [name: string]: unknown } = {};

  constructor(client: MessageConnection, root: string) {
    this.client = client;
    this.root = root;
    client.onNotification("window/logMessage", ({ type, message }) => {
      if (type === 1 || /\bbug in\b/.test(message)) this.bugs.push(message);
    });
    client.onRequest("client/registerCapability", () => null);
    client.onUnhandledNotification(() => undefined);
    client.listen();
  }

  async initialize(): Promise<void> {
    const uri = pathToFileURL(this.root).href;
    const textDocument = { diagnostic: {}, documentSymbol: { hierarchicalDocumentSymbolSupport: true } };
    const { capabilities } = await this.client.sendRequest<{ capabilities: Talk["capabilities"] }>("initialize", {
      processId: null,
      rootUri: uri,
      workspaceFolders: [{ uri, name: "corpus" }],
      capabilities: { workspace: { configuration: true, workspaceFolders: true }, textDocument },
    });
    this.capabilities = capabilities;
    await this.client.sendNotification("initialized", {});
  }

  async ask(method: string, path: string, params: object): Promise<void> {
    const started = performance.now();
    this.requests++;
    try {
      await this.client.sendRequest(method, params);
    } catch (error) {
      this.refused.push(`${method} ${path}: ${error instanceof Error ? error.message : String(error)}`);
    }
    const milliseconds = Math.round(performance.now() - started);
    if (milliseconds > this.slowest.milliseconds) this.slowest = { milliseconds, what: `${method} ${path}` };
  }
}

/** Names that stand where an editor's user points: arguments of ref and source, called macros, config keys. */
const POINTED_AT = /\b(?:ref|source)\(\s*['"]|\{\{-?\s*\w|\bconfig\(\s*\w|\{%-?\s*\w+\s+\w/g;

async function askEverything(talk: Talk, { path, text }: SourceFile): Promise<void> {
  const uri = pathToFileURL(join(talk.root, path)).href;
  const textDocument = { uri };
  await talk.client.sendNotification("textDocument/didOpen", {
    textDocument: { uri, languageId: "jinja-sql", version: 1, text },
  });
  const lines = lineIndex({ text });
  const places = [...text.matchAll(POINTED_AT)].slice(0, 4).map((it) => lines.position(it.index + it[0].length));
  const whole = { start: lines.position(0), end: lines.position(text.length) };
  const ask = (method: string, more: object = {}) => talk.ask(method, path, { textDocument, ...more });

  const asked = [
    ask("textDocument/codeLens"),
    ask("textDocument/codeAction", { range: whole, context: { diagnostics: [] } }),
    talk.ask("highwater/compiled", path, { uri }),
    ...places.flatMap((position) => [
      ask("textDocument/hover", { position }),
      ask("textDocument/definition", { position }),
      ask("textDocument/completion", { position }),
    ]),
  ];
  const { documentSymbolProvider, diagnosticProvider, referencesProvider } = talk.capabilities;
  if (diagnosticProvider) asked.push(ask("textDocument/diagnostic"));
  if (documentSymbolProvider) asked.push(ask("textDocument/documentSymbol"));
  const [first] = places;
  if (referencesProvider && first)
    asked.push(ask("textDocument/references", { position: first, context: { includeDeclaration: true } }));
  await Promise.all(asked);
  await talk.client.sendNotification("textDocument/didClose", { textDocument });
}
