import assert from "node:assert/strict";
import { join } from "node:path";
import * as vscode from "vscode";
import { lensesOf, open, settled } from "./editor.ts";

describe("Highwater in a folder without dbt", () => {
  const ours = () => vscode.extensions.getExtension("highwater.highwater");

  it("is not activated by YAML, nor by a language that another extension claims too", async () => {
    await open("schema.yml");
    const report = await open("queries/report.sql");
    assert.equal(report.languageId, "jinja-sql");
    // The other extension wakes by the same event that would wake ours; its lens takes a few round trips more.
    await settled(
      () => lensesOf(report),
      (it) => it.length > 0,
    );
    const extension = ours();
    assert.ok(extension, "the extension is not installed");
    assert.equal(extension.isActive, false);
    // Activation takes a while; loading the bundle is how it begins.
    assert.equal(require.cache[join(extension.extensionPath, "dist/extension.js")], undefined);
  });

  it("has no command to offer", async () => {
    const known = await vscode.commands.getCommands(true);
    assert.deepEqual(
      known.filter((it) => it.startsWith("highwater.")),
      [],
    );
  });
});
