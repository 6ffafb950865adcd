import type { Dialect } from "./dialect.ts";

/**
 * One token of SQL. `word` is the upper-case text of a word and the text of a symbol, empty for the others.
 *
 * - `word`: a bare name or a keyword; which of the two, only the reader can say.
 * - `name`: a quoted name.
 * - `parameter`: `$1`, `@name`.
 */
export interface Token {
  readonly kind: "word" | "name" | "string" | "number" | "parameter" | "comment" | "symbol";
  readonly start: number;
  readonly end: number;
  readonly word: string;
}

/**
 * Cuts SQL into tokens, comments among them; white space lies between.
 *
 * Total: any text gives tokens with exact UTF-16 offsets, in order and without overlap, in linear time.
 * What is not closed (a string, a comment) reaches to the end of the text.
 */
export function tokens(sql: string, dialect: Dialect): readonly Token[] {
  const found: Token[] = [];
  let at = 0;
  while (at < sql.length) {
    const code = sql.charCodeAt(at);
    if (isSpace(code)) {
      at++;
      continue;
    }
    const token = tokenAt(sql, at, code, dialect);
    found.push(token);
    at = token.end;
  }
  return found;
}

function tokenAt(sql: string, at: number, code: number, dialect: Dialect): Token {
  if (isWordStart(code)) return prefixedString(sql, at, dialect) ?? word(sql, at);
  if (isDigit(code) || (code === DOT && isDigit(sql.charCodeAt(at + 1)))) return number(sql, at, dialect);

  const character = sql[at] ?? "";
  const comment = commentEnd(sql, at, character, dialect);
  if (comment !== undefined) return { kind: "comment", start: at, end: comment, word: "" };
  if (dialect.nameQuotes.includes(character)) return quoted("name", sql, at, { backslash: false });
  if (dialect.stringQuotes.includes(character)) return string(sql, at, at, dialect, { raw: false });
  if (character === "$" || character === "@") return dollarQuoted(sql, at, dialect) ?? parameter(sql, at, character);
  return symbol(sql, at);
}

