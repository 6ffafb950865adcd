import type { DocumentDiagnosticParams, DocumentDiagnosticReport } from "vscode-languageserver/node";
import type { Handler } from "../dispatch.ts";
import type { FileContext } from "../session.ts";

export const onDiagnostic: Handler<FileContext, DocumentDiagnosticParams, DocumentDiagnosticReport> = {
  method: "textDocument/diagnostic",
  empty: { kind: "full", items: [] },
  answer({ session, project, path }, { previousResultId }) {
    const report = session.diagnostics.report(project, path);
    if (!report || !session.pulled) return { kind: "full", items: [] };
    return session.pulled.pull(report, previousResultId);
  },
};
