import { Range, type TextEditor, Uri, ViewColumn, window } from "vscode";
import type { World } from "../../../server/src/base/world.ts";
import { LANGUAGES, type Server } from "../language-client.ts";
import type { ToPanel } from "./compiled-sql-messages.ts";

/** Tells the panel, whenever the cursor moves, which lines the text at it makes. Only the last place counts. */
export function cursorLinks(server: Server, post: (message: ToPanel) => void) {
  let last = 0;
  return async (model: string, editor: TextEditor | undefined): Promise<void> => {
    const document = editor?.document;
    if (!editor || document?.uri.scheme !== "file" || !LANGUAGES.includes(document.languageId)) return;
    const own = ++last;
    const { line, character } = editor.selection.active;
    const at = { uri: document.uri.toString(), position: { line, character } };
    const lines = await server.request("highwater/linesMade", { uri: model, at });
    if (own === last) post({ kind: "lines-made", lines: lines ?? { incremental: [], "full-refresh": [] } });
  };
}

/** Goes to where a line of a model's SQL was written, in the editor that shows the file where there is one. */
export async function goToSource(server: Server, uri: string, world: World, line: number): Promise<void> {
  const found = await server.request("highwater/sourceOfLine", { uri, world, line });
  if (!found) return;
  const { start, end } = found.range;
  const selection = new Range(start.line, start.character, end.line, end.character);
  const shown = window.visibleTextEditors.find((it) => it.document.uri.toString() === Uri.parse(found.uri).toString());
  const viewColumn = shown?.viewColumn ?? window.visibleTextEditors[0]?.viewColumn ?? ViewColumn.One;
  await window.showTextDocument(Uri.parse(found.uri), { selection, viewColumn });
}
