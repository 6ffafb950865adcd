import { inSource } from "../../base/span.ts";
import { WORLDS } from "../../base/world.ts";
import type { Compiled } from "../../compile/compiled.ts";
import type { Node, ProjectSnapshot } from "../../project/snapshot.ts";
import type { FileRange } from "../../protocol/events.ts";
import { locatorOf } from "../compile-node.ts";
import { rangeOf } from "../file-range.ts";
import { offsetOf, placeInStatement } from "./error-place.ts";

/** What is known of a node that dbt says has failed. */
export interface Failed {
  readonly node: Node;
  readonly message: string;
  /** What dbt had sent for it. */
  readonly statements: readonly string[];
  /** Both worlds as Highwater compiles them; undefined for what has no SQL. */
  readonly compiled: Readonly<Record<"incremental" | "full-refresh", Compiled>> | undefined;
}

/**
 * Where in the model's file a failure belongs: the place in the statement that the warehouse names, traced
 * back through our own compile of the same SQL; else the only line that reads like the one it quotes; else
 * the line of the template that dbt names; else the model's first line.
 */
export function locateFailure(snapshot: ProjectSnapshot, failed: Failed): FileRange | null {
  return fromStatement(snapshot, failed) ?? fromTemplate(snapshot, failed) ?? lineOf(snapshot, failed.node, 1);
}

function fromStatement(snapshot: ProjectSnapshot, { node, message, statements, compiled }: Failed): FileRange | null {
  const place = placeInStatement(message);
  const statement = statements.findLast((it) => it.length > LONGEST_WORD);
  const offset = place && statement !== undefined ? offsetOf(place, statement) : null;
  if (statement === undefined || offset === null) return null;
  for (const world of WORLDS) {
    const sql = compiled?.[world].sql ?? "";
    const at = sql.trim() === "" ? -1 : statement.indexOf(sql.trim());
    if (!compiled || at < 0) continue;
    const inSql = offset - at + (sql.length - sql.trimStart().length);
    const found = inSql >= 0 && inSql < sql.length ? locatorOf(snapshot, node, compiled[world])(inSql) : null;
    if (found) return found;
  }
  return sameWords(snapshot, node, lineAround(statement, offset));
}

/** `begin`, `commit` and `rollback` are not what fails. */
const LONGEST_WORD = 10;

function lineAround(text: string, offset: number): string {
  const start = text.lastIndexOf("\n", offset - 1) + 1;
  const end = text.indexOf("\n", offset);
  return text.slice(start, end < 0 ? undefined : end).trim();
}

function sameWords(snapshot: ProjectSnapshot, node: Node, words: string): FileRange | null {
  const lines = node.file?.text.split("\n") ?? [];
  const same = lines.flatMap((it, index) => (it.trim() === words ? [index + 1] : []));
  const [only] = same;
  return only !== undefined && same.length === 1 ? lineOf(snapshot, node, only) : null;
}

/** dbt's own errors about a template: `line 3` on a line of its own. */
function fromTemplate(snapshot: ProjectSnapshot, { node, message }: Failed): FileRange | null {
  const line = /^\s*line (\d+)$/m.exec(message)?.[1];
  return line === undefined ? null : lineOf(snapshot, node, Number(line));
}

function lineOf(snapshot: ProjectSnapshot, { path, file }: Node, line: number): FileRange | null {
  const lines = file?.text.split("\n") ?? [];
  const text = lines[line - 1];
  if (text === undefined) return null;
  const start = lines.slice(0, line - 1).reduce((sum, it) => sum + it.length + 1, 0);
  const first = start + text.length - text.trimStart().length;
  return rangeOf(snapshot, { path, span: inSource(first, Math.max(first, start + text.trimEnd().length)) });
}
