import { afterEach, expect, test } from "vitest";
import type {
  CodeAction,
  CodeLens,
  Diagnostic,
  DocumentSymbol,
  Hover,
  Location,
  WorkspaceSymbol,
} from "vscode-languageserver/node";
import { Editor, type EditorOptions } from "../../test-kit/editor.ts";
import type { CompiledModel } from "../protocol/lsp.ts";

const open: Editor[] = [];
afterEach(async () => {
  for (const editor of open.splice(0)) await editor.stop();
});

async function editorOn(fixture: string, options?: EditorOptions): Promise<Editor> {
  const editor = new Editor(fixture, options);
  open.push(editor);
  return editor.start();
}

async function lenses(editor: Editor): Promise<readonly string[]> {
  const found = await editor.ask<CodeLens[]>("textDocument/codeLens", "models/orders.sql");
  return found.map((it) => it.command?.title.replace(/^\$\(play\)\s/, "") ?? "");
}

const SHOP = `
//- models/orders.sql
{{ config(materialized='incremental', unique_key='id') }}
select id, at from {{ ref('stg') }}
{% if is_incremental() %}where at > (select max(at) from {{ this }}){% endif %}
//- models/stg.sql
select 1 as id, now() as at
//- models/lost.sql
select * from {{ ref('nowhere') }}
`;

test("errors of files nobody opened are shown too", async () => {
  const editor = await editorOn(SHOP);
  expect(await editor.rules("models/lost.sql", (it) => it.length > 0)).toEqual(["ref-to-missing-model"]);
});

test("typing gives and takes diagnostics, each with the version that it is about", async () => {
  const editor = await editorOn(SHOP);
  await editor.open("models/orders.sql");
  await editor.rules("models/orders.sql", (it) => it.length === 0);
  const broken = await editor.replace("models/orders.sql", "ref('stg')", "ref('stgg')");
  await editor.rules("models/orders.sql", (it) => it.includes("ref-to-missing-model"));
  expect(editor.published("models/orders.sql")?.version).toBe(broken);
  const healed = await editor.replace("models/orders.sql", "stgg", "stg");
  await editor.rules("models/orders.sql", (it) => it.length === 0);
  expect(editor.published("models/orders.sql")?.version).toBe(healed);
});

test("a definition leads to the model, also while the call is half-typed", async () => {
  const editor = await editorOn(SHOP);
  await editor.open("models/orders.sql");
  const found = await editor.ask<Location[]>("textDocument/definition", "models/orders.sql", "stg')");
  expect(found.map((it) => it.uri)).toEqual([editor.uri("models/stg.sql")]);
  await editor.replace("models/orders.sql", "stg') }}", "st");
  const half = await editor.ask<Location[]>("textDocument/definition", "models/orders.sql", "st\n");
  expect(half.map((it) => it.uri)).toEqual([editor.uri("models/stg.sql")]);
});

test("files that come, are renamed and go are seen, also a folder that goes as a whole", async () => {
  const editor = await editorOn(SHOP);
  await editor.rules("models/lost.sql", (it) => it.length > 0);
  editor.write("models/more/nowhere.sql", "select 1 as id");
  await editor.watched(["models/more/nowhere.sql", 1]);
  await editor.rules("models/lost.sql", (it) => it.length === 0);
  editor.write("models/more/elsewhere.sql", "select 1 as id");
  editor.remove("models/more/nowhere.sql");
  await editor.watched(["models/more/nowhere.sql", 3], ["models/more/elsewhere.sql", 1]);
  await editor.rules("models/lost.sql", (it) => it.length > 0);
  editor.write("models/more/nowhere.sql", "select 1 as id");
  await editor.watched(["models/more/nowhere.sql", 1]);
  await editor.rules("models/lost.sql", (it) => it.length === 0);
  editor.remove("models/more");
  await editor.watched(["models/more", 3]);
  await editor.rules("models/lost.sql", (it) => it.length > 0);
  editor.write("models/moved_here/nowhere.sql", "select 1 as id");
  await editor.watched(["models/moved_here", 1]);
  await editor.rules("models/lost.sql", (it) => it.length === 0);
});

test("the diagnostics of a deleted file go with it", async () => {
  const editor = await editorOn(SHOP);
  await editor.rules("models/lost.sql", (it) => it.length > 0);
  editor.remove("models/lost.sql");
  await editor.watched(["models/lost.sql", 3]);
  await editor.rules("models/lost.sql", (it) => it.length === 0);
});

test("a quick fix mends what it says", async () => {
  const editor = await editorOn(SHOP);
  await editor.open("models/orders.sql");
  await editor.replace("models/orders.sql", "ref('stg')", "ref('stgg')");
  await editor.rules("models/orders.sql", (it) => it.length > 0);
  const { diagnostics = [] } = editor.published("models/orders.sql") ?? {};
  const range = diagnostics[0]?.range;
  const more = { range, context: { diagnostics } };
  const [action] = await editor.ask<CodeAction[]>("textDocument/codeAction", "models/orders.sql", undefined, more);
  expect(action?.edit?.changes?.[editor.uri("models/orders.sql")]).toMatchObject([{ newText: "stg" }]);
  expect(action?.diagnostics?.map((it) => it.code)).toEqual(["ref-to-missing-model"]);
});

