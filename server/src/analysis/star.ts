import { nameOf } from "../sql/names.ts";
import type { Outline, OutputColumn, TokenRange } from "../sql/outline.ts";
import { next } from "./conditions.ts";

/** What stands behind a star: `except (a)`, `replace (x as a)`, `rename (a as b)`. Names are in lower case. */
export interface StarChanges {
  readonly removed: ReadonlySet<string>;
  /** The expressions that take the place of columns. */
  readonly replaced: ReadonlyMap<string, TokenRange>;
  /** The new names of columns, as written. */
  readonly renamed: ReadonlyMap<string, string>;
}

/** Reads what a star leaves out and changes; undefined for a filter of names such as `ilike '%id'`. */
export function starChanges(outline: Outline, { expression: { first, end } }: OutputColumn): StarChanges | undefined {
  const changes = {
    removed: new Set<string>(),
    replaced: new Map<string, TokenRange>(),
    renamed: new Map<string, string>(),
  };
  let at = first;
  while (at < end && outline.tokens[at]?.word !== "*") at++;
  at++;
  while (at < end) {
    const word = outline.tokens[at]?.word ?? "";
    const isList = outline.tokens[at + 1]?.word === "(";
    const stop = isList ? next(outline, at + 1) : bareEnd(outline, at + 1, end);
    const list = isList ? { first: at + 2, end: stop - 1 } : { first: at + 1, end: stop };
    if (stop > end || !readChange(outline, word, list, changes)) return undefined;
    at = stop;
  }
  return changes;
}

/** Without brackets it is one column: `exclude a`, `rename a as b`. */
function bareEnd({ tokens }: Outline, at: number, end: number): number {
  return Math.min(end, tokens[at + 1]?.word === "AS" ? at + 3 : at + 1);
}

function readChange(
  outline: Outline,
  word: string,
  list: TokenRange,
  {
    removed,
    replaced,
    renamed,
  }: { removed: Set<string>; replaced: Map<string, TokenRange>; renamed: Map<string, string> },
): boolean {
  const { sql, tokens } = outline;
  for (const { first, end } of items(outline, list)) {
    const [start, last] = [tokens[first], tokens[end - 1]];
    if (!start || !last) return false;
    if (word === "EXCEPT" || word === "EXCLUDE") removed.add(nameOf(sql, last).toLowerCase());
    else if (word === "REPLACE") replaced.set(nameOf(sql, last).toLowerCase(), { first, end: end - 2 });
    else if (word === "RENAME") renamed.set(nameOf(sql, start).toLowerCase(), nameOf(sql, last));
    else return false;
  }
  return true;
}

function items(outline: Outline, { first, end }: TokenRange): readonly TokenRange[] {
  const found: TokenRange[] = [];
  let from = first;
  for (let at = first; at < end; at = next(outline, at)) {
    if (outline.tokens[at]?.word !== ",") continue;
    found.push({ first: from, end: at });
    from = at + 1;
  }
  return [...found, { first: from, end }].filter((it) => it.end > it.first);
}
