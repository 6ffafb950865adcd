import type { Connection } from "vscode-languageserver/node";
import type { DiagnosticSink, Diagnostics, FileReport } from "./diagnostics.ts";
import { unanswered } from "./session.ts";

/** For clients that wait to be told: the edited file always, others when they differ from what was told before. */
export function pushDiagnostics(connection: Connection): (diagnostics: Diagnostics) => DiagnosticSink {
  const told = new Map<string, string>();
  const publish = ({ uri, version, id, diagnostics }: FileReport) => {
    told.set(uri, id);
    const about = version === undefined ? {} : { version };
    unanswered(connection.sendDiagnostics({ uri, diagnostics: [...diagnostics], ...about }));
  };
  return (diagnostics) => ({
    edited(project, path) {
      const report = diagnostics.report(project, path);
      if (report) publish(report);
    },
    found(report) {
      const known = told.get(report.uri);
      // That an open file is clean is news the first time.
      const isFirst = report.version !== undefined || report.diagnostics.length > 0;
      const isNews = known === undefined ? isFirst : known !== report.id;
      if (isNews) publish(report);
    },
    settled: () => undefined,
  });
}
