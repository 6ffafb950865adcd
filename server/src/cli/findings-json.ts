import type { Finding } from "../lint/finding.ts";
import type { ProjectSnapshot } from "../project/snapshot.ts";
import type { FileRange } from "../protocol/events.ts";
import { rangeOf } from "../runner/file-range.ts";

/** The answer of `lint --format json`: a contract, described in `docs/cli.md`. */
export function findingsAsJson(findings: readonly Finding[], snapshot: ProjectSnapshot): string {
  const list = findings.map(({ at, rule, severity, message, worlds, cause }) => ({
    ...placeOf(snapshot, at),
    rule,
    severity,
    message,
    worlds,
    cause: cause ? placeOf(snapshot, cause) : null,
  }));
  return `${JSON.stringify(list, undefined, 2)}\n`;
}

/** Of a file that is not there any more the first line stands for the whole. */
export function placeOf(snapshot: ProjectSnapshot, at: Finding["at"]): FileRange {
  return rangeOf(snapshot, at) ?? { path: at.path, line: 1, column: 1, endLine: 1, endColumn: 1 };
}
