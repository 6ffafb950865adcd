import { type CodeAction, CodeActionKind, type CodeActionParams, type TextEdit } from "vscode-languageserver/node";
import { inSource } from "../../base/span.ts";
import { codeActions } from "../../features/code-actions.ts";
import type { Fix } from "../../lint/finding.ts";
import { offsetIn, toLsp } from "../convert.ts";
import type { Handler } from "../dispatch.ts";
import { fileAt } from "../paths.ts";
import { type FileContext, uriOf } from "../session.ts";

export const onCodeAction: Handler<FileContext, CodeActionParams, CodeAction[]> = {
  method: "textDocument/codeAction",
  empty: [],
  answer(context, { range, context: { diagnostics } }) {
    const { snapshot, path, session, project } = context;
    if (!session.features.codeActionLiterals || !project.settings.diagnosticsEnable) return [];
    const span = inSource(offsetIn(snapshot, path, range.start), offsetIn(snapshot, path, range.end));
    return codeActions(snapshot, path, span).map(({ fix, finding }) => {
      const cured = diagnostics.filter((it) => it.code === finding.rule && it.message === finding.message);
      return {
        title: fix.title,
        kind: CodeActionKind.QuickFix,
        diagnostics: cured,
        isPreferred: finding.fixes[0] === fix,
        edit: { changes: changesOf(context, fix) },
      };
    });
  },
};

function changesOf({ session, snapshot }: FileContext, { edits }: Fix): Record<string, TextEdit[]> {
  const changes: Record<string, TextEdit[]> = {};
  for (const { at, text } of edits) {
    const uri = uriOf(session, fileAt(snapshot.root, at.path));
    const known = changes[uri] ?? [];
    changes[uri] = known;
    known.push({ range: toLsp.rangeOf(snapshot, at), newText: text });
  }
  return changes;
}
