import { afterEach, expect, test } from "vitest";
import type { CodeLens, Command } from "vscode-languageserver/node";
import { CancellationTokenSource } from "vscode-languageserver/node";
import { Editor, type EditorOptions } from "../../test-kit/editor.ts";
import { parseFixture } from "../../test-kit/fixture.ts";
import { fingerprint } from "../base/fingerprint.ts";
import type { RunEvent } from "../protocol/events.ts";
import { HISTORY_FILE, historyLine, type RunRecord } from "../protocol/history.ts";
import type { PlannedStatements, RunPlan, RunResult } from "../protocol/lsp.ts";
import { runnerForkOptions } from "./runner-process.ts";

const open: Editor[] = [];
afterEach(async () => {
  for (const editor of open.splice(0)) await editor.stop();
});

const model = (name: string, config = "") => `
//- models/${name}.sql
{{ config(materialized='incremental', unique_key='id'${config}) }}
select 1 as id {% if is_incremental() %}where 1 > (select max(id) from {{ this }}){% endif %}`;

const MODELS = ["orders", "was_view", "dies", "sleeps", "deaf", "fails"].map((it) => model(it)).join("");

const RECORD: RunRecord = {
  ...{ runId: "r0", uniqueId: "model.shop.orders", name: "orders", at: "2024-03-02T11:48:00Z" },
  ...{ world: "incremental", why: null, status: "ok", ms: 400, message: null, command: "highwater run" },
  rows: { inserted: 3, updated: 1, deleted: null, affected: null },
  ...{ relation: "dev.main.orders", materialized: "incremental", strategy: "merge", target: "dev", engine: "test" },
  statements: [],
};

/** An editor on a project whose database is there; what is in it the runner says. */
async function editorOn(fixture: string, options: EditorOptions = { ours: true }, history = ""): Promise<Editor> {
  const editor = new Editor(fixture, options);
  open.push(editor);
  editor.write("dev.duckdb", "");
  if (history !== "") editor.write(HISTORY_FILE, history);
  return editor.start();
}

const run = (editor: Editor, name: string, token = new CancellationTokenSource().token) => {
  const uri = editor.uri(`models/${name}.sql`);
  return editor.client.sendRequest<RunResult>("highwater/run", { uri, world: "incremental" }, token);
};

test("the runner is forked as Electron needs it, and not on the parent's debugging port", () => {
  const { execArgv, env, execPath, stdio } = runnerForkOptions({ PATH: "/bin" });
  expect({ execArgv, env, execPath }).toEqual({
    execArgv: [],
    env: { PATH: "/bin", ELECTRON_RUN_AS_NODE: "1" },
    execPath: undefined,
  });
  expect(stdio).toContain("ipc");
});

test("a run gives its events, its outcome, and no failure", async () => {
  const editor = await editorOn(MODELS);
  const events: RunEvent["kind"][] = [];
  editor.client.onNotification("highwater/runEvent", ({ event }) => void events.push(event.kind));
  const result = await run(editor, "orders");
  expect(result).toMatchObject({ name: "orders", runId: "r1", outcome: { status: "ok", rows: { inserted: 3 } } });
  expect(events).toEqual(["run-started", "planned", "started", "finished"]);
});

test("a failed run is a diagnostic on the model's line until its text changes", async () => {
  const editor = await editorOn(MODELS);
  await editor.open("models/fails.sql");
  expect((await run(editor, "fails")).outcome.status).toBe("error");
  await editor.rules("models/fails.sql", (it) => it.includes("run-failed"));
  const [failure] = editor.published("models/fails.sql")?.diagnostics.filter((it) => it.code === "run-failed") ?? [];
  expect(failure?.message).toContain('column "nope" does not exist');
  expect(failure?.range.start).toEqual({ line: 0, character: 0 });
  await editor.replace("models/fails.sql", "select 1 as id", "select 2 as id");
  await editor.rules("models/fails.sql", (it) => !it.includes("run-failed"));
});

test("an untrusted workspace runs nothing and starts no process", async () => {
  const editor = await editorOn(MODELS, { ours: true, trusted: false });
  await editor.open("models/orders.sql");
  const { outcome } = await run(editor, "orders");
  expect(outcome).toMatchObject({ status: "error", message: "Nothing is run in a workspace that is not trusted." });
  expect(editor.forks).toEqual([]);
});

