import type { Token } from "./tokens.ts";

/** The name that a word or a quoted name stands for, as written, without its quotes. */
export function nameOf(sql: string, token: Token): string {
  if (token.kind !== "name") return sql.slice(token.start, token.end);
  const quote = sql[token.start] ?? '"';
  const closed = token.end - token.start > 1 && sql[token.end - 1] === quote;
  return sql.slice(token.start + 1, closed ? token.end - 1 : token.end).replaceAll(quote + quote, quote);
}

/** Whether two names mean the same column or relation; case is ignored, as every dialect here ignores it for bare names. */
export function sameName(a: string, b: string): boolean {
  return a.length === b.length && a.toLowerCase() === b.toLowerCase();
}
