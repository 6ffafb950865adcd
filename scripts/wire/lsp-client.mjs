// A language client over stdio that measures: used by the bench and the fuzz run, on our server and on others'.
import { spawn } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

/** The resident memory of a process and all its children, in MB; Linux only, undefined elsewhere. */
export function treeMemory(pid) {
  const parents = new Map();
  try {
    for (const entry of readdirSync("/proc").filter((it) => /^\d+$/.test(it))) {
      const status = statusOf(entry);
      if (status) parents.set(Number(entry), status);
    }
  } catch {
    return undefined;
  }
  const family = new Set([pid]);
  for (let grew = true; grew; ) {
    grew = false;
    for (const [id, { parent }] of parents)
      if (family.has(parent) && !family.has(id)) {
        family.add(id);
        grew = true;
      }
  }
  const kilobytes = [...family].reduce((sum, id) => sum + (parents.get(id)?.rss ?? 0), 0);
  return Math.round(kilobytes / 1024);
}

/** A process that ended while its files were read is no error. */
function statusOf(pid) {
  try {
    const text = readFileSync(`/proc/${pid}/status`, "utf8");
    return {
      parent: Number(/^PPid:\s+(\d+)/m.exec(text)?.[1]),
      rss: Number(/^VmRSS:\s+(\d+)/m.exec(text)?.[1] ?? 0),
    };
  } catch {
    return undefined;
  }
}

/** Starts `command` in `folder` and speaks LSP with it. */
export class LspClient {
  #child;
  #received = Buffer.alloc(0);
  #nextId = 0;
  #waiting = new Map();
  #listeners = new Set();
  /** uri → the diagnostics published last. */
  published = new Map();
  /** What the server logged as warnings or errors. */
  logged = [];
  stderr = "";
  exit;

  constructor(command, args, folder, env = {}) {
    this.folder = folder;
    this.#child = spawn(command, args, {
      cwd: folder,
      env: { ...process.env, ...env },
      stdio: ["pipe", "pipe", "pipe"],
    });
    this.#child.stdout.on("data", (chunk) => this.#read(chunk));
    this.#child.stderr.on("data", (chunk) => {
      this.stderr += chunk;
    });
    this.#child.stdin.on("error", () => {});
    this.ended = new Promise((resolve) => {
      this.#child.on("exit", (code, signal) => {
        this.exit = { code, signal };
        for (const { reject } of this.#waiting.values()) reject(new Error(`The server ended (${code ?? signal}).`));
        this.#waiting.clear();
        resolve(this.exit);
      });
    });
  }

  get pid() {
    return this.#child.pid;
  }

  signal(name) {
    this.#child.kill(name);
  }

  uri(path) {
    return pathToFileURL(`${this.folder}/${path}`).href;
  }

  async initialize(options = {}) {
    const rootUri = pathToFileURL(this.folder).href;
    const result = await this.request("initialize", {
      processId: process.pid,
      rootUri,
      workspaceFolders: [{ uri: rootUri, name: "project" }],
      capabilities: {
        workspace: {
          workspaceFolders: true,
          configuration: true,
          didChangeWatchedFiles: { dynamicRegistration: true },
        },
        window: { workDoneProgress: true },
        textDocument: {
          publishDiagnostics: { relatedInformation: true, versionSupport: true },
          synchronization: { didSave: true },
          definition: { linkSupport: true },
          hover: {},
          completion: {},
          codeLens: {},
        },
      },
      initializationOptions: options,
    });
    this.notify("initialized", {});
    return result;
  }

  notify(method, params) {
    this.#send({ jsonrpc: "2.0", method, params });
  }

  /** The result; rejects with the server's error, or when it ends. */
  request(method, params) {
    const id = ++this.#nextId;
    return new Promise((resolve, reject) => {
      if (this.exit) reject(new Error("The server has ended."));
      this.#waiting.set(id, { resolve, reject });
      this.#send({ jsonrpc: "2.0", id, method, params });
    });
  }

  /** True once `test(diagnostics)` holds for the file; false when `milliseconds` have passed. */
  diagnostics(uri, test, milliseconds) {
    return new Promise((resolve) => {
      const finish = (value) => {
        clearTimeout(timer);
        this.#listeners.delete(listener);
        resolve(value);
      };
      const timer = setTimeout(() => finish(false), milliseconds);
      const listener = (params) => {
        if (params.uri === uri && test(params.diagnostics)) finish(true);
      };
      this.#listeners.add(listener);
    });
  }

  async stop() {
    if (this.exit) return this.exit;
    await this.request("shutdown", null).catch(() => {});
    this.notify("exit", null);
    const timer = setTimeout(() => this.#child.kill("SIGKILL"), 5000);
    await this.ended;
    clearTimeout(timer);
    return this.exit;
  }

  #send(message) {
    const text = JSON.stringify(message);
    this.#child.stdin.write(`Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`);
  }

  #read(chunk) {
    this.#received = Buffer.concat([this.#received, chunk]);
    for (;;) {
      const header = this.#received.indexOf("\r\n\r\n");
      if (header < 0) return;
      const length = Number(/content-length: *(\d+)/i.exec(this.#received.subarray(0, header).toString())[1]);
      if (this.#received.length < header + 4 + length) return;
      const message = JSON.parse(this.#received.subarray(header + 4, header + 4 + length).toString());
      this.#received = this.#received.subarray(header + 4 + length);
      this.#take(message);
    }
  }

  #take(message) {
    if (message.method === undefined) {
      const waiting = this.#waiting.get(message.id);
      this.#waiting.delete(message.id);
      if (message.error) waiting?.reject(Object.assign(new Error(message.error.message), { code: message.error.code }));
      else waiting?.resolve(message.result);
      return;
    }
    if (message.id !== undefined) {
      const result = message.method === "workspace/configuration" ? message.params.items.map(() => null) : null;
      this.#send({ jsonrpc: "2.0", id: message.id, result });
    }
    if (message.method === "window/logMessage" && message.params.type <= 2) this.logged.push(message.params.message);
    if (message.method !== "textDocument/publishDiagnostics") return;
    this.published.set(message.params.uri, message.params.diagnostics);
    for (const listener of this.#listeners) listener(message.params);
  }
}
