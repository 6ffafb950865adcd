import { type DocumentSymbol, type DocumentSymbolParams, SymbolKind } from "vscode-languageserver/node";
import { documentSymbols, type DocumentSymbol as Part } from "../../features/document-symbols.ts";
import type { SourceFile } from "../../project/snapshot.ts";
import { toLsp } from "../convert.ts";
import type { Handler } from "../dispatch.ts";
import type { FileContext } from "../session.ts";

const KINDS: Readonly<Record<Part["kind"], SymbolKind>> = {
  config: SymbolKind.Property,
  macro: SymbolKind.Function,
  test: SymbolKind.Function,
  snapshot: SymbolKind.Class,
  docs: SymbolKind.String,
  variable: SymbolKind.Variable,
  cte: SymbolKind.Struct,
};

export const onDocumentSymbol: Handler<FileContext, DocumentSymbolParams, DocumentSymbol[]> = {
  method: "textDocument/documentSymbol",
  empty: [],
  answer({ project, snapshot, path }) {
    if (!project.settings.symbolsEnable) return [];
    const file = snapshot.files.get(path);
    return file ? documentSymbols(snapshot, path).map((it) => inFile(file, it)) : [];
  },
};

function inFile(file: SourceFile, { name, kind, span, nameSpan, children }: Part): DocumentSymbol {
  return {
    // An editor refuses a symbol without a name: a half-typed macro has none yet.
    name: name === "" ? kind : name,
    detail: kind,
    kind: KINDS[kind],
    range: toLsp.range(file, span),
    selectionRange: toLsp.range(file, nameSpan),
    children: children.map((it) => inFile(file, it)),
  };
}
