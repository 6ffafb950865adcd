import { lineIndex } from "../base/line-index.ts";
import type { Location } from "../base/location.ts";
import { memo } from "../base/memo.ts";
import type { SourceFile } from "../project/snapshot.ts";
import type { Finding } from "./finding.ts";

/** Rules that comments in a file allow, by the line (from 0) that they allow them on; `file` is for the whole of it. */
interface Allowed {
  readonly lines: ReadonlyMap<number, ReadonlySet<string>>;
  readonly file: ReadonlySet<string>;
}

/**
 * Whether the user allows a finding: a comment `highwater: allow <rule>[, <rule>] — reason` on its
 * line, on the line above, or before the file's first line of code. A macro's line may carry it too.
 */
export function isSuppressed(finding: Finding, files: ReadonlyMap<string, SourceFile>): boolean {
  return [finding.at, finding.cause].some((it) => it !== undefined && allows(files.get(it.path), it, finding.rule));
}

function allows(file: SourceFile | undefined, at: Location, rule: string): boolean {
  if (!file) return false;
  const { lines, file: whole } = allowedIn(file);
  if (whole.has(rule)) return true;
  if (lines.size === 0) return false;
  const { line } = lineIndex(file).position(at.span.start);
  return (lines.get(line)?.has(rule) ?? false) || (lines.get(line - 1)?.has(rule) ?? false);
}

const MARK =
  /(?:--|\{#-?|\/\/|#|\/\*)[^\S\n]*highwater:[^\S\n]*allow[^\S\n]+([a-z][a-z-]*(?:[^\S\n]*,[^\S\n]*[a-z][a-z-]*)*)/;

const allowedIn = memo((file: SourceFile): Allowed => {
  const lines = new Map<number, Set<string>>();
  const whole = new Set<string>();
  if (!file.text.includes("highwater:")) return { lines, file: whole };
  let isHead = true;
  for (const [number, line] of file.text.split(/\r\n|\r|\n/).entries()) {
    const rules = MARK.exec(line)?.[1]?.split(/\s*,\s*/) ?? [];
    isHead &&= /^\s*(?:$|--|\{#|#|\/\/|\/\*)/.test(line);
    for (const rule of rules) {
      if (isHead) whole.add(rule);
      lines.set(number, (lines.get(number) ?? new Set()).add(rule));
    }
  }
  return { lines, file: whole };
});
