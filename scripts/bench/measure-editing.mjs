// One language server on one project: opening, asking, and editing while the diagnostics follow.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { LspClient, treeMemory } from "../wire/lsp-client.mjs";

const PATIENCE = 180_000;

export const percentile = (values, share) =>
  [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))];

/**
 * Opens `model` with a misspelled `ref()` and heals it, then misspells and heals it `rounds` times over, each time until
 * the diagnostic has come or gone. Times are milliseconds, memory is the whole process tree's in MB. A server that only
 * reads saved files gets `saves`, which writes the model to disk on each edit.
 */
export async function measureEditing({ command, args, env, folder, model, rounds, saves }) {
  const started = performance.now();
  const client = new LspClient(command, args, folder, env);
  try {
    await client.initialize();
    const text = readFileSync(join(folder, model), "utf8");
    const document = new EditedModel(client, model, text, saves);
    document.open(saves ? text : document.misspelled("first"));
    if (!saves && !(await document.says("first"))) throw new Error("The first diagnostic never came.");
    const firstDiagnosticMs = performance.now() - started;
    if (!saves) document.write(text);
    await document.isReady(started + PATIENCE);
    const readyMs = performance.now() - started;
    const definitionMs = await timedRequests(client, "textDocument/definition", document.inRef, 20);
    const memoryMB = treeMemory(client.pid);
    const edits = [];
    for (let i = 0; i < rounds; i++) edits.push(...(await document.roundTrip(`n${i}`)));
    return {
      firstDiagnosticMs: saves ? undefined : firstDiagnosticMs,
      readyMs,
      definitionP95Ms: percentile(definitionMs, 0.95),
      editP50Ms: percentile(edits, 0.5),
      editP95Ms: percentile(edits, 0.95),
      memoryMB,
      memoryAfterMB: treeMemory(client.pid),
    };
  } finally {
    await client.stop();
  }
}

async function timedRequests(client, method, params, times) {
  const taken = [];
  for (let i = 0; i < times; i++) {
    const start = performance.now();
    await client.request(method, params);
    taken.push(performance.now() - start);
  }
  return taken;
}

/** The model that is edited, as the server was last told of it. */
class EditedModel {
  #client;
  #text;
  #saves;
  #call;
  #version = 1;

  constructor(client, path, text, saves) {
    this.#client = client;
    this.#text = text;
    this.#saves = saves;
    this.#call = /ref\('([^']+)'\)/.exec(text);
    this.uri = client.uri(path);
    const before = text.slice(0, this.#call.index + 6).split("\n");
    const position = { line: before.length - 1, character: before.at(-1).length };
    this.inRef = { textDocument: { uri: this.uri }, position };
  }

  misspelled(by) {
    return this.#text.replace(this.#call[0], `ref('${this.#call[1]}_${by}_nope')`);
  }

  open(text) {
    const textDocument = { uri: this.uri, languageId: "jinja-sql", version: this.#version, text };
    this.#client.notify("textDocument/didOpen", { textDocument });
  }

  write(text) {
    const textDocument = { uri: this.uri, version: ++this.#version };
    this.#client.notify("textDocument/didChange", { textDocument, contentChanges: [{ text }] });
    this.#saves?.(text);
    if (this.#saves) this.#client.notify("textDocument/didSave", { textDocument: { uri: this.uri }, text });
  }

  says(by) {
    return this.#client.diagnostics(this.uri, (it) => JSON.stringify(it).includes(`_${by}_nope`), PATIENCE);
  }

  async isReady(deadline) {
    while (performance.now() < deadline) {
      const found = await this.#client.request("textDocument/definition", this.inRef);
      if (Array.isArray(found) ? found.length > 0 : found) return;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    throw new Error("The definition never answered.");
  }

  /** Misspells and heals: the two times from sending to the diagnostics that say so. */
  async roundTrip(by) {
    const times = [];
    for (const [text, isThere] of [
      [this.misspelled(by), true],
      [this.#text, false],
    ]) {
      const seen = this.#client.diagnostics(
        this.uri,
        (it) => JSON.stringify(it).includes("_nope") === isThere,
        PATIENCE,
      );
      const start = performance.now();
      this.write(text);
      if (!(await seen)) throw new Error(`No diagnostics followed an edit (${by}).`);
      times.push(performance.now() - start);
    }
    return times;
  }
}
