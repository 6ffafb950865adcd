// Ten thousand random edits over the wire: model, macro and YAML files of the shop are cut, mutated and mixed while
// requests run. The server must live, answer each request within two seconds, log no bug, and in the end, all files
// healed, lead to the right definition with its heap back where it began.
// Usage: node scripts/fuzz.mjs [--edits 10000] [--seed 1] [--project FOLDER]
import { cpSync, existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { dice, mutate } from "./fuzz/mutations.mjs";
import { repository, run } from "./setup/shell.mjs";
import { LspClient } from "./wire/lsp-client.mjs";

const { values } = parseArgs({
  options: {
    edits: { type: "string", default: "10000" },
    seed: { type: "string", default: "1" },
    project: { type: "string", default: join(repository, "test-fixtures/projects/shop") },
  },
});
const LONGEST_MS = 2000;
/** What the heap may have grown by after the same files, healed, were collected: caches of a bounded size. */
const HEAP_SLACK = 1.5;
const CHECK_EVERY = 1000;

const cli = join(repository, "dist/cli.js");
if (!existsSync(cli)) run(process.execPath, ["scripts/build.mjs"]);
const folder = join(repository, "out/fuzz/project");
rmSync(folder, { recursive: true, force: true });
cpSync(resolve(values.project), folder, {
  recursive: true,
  filter: (it) => !/\.duckdb|[\\/](\.highwater|target)$/.test(it),
});

const roll = dice(Number(values.seed));
const client = new LspClient(
  process.execPath,
  ["--expose-gc", "--require", join(import.meta.dirname, "wire/heap-probe.cjs"), cli, "lsp", "--stdio"],
  folder,
);
const failures = [];
const slowest = new Map();

/** A file of the project as the server was last told of it. */
class OpenFile {
  #version = 0;

  constructor(path) {
    this.path = path;
    this.original = readFileSync(join(folder, path), "utf8");
    this.text = this.original;
    this.uri = client.uri(path);
    this.open();
  }

  open() {
    const languageId = /\.ya?ml$/.test(this.path) ? "yaml" : "jinja-sql";
    const textDocument = { uri: this.uri, languageId, version: ++this.#version, text: this.text };
    client.notify("textDocument/didOpen", { textDocument });
  }

  write(text) {
    this.text = text;
    const textDocument = { uri: this.uri, version: ++this.#version };
    client.notify("textDocument/didChange", { textDocument, contentChanges: [{ text }] });
  }

  close() {
    client.notify("textDocument/didClose", { textDocument: { uri: this.uri } });
  }

  positionAt(offset) {
    const before = this.text.slice(0, offset).split(/\r\n|\r|\n/);
    return { line: before.length - 1, character: before.at(-1).length };
  }
}

/** What is asked, and the capability under which a server says that it answers. */
const REQUESTS = {
  "textDocument/hover": "hoverProvider",
  "textDocument/definition": "definitionProvider",
  "textDocument/completion": "completionProvider",
  "textDocument/codeLens": "codeLensProvider",
  "textDocument/documentSymbol": "documentSymbolProvider",
  "textDocument/references": "referencesProvider",
  "textDocument/codeAction": "codeActionProvider",
};

async function ask(method, file, position) {
  const textDocument = { uri: file.uri };
  const range = { start: position, end: position };
  const start = performance.now();
  await client
    .request(method, { textDocument, position, range, context: { includeDeclaration: true, diagnostics: [] } })
    .catch((error) => failures.push(`${method} in ${file.path}: ${error.message}`));
  const taken = performance.now() - start;
  slowest.set(method, Math.max(slowest.get(method) ?? 0, taken));
  if (taken > LONGEST_MS) failures.push(`${method} in ${file.path} took ${Math.round(taken)} ms`);
}

async function heapMB() {
  const said = client.stderr.length;
  client.signal("SIGUSR2");
  for (let i = 0; i < 500; i++) {
    const found = /heap (\d+)\n/.exec(client.stderr.slice(said));
    if (found) return Number(found[1]) / 2 ** 20;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error("The server doesn't say how large its heap is.");
}

/** Every `ref()` of the healed files leads to the model's own file. */
async function checkDefinitions(files) {
  let checked = 0;
  for (const file of files) file.write(file.original);
  for (const file of files) {
    const call = /ref\('(\w+)'\)/.exec(file.text);
    if (!call || !file.path.startsWith("models")) continue;
    const target = files.find((it) => it.path.endsWith(`/${call[1]}.sql`));
    if (!target) continue;
    const position = file.positionAt(call.index + 6);
    const found = await client.request("textDocument/definition", { textDocument: { uri: file.uri }, position });
    const uris = [found].flat().map((it) => it?.targetUri ?? it?.uri);
    if (!uris.includes(target.uri))
      failures.push(`ref('${call[1]}') in ${file.path} leads to ${uris.join() || "nothing"}`);
    checked++;
  }
  if (checked === 0) failures.push("no definition was checked");
  return checked;
}

const { capabilities } = await client.initialize();
const requests = Object.keys(REQUESTS).filter((it) => capabilities[REQUESTS[it]]);
const paths = readdirSync(folder, { recursive: true, encoding: "utf8" })
  .filter((it) => /^(models|macros|tests|snapshots)[\\/].*\.(sql|ya?ml)$|^dbt_project\.yml$/.test(it))
  .filter((it) => !it.includes("dbt_packages"));
const files = paths.map((it) => new OpenFile(it));
await checkDefinitions(files);
const base = await heapMB();
console.log(`${files.length} files, seed ${values.seed}, heap ${base.toFixed(1)} MB`);

const edits = Number(values.edits);
const originals = files.map((it) => it.original);
let pending = [];
for (let i = 1; i <= edits && !client.exit; i++) {
  const file = files[roll(files.length)];
  const text = mutate(roll(4) === 0 ? file.original : file.text, roll, originals);
  file.write(text.length > 200_000 ? file.original : text);
  if (roll(50) === 0) {
    file.close();
    file.open();
  }
  if (roll(2) === 0) {
    const asked = roll(3) === 0 ? files[roll(files.length)] : file;
    pending.push(ask(requests[roll(requests.length)], asked, asked.positionAt(roll(asked.text.length + 1))));
  }
  if (pending.length >= 1 + roll(4)) {
    await Promise.all(pending);
    pending = [];
  }
  if (i % CHECK_EVERY === 0) {
    await checkDefinitions(files);
    console.log(`${i} edits, heap ${(await heapMB()).toFixed(1)} MB, ${failures.length} failures`);
  }
}
await Promise.all(pending);
if (client.exit) failures.push(`the server ended: ${JSON.stringify(client.exit)}\n${client.stderr.slice(-2000)}`);
else {
  const checked = await checkDefinitions(files);
  const after = await heapMB();
  if (after > base * HEAP_SLACK + 10) failures.push(`the heap grew from ${base.toFixed(1)} to ${after.toFixed(1)} MB`);
  const bugs = client.logged.filter((it) => !it.startsWith("heap"));
  for (const it of new Set(bugs)) failures.push(`logged: ${it.slice(0, 500)}`);
  console.log(`heap ${base.toFixed(1)} → ${after.toFixed(1)} MB, ${checked} definitions right after healing`);
  await client.stop();
}
for (const [method, ms] of slowest) console.log(`${method.padEnd(32)} slowest ${Math.round(ms)} ms`);
for (const it of failures.slice(0, 40)) console.log(`FAILED ${it}`);
console.log(`${edits} edits, ${failures.length} failures`);
process.exit(failures.length > 0 ? 1 : 0);
