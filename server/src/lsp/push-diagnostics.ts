import type { Connection } from "vscode-languageserver/node";
import type { DiagnosticSink, Diagnostics, FileReport } from "./diagnostics.ts";

/** For clients that wait to be told: the edited file always, others when they differ from what was told before. */
export function pushDiagnostics(connection: Connection): (diagnostics: Diagnostics) => DiagnosticSink {
  const told = new Map<string, string>();
  const publish = ({ uri, version, id, diagnostics }: FileReport) => {
    told.set(uri, id);
    void connection.sendDiagnostics({
      uri,
      diagnostics: [...diagnostics],
      ...(version === undefined ? {} : { version }),
    });
  };
  return (diagnostics) => ({
    edited(project, path) {
      const report = diagnostics.report(project, path);
      if (report) publish(report);
    },
    found(report) {
      const known = told.get(report.uri);
      const isNews = known === undefined ? report.diagnostics.length > 0 : known !== report.id;
      if (isNews) publish(report);
    },
    settled: () => undefined,
  });
}
