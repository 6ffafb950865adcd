/** Where the common table expressions of ephemeral models go into a statement. */
export interface Insertion {
  /** Offset of what follows an existing `with` or `with recursive` and its whitespace; undefined when the statement has none. */
  readonly afterWith: number | undefined;
  /** Offset of the first thing that isn't whitespace; a comment counts. */
  readonly first: number;
  /** Where the first statement ends; dbt drops what follows when it injects. */
  readonly end: number;
}

/**
 * Finds that place by looking at the first statement only, past comments, strings and parentheses
 * (spec 6.7). Total and linear: what isn't closed reaches to the end.
 */
export function findInsertion(sql: string): Insertion {
  const first = sql.search(/\S/);
  let depth = 0;
  let afterWith: number | undefined;
  let at = Math.max(first, 0);
  while (at < sql.length) {
    const skipped = skip(sql, at);
    if (skipped > at) {
      at = skipped;
      continue;
    }
    const character = sql.charAt(at);
    if (character === "(" || character === "[") depth++;
    else if (character === ")" || character === "]") depth = Math.max(0, depth - 1);
    else if (character === ";" && depth === 0)
      return { afterWith, first: Math.max(first, 0), end: endOfStatement(sql, at + 1) };
    else if (isWordStart(character)) {
      const end = wordEnd(sql, at);
      const isWith = sql.slice(at, end).toLowerCase() === "with" && !/[.@:]/.test(sql.charAt(at - 1));
      if (afterWith === undefined && depth === 0 && isWith) afterWith = behindRecursive(sql, end);
      at = end;
      continue;
    }
    at++;
  }
  return { afterWith, first: Math.max(first, 0), end: sql.length };
}

/** The offset behind a comment, string or quoted name that starts here; `at` itself when none does. */
function skip(sql: string, at: number): number {
  const comment = sql.startsWith("/*", at) ? until(sql, "*/", at + 2) : lineComment(sql, at);
  if (comment > at) return comment;
  const quote = sql.charAt(at);
  if (quote === "$") return behindDollars(sql, at);
  if (quote !== "'" && quote !== '"' && quote !== "`") return at;
  for (let end = at + 1; end < sql.length; end++) {
    if (sql.charAt(end) === "\\" && quote === "'") end++;
    else if (sql.charAt(end) === quote) {
      if (sql.charAt(end + 1) !== quote) return end + 1;
      end++;
    }
  }
  return sql.length;
}

/** `$tag$ … $tag$` */
function behindDollars(sql: string, at: number): number {
  const tag = /^\$\w{0,60}\$/.exec(sql.slice(at, at + 64))?.[0];
  return tag ? until(sql, tag, at + tag.length) : at;
}

function until(sql: string, mark: string, from: number): number {
  const found = sql.indexOf(mark, from);
  return found < 0 ? sql.length : found + mark.length;
}

const isWordStart = (character: string) => /[A-Za-z_\u0080-\uffff]/.test(character);

function wordEnd(sql: string, at: number): number {
  let end = at + 1;
  while (end < sql.length && /[\w$\u0080-\uffff]/.test(sql.charAt(end))) end++;
  return end;
}

function behindRecursive(sql: string, end: number): number {
  const next = pastSpace(sql, end);
  const isRecursive = next > end && /^recursive\b/i.test(sql.slice(next, next + 10));
  return isRecursive ? pastSpace(sql, next + "recursive".length) : next;
}

function pastSpace(sql: string, from: number): number {
  let at = from;
  while (at < sql.length && /\s/.test(sql.charAt(at))) at++;
  return at;
}

/** Spaces and line comments behind the semicolon still belong to the statement; an empty rest of the line ends it. */
function endOfStatement(sql: string, from: number): number {
  let at = from;
  for (;;) {
    while (sql.charAt(at) === " " || sql.charAt(at) === "\t") at++;
    const comment = lineComment(sql, at);
    if (comment === at) return at;
    at = comment;
  }
}

/** The offset behind a line comment and its newline; `at` when none starts there. */
function lineComment(sql: string, at: number): number {
  return sql.startsWith("--", at) || sql.startsWith("# ", at) ? until(sql, "\n", at + 2) : at;
}
