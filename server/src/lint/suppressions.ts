import { lineIndex } from "../base/line-index.ts";
import type { Location } from "../base/location.ts";
import { memo } from "../base/memo.ts";
import { inSource } from "../base/span.ts";
import type { SourceFile } from "../project/snapshot.ts";
import type { Finding } from "./finding.ts";

/** Rules that comments in a file allow, by the line (from 0) that they allow them on; `file` is for the whole of it. */
interface Allowed {
  readonly lines: ReadonlyMap<number, ReadonlySet<string>>;
  readonly file: ReadonlySet<string>;
  readonly names: readonly AllowedName[];
}

/** The name of a rule as a comment writes it. */
export interface AllowedName {
  readonly name: string;
  readonly at: Location;
}

/**
 * Whether the user allows a finding: a comment `highwater: allow <rule>[, <rule>] — reason` on its
 * line, on the line above, or before the file's first line of code. A macro's line may carry it too.
 */
export function isSuppressed(finding: Finding, files: ReadonlyMap<string, SourceFile>): boolean {
  return [finding.at, finding.cause].some((it) => it !== undefined && allows(files.get(it.path), it, finding.rule));
}

/** Every name that a file's comments allow, whether there is such a rule or not. */
export function allowedNames(file: SourceFile): readonly AllowedName[] {
  return allowedIn(file).names;
}

function allows(file: SourceFile | undefined, at: Location, rule: string): boolean {
  if (!file) return false;
  const { lines, file: whole } = allowedIn(file);
  if (whole.has(rule)) return true;
  if (lines.size === 0) return false;
  const { line } = lineIndex(file).position(at.span.start);
  return (lines.get(line)?.has(rule) ?? false) || (lines.get(line - 1)?.has(rule) ?? false);
}

// A comment of SQL, of YAML, or of Jinja, which may begin on a line before.
const MARK =
  /(--|\{#-?|\/\/|#|\/\*|^)[^\S\n]*highwater:[^\S\n]*allow[^\S\n]+([a-z][a-z-]*(?:[^\S\n]*,[^\S\n]*[a-z][a-z-]*)*)/;

const allowedIn = memo((file: SourceFile): Allowed => {
  const lines = new Map<number, Set<string>>();
  const whole = new Set<string>();
  const names: AllowedName[] = [];
  if (!file.text.includes("highwater:")) return { lines, file: whole, names };
  const allow = (line: number, rule: string) => lines.set(line, (lines.get(line) ?? new Set()).add(rule));
  let isHead = true;
  let start = 0;
  let isOpen = false;
  const inComment = new Set<string>();
  for (const [number, line] of file.text.split("\n").entries()) {
    isHead &&= isOpen || /^\s*(?:$|--|\{#|#|\/\/|\/\*)/.test(line);
    const mark = MARK.exec(line);
    // Without an opening of its own the line must stand in a comment of Jinja's that is still open.
    if (mark && (mark[1] !== "" || isOpen)) {
      const list = mark[2] ?? "";
      for (const found of list.matchAll(/[a-z][a-z-]*/g)) {
        const [name] = found;
        const from = start + mark.index + mark[0].length - list.length + found.index;
        names.push({ name, at: { path: file.path, span: inSource(from, from + name.length) } });
        if (isHead) whole.add(name);
        inComment.add(name);
        allow(number, name);
      }
    }
    // The line below a comment is the one below its last line.
    for (const name of inComment) allow(number, name);
    isOpen = opens(line) || (isOpen && !closes(line));
    if (!isOpen) inComment.clear();
    start += line.length + 1;
  }
  return { lines, file: whole, names };
});

/** Whether a Jinja comment is open at the end of a line that begins it. */
function opens(line: string): boolean {
  return line.lastIndexOf("{#") > line.lastIndexOf("#}");
}

function closes(line: string): boolean {
  return line.includes("#}");
}