test("severities are the user's, and a rule that is off says nothing", async () => {
  const settings = { diagnostics: { severity: { "ref-to-missing-model": "hint" } } };
  const editor = await editorOn(SHOP, { settings });
  await editor.open("models/lost.sql");
  await editor.rules("models/lost.sql", (it) => it.length > 0);
  expect(editor.published("models/lost.sql")?.diagnostics.map((it) => it.severity)).toEqual([4]);
  const silent = await editorOn(SHOP, { settings: { diagnostics: { severity: { "ref-to-missing-model": "off" } } } });
  await silent.open("models/lost.sql");
  expect(await silent.rules("models/lost.sql", () => true)).toEqual([]);
});

test("a client that pulls is answered, told what is unchanged, and told to ask again", async () => {
  interface Report {
    readonly kind: string;
    readonly resultId: string;
    readonly items?: readonly Diagnostic[];
  }
  const editor = await editorOn(SHOP, { pulls: true });
  await editor.open("models/lost.sql");
  const pull = (previousResultId?: string) =>
    editor.ask<Report>("textDocument/diagnostic", "models/lost.sql", undefined, { previousResultId });
  const first = await pull();
  expect(first.items?.map((it) => it.code)).toEqual(["ref-to-missing-model"]);
  expect(await pull(first.resultId)).toEqual({ kind: "unchanged", resultId: first.resultId });
  editor.write("models/nowhere.sql", "select 1 as id");
  await editor.watched(["models/nowhere.sql", 1]);
  await editor.until(() => editor.refreshes.includes("workspace/diagnostic/refresh"));
  expect((await pull(first.resultId)).items).toEqual([]);
});

test("a client that pulls gets errors of closed files by one lasting request", async () => {
  const editor = await editorOn(SHOP, { pulls: true });
  const answer = await editor.client.sendRequest<{ items: { uri: string; items: Diagnostic[] }[] }>(
    "workspace/diagnostic",
    { previousResultIds: [] },
  );
  expect(answer.items.map((it) => [it.uri, it.items.map((one) => one.code)])).toEqual([
    [editor.uri("models/lost.sql"), ["ref-to-missing-model"]],
  ]);
});

test("our client gets both worlds of the unsaved text, and its problems while half-typed", async () => {
  const editor = await editorOn(SHOP, { ours: true });
  await editor.open("models/orders.sql");
  await editor.replace("models/orders.sql", "select id, at", "select id, at, 42 as live");
  const compiled = await editor.ask<CompiledModel>("highwater/compiled", "models/orders.sql");
  expect(compiled.headline).toBe("delete+insert on id into dev.main.orders");
  expect(compiled.worlds.incremental.sql).toContain("42 as live");
  expect(compiled.worlds.incremental.sql).toContain('where at > (select max(at) from "dev"."main"."orders")');
  expect(compiled.worlds["full-refresh"].sql).not.toContain("where");
  await editor.replace("models/orders.sql", "{{ ref('stg') }}", "{{ ref('stg }}");
  const half = await editor.ask<CompiledModel>("highwater/compiled", "models/orders.sql");
  expect(half.worlds.incremental.status).toBe("error");
  expect(half.worlds.incremental.problems).toMatchObject([{ path: "models/orders.sql", line: 2 }]);
});

test("lenses say what a run would do; in an untrusted workspace there is nothing to run", async () => {
  const untrusted = await editorOn(SHOP, { ours: true, trusted: false });
  await untrusted.open("models/orders.sql");
  expect(await lenses(untrusted)).toEqual(["Compiled SQL"]);
  await untrusted.client.sendNotification("highwater/trust", { trusted: true });
  const first = "Run incremental (first run: builds the whole table)";
  await untrusted.until(async () => (await lenses(untrusted)).includes(first));
});

test("what dbt has written, and any other YAML, is no file of the project", async () => {
  const editor = await editorOn(SHOP);
  await editor.rules("models/lost.sql", (it) => it.length > 0);
  editor.write("target/compiled/x.sql", "{{ broken");
  editor.write("docker-compose.yml", "a: [");
  await editor.watched(["target/compiled/x.sql", 1], ["docker-compose.yml", 1]);
  await editor.open("target/compiled/y.sql", "{{ broken");
  editor.write("models/late.sql", "{{ broken");
  await editor.watched(["models/late.sql", 1]);
  await editor.rules("models/late.sql", (it) => it.length > 0);
  for (const path of ["target/compiled/x.sql", "target/compiled/y.sql", "docker-compose.yml"]) {
    expect(editor.published(path)?.diagnostics ?? []).toEqual([]);
  }
});

test("requests about files of no project are answered empty", async () => {
  const editor = await editorOn(SHOP);
  const params = { textDocument: { uri: "file:///nowhere/at/all.sql" }, position: { line: 0, character: 0 } };
  expect(await editor.client.sendRequest("textDocument/definition", params)).toEqual([]);
  expect(await editor.client.sendRequest("textDocument/hover", params)).toBeNull();
});

