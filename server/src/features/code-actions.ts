import type { Span } from "../base/span.ts";
import { lintFile } from "../lint/engine.ts";
import type { Finding, Fix } from "../lint/finding.ts";
import type { ProjectSnapshot } from "../project/snapshot.ts";

/** A fix, and the finding that it cures. */
export interface CodeAction {
  readonly fix: Fix;
  readonly finding: Finding;
}

/** The fixes of the findings that touch a range of a file. An empty range at a finding's edge touches it. */
export function codeActions(snapshot: ProjectSnapshot, path: string, range: Span): readonly CodeAction[] {
  return lintFile(snapshot, path)
    .filter(({ at }) => at.path === path && at.span.start <= range.end && range.start <= at.span.end)
    .flatMap((finding) => finding.fixes.map((fix) => ({ fix, finding })));
}