test("a runner that dies ends the run as a failure with its last words; the next run starts another", async () => {
  const editor = await editorOn(MODELS);
  const { outcome } = await run(editor, "dies");
  expect(outcome.status).toBe("error");
  expect(outcome.message).toMatch(/ended before the run did \(exit code 3\).*out of memory, says the fake/s);
  expect((await run(editor, "orders")).outcome.status).toBe("ok");
  expect(editor.forks).toHaveLength(2);
});

test("after three deaths in a row nothing is started any more, and it is said so", async () => {
  const editor = await editorOn(MODELS);
  for (let death = 0; death < 3; death++) await run(editor, "dies");
  const { outcome } = await run(editor, "orders");
  expect(outcome.message).toMatch(/stopped 3 times in a row/);
  expect(editor.forks).toHaveLength(3);
});

test("cancelling the request cancels the run; a runner that won't listen is killed", async () => {
  const editor = await editorOn(MODELS);
  for (const name of ["sleeps", "deaf"]) {
    const stop = new CancellationTokenSource();
    let started = false;
    editor.client.onNotification("highwater/runEvent", ({ event }) => {
      started ||= event.kind === "started";
      if (started) stop.cancel();
    });
    expect((await run(editor, name, stop.token)).outcome.status).toBe("cancelled");
  }
  expect(editor.forks.map((it) => it.signalCode)).toEqual(["SIGKILL"]);
});

test("the lens shows a run in flight and can cancel it", async () => {
  const editor = await editorOn(MODELS);
  await editor.open("models/sleeps.sql");
  const titles = async () => {
    const lenses = await editor.ask<CodeLens[]>("textDocument/codeLens", "models/sleeps.sql");
    return lenses.map((it) => it.command?.title);
  };
  const running = run(editor, "sleeps");
  await editor.until(async () => (await titles()).includes("merging…"));
  expect(await titles()).toEqual(["merging…", "Cancel", "Compiled SQL"]);
  await editor.client.sendRequest("highwater/cancel", { uri: editor.uri("models/sleeps.sql") });
  expect((await running).outcome.status).toBe("cancelled");
});

test("a plan names what would be replaced", async () => {
  const editor = await editorOn(
    `${MODELS}${model("below").replace("select 1 as id", "select id from {{ ref('orders') }}")}`,
  );
  const plan = (name: string, world: string) =>
    editor.client.sendRequest<RunPlan>("highwater/plan", { uri: editor.uri(`models/${name}.sql`), world });
  expect(await plan("orders", "incremental")).toMatchObject({ world: "incremental", replaces: false, refusal: null });
  expect(await plan("orders", "full-refresh")).toMatchObject({
    world: "full-refresh",
    replaces: true,
    target: "dev",
    relation: "dev.main.orders",
    rows: 12,
    downstreamIncremental: ["below"],
    terminal: "highwater run --select orders --full-refresh",
  });
  expect(await plan("was_view", "incremental")).toMatchObject({
    world: "full-refresh",
    why: "target-is-view",
    replaces: true,
  });
});

test("a client that can't ask is refused what replaces a table, with the command that does it", async () => {
  const editor = await editorOn(MODELS, {});
  const command = (name: string, model: string) =>
    editor.client.sendRequest("workspace/executeCommand", {
      command: name,
      arguments: [editor.uri(`models/${model}.sql`)],
    });
  await command("highwater.runFullRefresh", "orders");
  expect(editor.shown.at(-1)).toBe(
    "This would drop and rebuild dev.main.orders. To do so, run: highwater run --select orders --full-refresh",
  );
  await command("highwater.runIncremental", "orders");
  expect(editor.shown.at(-1)).toMatch(/^orders: ok/);
});

