import assert from "node:assert/strict";
import * as vscode from "vscode";
import { inside, lensesOf, open, settled } from "./editor.ts";

/** How many answers of each feature are ours, and how many the other extension's. */
interface Answers {
  readonly ours: number;
  readonly theirs: number;
}

type Ask = (document: vscode.TextDocument) => Promise<Answers>;

const MODEL = "models/marts/orders.sql";
const WRONG = "models/wrong/wrong_missing_unique_key.sql";
const NAME = "stg_orders";

/** What all providers of a feature answer. */
async function ask<T>(feature: string, document: vscode.TextDocument, ...more: unknown[]): Promise<readonly T[]> {
  const found = await vscode.commands.executeCommand<T[] | undefined>(
    `vscode.execute${feature}`,
    document.uri,
    ...more,
  );
  return found ?? [];
}

const counted = (texts: readonly string[]): Answers => ({
  ours: texts.filter((it) => !it.includes("other")).length,
  theirs: texts.filter((it) => it.includes("other")).length,
});

const FEATURES: Readonly<Record<string, Ask>> = {
  codeLens: async (document) => counted((await lensesOf(document)).map((it) => it.command?.title ?? "")),
  definition: async (document) => {
    // VS Code counts equal places once, so ours is told by a macro, which the other knows nothing of.
    const ours = await ask("DefinitionProvider", document, inside(document, "newest("));
    const both = await ask("DefinitionProvider", document, inside(document, NAME));
    return { ours: ours.length, theirs: both.length };
  },
  references: async (document) => {
    // The other names the model's file alone, by its first place.
    const found = await ask<vscode.Location>("ReferenceProvider", document, inside(document, NAME));
    const theirs = found.filter((it) => it.uri.path.endsWith(`${NAME}.sql`) && it.range.isEmpty).length;
    return { ours: found.length - theirs, theirs };
  },
  symbols: async (document) => {
    // VS Code keeps an outline until the text changes.
    const edit = new vscode.WorkspaceEdit();
    edit.insert(document.uri, document.lineAt(document.lineCount - 1).range.end, " ");
    await vscode.workspace.applyEdit(edit);
    const found = await ask<{ readonly name: string }>("DocumentSymbolProvider", document);
    return counted(found.map((it) => it.name));
  },
  hover: async (document) => {
    const found = await ask<vscode.Hover>("HoverProvider", document, inside(document, NAME));
    return counted(found.map((it) => it.contents.map((one) => (typeof one === "string" ? one : one.value)).join()));
  },
  completion: async (document) => {
    const at = inside(document, NAME);
    const found = await vscode.commands.executeCommand<vscode.CompletionList>(
      "vscode.executeCompletionItemProvider",
      document.uri,
      at,
    );
    const names = found.items.map((it) => (typeof it.label === "string" ? it.label : it.label.label));
    return counted(names.filter((it) => ["other_model", "stg_orders"].includes(it)));
  },
  diagnostics: async (document) =>
    counted(vscode.languages.getDiagnostics(document.uri).map((it) => `${it.source}: ${it.message}`)),
};

describe("Highwater beside another extension that claims jinja-sql", () => {
  before(async () => {
    const document = await open(MODEL);
    assert.equal(document.languageId, "jinja-sql", "the other extension is not installed");
    await settled(
      () => lensesOf(document),
      (it) => it.some((lens) => /Run incremental/.test(lens.command?.title ?? "")),
    );
  });

  for (const [feature, answers] of Object.entries(FEATURES)) {
    it(`${feature}: both answer, and ours can be switched off and on while everything runs`, async () => {
      const document = await open(feature === "diagnostics" ? WRONG : MODEL);
      const settings = vscode.workspace.getConfiguration("highwater");
      const now = () => answers(document);
      await settled(now, ({ ours, theirs }) => ours > 0 && theirs > 0);
      await settings.update(`${feature}.enable`, false, vscode.ConfigurationTarget.Workspace);
      await settled(now, ({ ours, theirs }) => ours === 0 && theirs > 0);
      await settings.update(`${feature}.enable`, undefined, vscode.ConfigurationTarget.Workspace);
      await settled(now, ({ ours, theirs }) => ours > 0 && theirs > 0);
    });
  }

  it("has an off switch for every feature that both give", async () => {
    const manifest = vscode.extensions.getExtension("highwater.highwater")?.packageJSON;
    const switches = Object.keys(manifest.contributes.configuration.properties)
      .filter((it) => it.endsWith(".enable"))
      .map((it) => it.slice("highwater.".length, -".enable".length));
    assert.deepEqual(switches.sort(), Object.keys(FEATURES).sort());
  });

  it("goes straight to the definition that both name, without asking which", async () => {
    const document = await open(MODEL);
    const editor = await vscode.window.showTextDocument(document);
    const at = inside(document, NAME);
    editor.selection = new vscode.Selection(at, at);
    await vscode.commands.executeCommand("editor.action.revealDefinition");
    await settled(
      () => vscode.window.activeTextEditor?.document.uri.path ?? "",
      (it) => it.endsWith("models/staging/stg_orders.sql"),
    );
  });
});