const DOT = 46;
const isSpace = (code: number) => code <= 32 || code === 0xa0 || code === 0xfeff || code === 0x2028 || code === 0x2029;
const isDigit = (code: number) => code >= 48 && code <= 57;
const isWordStart = (code: number) =>
  (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || code === 95 || (code > 127 && !isSpace(code));
const isWordPart = (code: number) => isWordStart(code) || isDigit(code) || code === 36;

function wordEnd(sql: string, at: number): number {
  let end = at;
  while (end < sql.length && isWordPart(sql.charCodeAt(end))) end++;
  return end;
}

function word(sql: string, start: number): Token {
  const end = wordEnd(sql, start);
  return { kind: "word", start, end, word: sql.slice(start, end).toUpperCase() };
}

/** `E'…'`, `r"…"`, `b'…'`, `x'…'`: a letter or two that belong to the string behind them. */
function prefixedString(sql: string, at: number, dialect: Dialect): Token | undefined {
  const length = isQuote(sql[at + 1], dialect) ? 1 : isQuote(sql[at + 2], dialect) ? 2 : 0;
  if (length === 0) return undefined;
  const prefix = sql.slice(at, at + length).toUpperCase();
  if (!/^(?:[EBXNUR]|RB|BR|U&)$/.test(prefix)) return undefined;
  const raw = prefix.includes("R");
  if (prefix === "E") return string(sql, at, at + length, { ...dialect, backslash: true }, { raw });
  return string(sql, at, at + length, dialect, { raw });
}

function isQuote(character: string | undefined, dialect: Dialect): boolean {
  return character !== undefined && dialect.stringQuotes.includes(character);
}

function string(sql: string, start: number, open: number, dialect: Dialect, { raw }: { readonly raw: boolean }): Token {
  const quote = sql[open] ?? "'";
  const triple = quote.repeat(3);
  if (dialect.tripleQuotes && sql.startsWith(triple, open)) {
    const close = tripleEnd(sql, open + 3, triple, dialect.backslash && !raw);
    return { kind: "string", start, end: close, word: "" };
  }
  const token = quoted("string", sql, open, { backslash: dialect.backslash && !raw });
  return { ...token, start };
}

function tripleEnd(sql: string, from: number, triple: string, backslash: boolean): number {
  for (let at = from; at < sql.length; at++) {
    if (backslash && sql[at] === "\\") at++;
    else if (sql.startsWith(triple, at)) return at + 3;
  }
  return sql.length;
}

/** A doubled quote stands for itself and does not end the token. */
function quoted(
  kind: "name" | "string",
  sql: string,
  start: number,
  { backslash }: { readonly backslash: boolean },
): Token {
  const quote = sql.charCodeAt(start);
  let at = start + 1;
  while (at < sql.length) {
    const code = sql.charCodeAt(at);
    if (backslash && code === 92) at++;
    else if (code === quote) {
      if (sql.charCodeAt(at + 1) !== quote) return { kind, start, end: at + 1, word: "" };
      at++;
    }
    at++;
  }
  return { kind, start, end: sql.length, word: "" };
}

function number(sql: string, start: number, dialect: Dialect): Token {
  let end = start;
  while (isDigit(sql.charCodeAt(end))) end++;
  // `10L` and `1e5` are numbers, `7d_total` is a name.
  if (dialect.digitLedNames && /^(?![exX])[A-Za-z_]\w/.test(sql.slice(end, end + 2))) return word(sql, start);
  if (sql.charCodeAt(end) === DOT) {
    end++;
    while (isDigit(sql.charCodeAt(end))) end++;
  }
  if (/[eE]/.test(sql[end] ?? "") && /[+-]/.test(sql[end + 1] ?? "") && isDigit(sql.charCodeAt(end + 2))) end += 2;
  return { kind: "number", start, end: wordEnd(sql, end), word: "" };
}

function commentEnd(sql: string, at: number, character: string, dialect: Dialect): number | undefined {
  const next = sql[at + 1];
  const toLineEnd =
    (character === "-" && next === "-") ||
    (character === "#" && dialect.hashComments) ||
    (character === "/" && next === "/" && dialect.slashComments);
  if (toLineEnd) {
    const end = sql.indexOf("\n", at);
    return end === -1 ? sql.length : end;
  }
  if (character !== "/" || next !== "*") return undefined;
  if (!dialect.nestedComments) {
    const end = sql.indexOf("*/", at + 2);
    return end === -1 ? sql.length : end + 2;
  }
  return nestedCommentEnd(sql, at);
}

function nestedCommentEnd(sql: string, start: number): number {
  let depth = 0;
  for (let at = start; at < sql.length; at++) {
    if (sql.startsWith("/*", at)) {
      depth++;
      at++;
    } else if (sql.startsWith("*/", at)) {
      depth--;
      at++;
      if (depth === 0) return at + 1;
    }
  }
  return sql.length;
}

function dollarQuoted(sql: string, start: number, dialect: Dialect): Token | undefined {
  if (sql[start] !== "$" || dialect.dollarQuotes === "none") return undefined;
  let tagEnd = start + 1;
  // A tag is a name, so it cannot begin with a digit: `$1` is a parameter.
  if (dialect.dollarQuotes === "tags" && isWordStart(sql.charCodeAt(tagEnd))) {
    while (isWordStart(sql.charCodeAt(tagEnd)) || isDigit(sql.charCodeAt(tagEnd))) tagEnd++;
  }
  if (sql[tagEnd] !== "$") return undefined;
  const tag = sql.slice(start, tagEnd + 1);
  const close = sql.indexOf(tag, tagEnd + 1);
  return { kind: "string", start, end: close === -1 ? sql.length : close + tag.length, word: "" };
}

function parameter(sql: string, start: number, character: string): Token {
  const end = wordEnd(sql, start + 1);
  if (end === start + 1) return { kind: "symbol", start, end, word: character };
  return { kind: "parameter", start, end, word: "" };
}

const long = ["<=>", "->>", "!~~", "::", ">=", "<=", "<>", "!=", "||", "->", "=>", "==", ":=", "&&", "~*", "!~"];

function symbol(sql: string, start: number): Token {
  const found = long.find((it) => sql.startsWith(it, start)) ?? sql[start] ?? "";
  return { kind: "symbol", start, end: start + found.length, word: found };
}
