import assert from "node:assert/strict";
import { join } from "node:path";
import * as vscode from "vscode";

/** Opens a file of the workspace in an editor. */
export async function open(path: string): Promise<vscode.TextDocument> {
  const folder = vscode.workspace.workspaceFolders?.[0];
  assert.ok(folder);
  const document = await vscode.workspace.openTextDocument(folder.uri.with({ path: join(folder.uri.path, path) }));
  await vscode.window.showTextDocument(document);
  return document;
}

/** What all code lens providers give, resolved. */
export function lensesOf(document: vscode.TextDocument): Thenable<vscode.CodeLens[]> {
  return vscode.commands.executeCommand<vscode.CodeLens[]>("vscode.executeCodeLensProvider", document.uri, 20);
}

/** The place just inside the first occurrence of `text`. */
export function inside(document: vscode.TextDocument, text: string): vscode.Position {
  const at = document.getText().indexOf(text);
  assert.ok(at >= 0, `${text} is not in ${document.uri.path}`);
  return document.positionAt(at + 3);
}

/** Asks again whenever something may have changed, until the answer holds; mocha's own timeout is the limit. */
export async function settled<T>(ask: () => T | Thenable<T>, holds: (it: T) => boolean): Promise<T> {
  for (;;) {
    const answer = await ask();
    if (holds(answer)) return answer;
    await new Promise((resume) => setTimeout(resume, 50));
  }
}
