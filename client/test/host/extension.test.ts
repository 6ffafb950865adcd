import assert from "node:assert/strict";
import * as vscode from "vscode";
import { inside, lensesOf, open, settled } from "./editor.ts";

const EXTENSION = "highwater.highwater";

describe("Highwater in the extension host", () => {
  before(async () => {
    const extension = vscode.extensions.getExtension(EXTENSION);
    assert.ok(extension, "the extension is not installed");
    await extension.activate();
  });

  it("registers every command of its manifest", async () => {
    const manifest = vscode.extensions.getExtension(EXTENSION)?.packageJSON;
    const known = new Set(await vscode.commands.getCommands(true));
    const missing = manifest.contributes.commands
      .map((it: { command: string }) => it.command)
      .filter((it: string) => !known.has(it));
    assert.deepEqual(missing, []);
  });

  it("reports a merge without a unique_key as a warning, with a link to the rule", async () => {
    const document = await open("models/wrong/wrong_missing_unique_key.sql");
    const finding = await diagnostic(document, "missing-unique-key");
    assert.equal(finding.severity, vscode.DiagnosticSeverity.Warning);
    assert.equal(finding.source, "highwater");
  });

  it("follows ref() to the model's file", async () => {
    const document = await open("models/marts/orders_daily.sql");
    const at = inside(document, "int_paid_orders_by_day");
    const found = await settled(
      () =>
        vscode.commands.executeCommand<(vscode.Location | vscode.LocationLink)[]>(
          "vscode.executeDefinitionProvider",
          document.uri,
          at,
        ),
      (it) => it.length > 0,
    );
    const [first] = found;
    assert.ok(first);
    const uri = "targetUri" in first ? first.targetUri : first.uri;
    assert.match(uri.path, /models\/intermediate\/int_paid_orders_by_day\.sql$/);
  });

  it("offers lenses on an incremental model and none on a view", async () => {
    const incremental = await open("models/marts/orders.sql");
    const lenses = await settled(
      () => lensesOf(incremental),
      (it) => it.length >= 2,
    );
    assert.match(lenses[0]?.command?.title ?? "", /Run incremental/);
    assert.ok(lenses.some((it) => /Compiled SQL/.test(it.command?.title ?? "")));
    const view = await open("models/staging/stg_orders.sql");
    assert.deepEqual(await lensesOf(view), []);
  });

  it("sees a fault while it is typed and forgets it when it is undone", async () => {
    const document = await open("models/marts/orders.sql");
    const editor = await vscode.window.showTextDocument(document);
    const at = document.positionAt(document.getText().indexOf("stg_orders") + "stg_orders".length);
    await editor.edit((it) => it.insert(at, "x"));
    await diagnostic(document, "ref-to-missing-model");
    await vscode.commands.executeCommand("undo");
    await settled(
      () => vscode.languages.getDiagnostics(document.uri),
      (it) => it.every((one) => codeOf(one) !== "ref-to-missing-model"),
    );
  });
});

async function diagnostic(document: vscode.TextDocument, rule: string): Promise<vscode.Diagnostic> {
  const all = await settled(
    () => vscode.languages.getDiagnostics(document.uri),
    (it) => it.some((one) => codeOf(one) === rule),
  );
  const found = all.find((it) => codeOf(it) === rule);
  assert.ok(found);
  return found;
}

function codeOf(it: vscode.Diagnostic): string {
  return String(typeof it.code === "object" ? it.code.value : it.code);
}
