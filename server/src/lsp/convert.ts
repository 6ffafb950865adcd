import { DiagnosticSeverity, type Position, type Range } from "vscode-languageserver/node";
import { lineIndex } from "../base/line-index.ts";
import type { Location } from "../base/location.ts";
import type { Span } from "../base/span.ts";
import type { Severity } from "../lint/finding.ts";
import type { ProjectSnapshot, SourceFile } from "../project/snapshot.ts";

const NOWHERE: Range = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };

const SEVERITIES: Readonly<Record<Severity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  info: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
};

/** From our words to the protocol's. */
export const toLsp = {
  range(file: SourceFile, { start, end }: Span): Range {
    const lines = lineIndex(file);
    return { start: lines.position(start), end: lines.position(end) };
  },
  /** The start of the file where its text is not part of the project (a binary seed, a file just deleted). */
  rangeOf(snapshot: ProjectSnapshot, { path, span }: Location): Range {
    const file = snapshot.files.get(path);
    return file ? toLsp.range(file, span) : NOWHERE;
  },
  severity: (severity: Severity): DiagnosticSeverity => SEVERITIES[severity],
};

/** The offset of a position in a file of the project; 0 where the project hasn't got the file. */
export function offsetIn({ files }: ProjectSnapshot, path: string, position: Position): number {
  const file = files.get(path);
  return file ? lineIndex(file).offset(position) : 0;
}
