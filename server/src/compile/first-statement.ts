/** Where the common table expressions of ephemeral models go into a statement. */
export interface Insertion {
  /** Offset right behind an existing `with` or `with recursive`; undefined when the statement has none. */
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
    if (character === "(") depth++;
    else if (character === ")") depth = Math.max(0, depth - 1);
    else if (character === ";" && depth === 0)
      return { afterWith, first: Math.max(first, 0), end: endOfStatement(sql, at + 1) };
    else if (isWordStart(character)) {
      const end = wordEnd(sql, at);
      if (afterWith === undefined && depth === 0 && sql.slice(at, end).toLowerCase() === "with")
        afterWith = behindRecursive(sql, end);
      at = end;
      continue;
    }
    at++;
  }
  return { afterWith, first: Math.max(first, 0), end: sql.length };
}

/** The offset behind a comment, string or quoted name that starts here; `at` itself when none does. */
function skip(sql: string, at: number): number {
  const two = sql.slice(at, at + 2);
  if (two === "--") return until(sql, "\n", at + 2);
  if (two === "/*") return until(sql, "*/", at + 2);
  const quote = sql.charAt(at);
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
  const word = /^\s+recursive\b/i.exec(sql.slice(end, end + 200));
  return word ? end + word[0].length : end;
}

/** Whitespace and line comments behind the semicolon still belong to the statement. */
function endOfStatement(sql: string, from: number): number {
  let at = from;
  for (;;) {
    while (at < sql.length && /\s/.test(sql.charAt(at))) at++;
    if (!sql.startsWith("--", at)) return at;
    at = until(sql, "\n", at);
  }
}