test("what a run would send comes from the runner, with the editor's unsaved text", async () => {
  const editor = await editorOn(MODELS);
  await editor.open("models/orders.sql");
  const uri = editor.uri("models/orders.sql");
  const answer = await editor.client.sendRequest<PlannedStatements>("highwater/statements", {
    uri,
    world: "incremental",
  });
  expect(answer).toMatchObject({ world: "incremental", engine: "test", reason: null });
  expect(answer.statements[0]).toBe("model.shop.orders");
  expect(answer.statements[1]).toContain("models/orders.sql: {{ config(materialized='incremental'");
});

test("an untrusted workspace is told no statement", async () => {
  const editor = await editorOn(MODELS, { ours: true, trusted: false });
  const uri = editor.uri("models/orders.sql");
  const answer = await editor.client.sendRequest<PlannedStatements>("highwater/statements", {
    uri,
    world: "incremental",
  });
  expect(answer.statements).toEqual([]);
  expect(answer.reason).toContain("not trusted");
  expect(editor.forks).toHaveLength(0);
});

test("a command that is none of ours runs nothing", async () => {
  const editor = await editorOn(MODELS, {});
  const given = { command: "highwater.runEverything", arguments: [editor.uri("models/orders.sql")] };
  expect(await editor.client.sendRequest("workspace/executeCommand", given)).toBeNull();
  expect(editor.shown).toEqual([]);
});

test("a client that can't show a run can read its outcome", async () => {
  const editor = await editorOn(MODELS, {}, historyLine(RECORD));
  await editor.open("models/orders.sql");
  let last: Command | undefined;
  await editor.until(async () => {
    const lenses = await editor.ask<CodeLens[]>("textDocument/codeLens", "models/orders.sql");
    last = lenses.flatMap((it) => it.command ?? []).find((it) => it.title.includes("ago"));
    return last !== undefined;
  });
  expect(last?.title).toMatch(/^incremental .* ago: \+3 ~1 rows, 0\.4 s$/);
  expect(last?.command).toBe("");
});

test("a failure on record stands again after a reload, while the file is what ran", async () => {
  const failed = (text: string): RunRecord => ({
    ...RECORD,
    ...{ uniqueId: "model.shop.fails", name: "fails", status: "error", message: 'column "nope" does not exist' },
    place: { path: "models/fails.sql", line: 2, column: 1, endLine: 2, endColumn: 7 },
    texts: fingerprint([text, text]),
  });
  const text = parseFixture(MODELS).files.get("models/fails.sql") ?? "";
  const again = await editorOn(MODELS, { ours: true }, historyLine(failed(text)));
  await again.open("models/fails.sql");
  await again.rules("models/fails.sql", (it) => it.includes("run-failed"));
  const [diagnostic] = again.published("models/fails.sql")?.diagnostics ?? [];
  expect(diagnostic).toMatchObject({ message: 'column "nope" does not exist', range: { start: { line: 1 } } });

  const changed = await editorOn(MODELS, { ours: true }, historyLine(failed(`${text} `)));
  await changed.open("models/fails.sql");
  expect(await changed.rules("models/fails.sql", () => true)).not.toContain("run-failed");
  const ran = historyLine(failed(text)) + historyLine({ ...failed(text), status: "ok", message: null });
  const healed = await editorOn(MODELS, { ours: true }, ran);
  await healed.open("models/fails.sql");
  expect(await healed.rules("models/fails.sql", () => true)).not.toContain("run-failed");
});

test("a full refresh with downstream rebuilds what keeps old rows, and what lies between", async () => {
  const reads = (name: string, from: string, materialized: string) => `
//- models/${name}.sql
{{ config(materialized='${materialized}') }}
select id from {{ ref('${from}') }}`;
  const editor = await editorOn(
    MODELS +
      reads("between", "orders", "table") +
      reads("below", "between", "incremental") +
      reads("aside", "between", "table") +
      reads("inlined", "orders", "ephemeral") +
      reads("also", "inlined", "incremental"),
  );
  const uri = editor.uri("models/orders.sql");
  const asked = { uri, world: "full-refresh", withDownstream: true };
  const selected: string[] = [];
  editor.client.onNotification("highwater/runEvent", ({ event }) => {
    if (event.kind === "run-started") selected.push(event.engine);
  });
  await editor.client.sendRequest<RunResult>("highwater/run", asked);
  expect(selected).toEqual(["full-refresh also below between orders"]);
});