const ORDERS = "models/orders.sql";
const FAR = { position: { line: -1, character: 0 } };

test.each([
  ["textDocument/definition", {}, "`textDocument` is missing"],
  ["textDocument/definition", { textDocument: { uri: 5 }, position: {} }, "`textDocument.uri` must be a string, not 5"],
  ["textDocument/hover", { textDocument: { uri: ORDERS }, ...FAR }, "`position.line` must be 0 or more, not -1"],
  ["textDocument/completion", { textDocument: { uri: ORDERS } }, "`position` is missing"],
  ["textDocument/codeLens", null, "its parameters must be an object with a `textDocument`, not null"],
  ["textDocument/codeAction", { textDocument: { uri: ORDERS } }, "`range` is missing"],
  ["highwater/compiled", { uri: 1 }, "`uri` must be a string, not 1"],
  ["highwater/plan", { uri: ORDERS, world: "both" }, '`world` must be "incremental" or "full-refresh", not "both"'],
  [
    "highwater/run",
    { uri: ORDERS, world: "incremental", withParents: 1 },
    "`withParents` must be true or false, not 1",
  ],
  ["workspace/executeCommand", {}, "`command` is missing"],
])("%s refuses %j with a sentence", async (method, params, sentence) => {
  const editor = await editorOn(SHOP);
  const answer = editor.client.sendRequest(method, params);
  await expect(answer).rejects.toMatchObject({ code: -32602, message: `${method}: ${sentence}.` });
  expect(editor.logged.filter((it) => it.includes("bug"))).toEqual([]);
});

test("anything but a clear yes is no trust", async () => {
  const editor = await editorOn(SHOP, { ours: true });
  await editor.client.sendNotification("highwater/trust", { trusted: "no" });
  expect(await lenses(editor)).toEqual(["Compiled SQL"]);
});

test("a cursor leads to the lines that it makes, and a line back to its source", async () => {
  const editor = await editorOn(SHOP, { ours: true });
  await editor.open("models/orders.sql");
  const uri = editor.uri("models/orders.sql");
  const at = { uri, position: { line: 2, character: 35 } };
  expect(await editor.client.sendRequest("highwater/linesMade", { uri, at })).toEqual({
    incremental: [2],
    "full-refresh": [],
  });
  expect(await editor.client.sendRequest("highwater/sourceOfLine", { uri, world: "incremental", line: 2 })).toEqual({
    uri,
    range: { start: { line: 2, character: 25 }, end: { line: 2, character: 68 } },
  });
});

const SHARED = `${SHOP}
//- macros/since.sql
{% macro since(column) %}{{ column }} > {{ var('start') }}{% endmacro %}
//- models/sources.yml
sources:
  - name: raw
    description: What arrives.
    tables: [{name: events}]
//- models/events.sql
with picked as (select * from {{ source('raw', 'events') }})
select * from picked where {{ since('at') }}
`;

const places = (editor: Editor, found: readonly Location[]) =>
  found.map(({ uri, range: { start, end } }) => {
    return `${uri.slice(editor.uri("").length + 1)}:${start.line}:${start.character}-${end.character}`;
  });

test("references lead to every use, and to the declaration where it is wanted", async () => {
  const editor = await editorOn(SHARED);
  await editor.open("models/stg.sql");
  const ask = (includeDeclaration: boolean) =>
    editor.ask<Location[]>("textDocument/references", "models/stg.sql", undefined, { context: { includeDeclaration } });
  expect(places(editor, await ask(false))).toEqual(["models/orders.sql:1:26-31"]);
  expect(places(editor, await ask(true))).toEqual(["models/stg.sql:0:0-0", "models/orders.sql:1:26-31"]);
});

test("a file's outline and the workspace's symbols are told", async () => {
  const editor = await editorOn(SHARED);
  await editor.open("models/events.sql");
  const parts = await editor.ask<DocumentSymbol[]>("textDocument/documentSymbol", "models/events.sql");
  expect(parts.map(({ name, detail, selectionRange }) => [name, detail, selectionRange])).toEqual([
    ["picked", "cte", { start: { line: 0, character: 5 }, end: { line: 0, character: 11 } }],
  ]);
  const found = await editor.client.sendRequest<WorkspaceSymbol[]>("workspace/symbol", { query: "event" });
  expect(found.map((it) => [it.name, it.containerName])).toEqual([
    ["events", "shop"],
    ["events", "raw"],
  ]);
});

test("definition and hover work in YAML, too", async () => {
  const editor = await editorOn(SHARED);
  await editor.open("models/events.sql");
  const found = await editor.ask<Location[]>("textDocument/definition", "models/events.sql", "since('at')");
  expect(places(editor, found)).toEqual(["macros/since.sql:0:9-14"]);
  await editor.open("models/sources.yml");
  const hover = await editor.ask<Hover>("textDocument/hover", "models/sources.yml", "events");
  expect(hover.contents).toMatchObject({ value: expect.stringContaining("What arrives.") });
});
