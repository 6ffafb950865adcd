import { type CompletionItem, CompletionItemKind, type CompletionParams } from "vscode-languageserver/node";
import { completions } from "../../features/completion.ts";
import { offsetIn, toLsp } from "../convert.ts";
import type { Handler } from "../dispatch.ts";
import type { FileContext } from "../session.ts";

const KINDS = {
  model: CompletionItemKind.File,
  seed: CompletionItemKind.File,
  snapshot: CompletionItemKind.File,
  source: CompletionItemKind.Module,
  table: CompletionItemKind.Field,
  macro: CompletionItemKind.Function,
  var: CompletionItemKind.Variable,
  setting: CompletionItemKind.Property,
  value: CompletionItemKind.EnumMember,
} as const;

export const onCompletion: Handler<FileContext, CompletionParams, CompletionItem[]> = {
  method: "textDocument/completion",
  empty: [],
  answer({ project, snapshot, path }, { position }) {
    if (!project.settings.completionEnable) return [];
    const offset = offsetIn(snapshot, path, position);
    return completions(snapshot, { path, offset }).map(({ name, kind, detail, replaces }) => {
      const range = toLsp.rangeOf(snapshot, { path, span: replaces });
      return { label: name, kind: KINDS[kind], detail, textEdit: { range, newText: name } };
    });
  },
};
