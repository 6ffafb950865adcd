import type { Clause, ClauseKind, FromItem, Select, TokenRange } from "./outline.ts";
import { readColumns } from "./outline-columns.ts";
import { readFrom } from "./outline-from.ts";
import type { Reader } from "./reader.ts";

type Subqueries = { readonly clause: ClauseKind; readonly query: Select["subqueries"][number]["query"] }[];

/** Reads one select from its first word to the set operation, the semicolon or the end behind it. */
export function readSelect(
  reader: Reader,
  first: number,
  end: number,
): { readonly select: Select; readonly next: number } {
  const subqueries: Subqueries = [];
  const clauses: Clause[] = [];
  let from: readonly FromItem[] = [];
  let list: TokenRange = { first, end: first };
  let head: Head = { at: first, distinct: false, distinctOn: undefined };
  let at = first;

  if (reader.word(first) === "SELECT") {
    head = readHead(reader, first + 1);
    const stop = clauseEnd(reader, head.at, end);
    list = { first: head.at, end: stop };
    collectSubqueries(reader, list, "select", subqueries);
    at = stop;
  }
  while (at < end) {
    const opener = clauseAt(reader, at);
    if (!opener) break;
    const stop = clauseEnd(reader, at + opener.length, end);
    const body = { first: at + opener.length, end: stop };
    clauses.push({ kind: opener.kind, span: reader.span(at, stop), body });
    if (opener.kind === "from")
      from = readFrom(reader, body, (range, clause) => collectSubqueries(reader, range, clause, subqueries));
    else if (opener.kind === "select") list = body;
    if (opener.kind !== "from") collectSubqueries(reader, body, opener.kind, subqueries);
    at = Math.max(stop, at + 1);
  }
  return {
    select: {
      span: reader.span(first, at),
      distinct: head.distinct,
      distinctOn: head.distinctOn,
      columns: readColumns(reader, list),
      from,
      clauses,
      subqueries,
    },
    next: at,
  };
}

interface Head {
  readonly at: number;
  readonly distinct: boolean;
  readonly distinctOn: TokenRange | undefined;
}

/** `[distinct [on (…)] | all] [top n] [as struct | as value]` */
function readHead(reader: Reader, from: number): Head {
  let at = from;
  const distinct = reader.word(at) === "DISTINCT";
  let distinctOn: TokenRange | undefined;
  if (distinct || reader.word(at) === "ALL") at++;
  if (distinct && reader.word(at) === "ON" && reader.word(at + 1) === "(") {
    distinctOn = { first: at + 2, end: Math.min(reader.close(at + 1), reader.tokens.length) };
    at = reader.skip(at + 1);
  }
  if (reader.word(at) === "TOP" && reader.tokens[at + 1]?.kind === "number") at += 2;
  if (reader.word(at) === "AS" && /^(?:STRUCT|VALUE)$/.test(reader.word(at + 1))) at += 2;
  return { at, distinct, distinctOn };
}

/** The first token at this depth that opens another clause, or ends the select. */
function clauseEnd(reader: Reader, first: number, end: number): number {
  let at = first;
  while (at < end) {
    const word = reader.word(at);
    if (word === ";" || reader.isSetOperation(at, end) || clauseAt(reader, at)) return at;
    at = reader.skip(at);
  }
  return Math.min(at, end);
}

interface Opener {
  readonly kind: ClauseKind;
  /** Words that the opener takes. */
  readonly length: number;
}

const single: ReadonlyMap<string, ClauseKind> = new Map([
  ["PREWHERE", "prewhere"],
  ["WHERE", "where"],
  ["HAVING", "having"],
  ["QUALIFY", "qualify"],
  ["LIMIT", "limit"],
  ["SETTINGS", "other"],
]);

/** Which clause opens here. Most of these words are legal names too, so their neighbours decide. */
function clauseAt(reader: Reader, at: number): Opener | undefined {
  const token = reader.tokens[at];
  if (token?.kind !== "word" || reader.word(at - 1) === "." || reader.word(at + 1) === ".") return undefined;
  const next = reader.word(at + 1);
  switch (token.word) {
    case "FROM":
      return isComparison(reader, at) ? undefined : { kind: "from", length: 1 };
    case "SELECT":
      return { kind: "select", length: 1 };
    case "GROUP":
      return next === "BY" ? { kind: "group by", length: 2 } : undefined;
    case "ORDER":
      return next === "BY" ? { kind: "order by", length: 2 } : undefined;
    case "CLUSTER":
    case "DISTRIBUTE":
    case "SORT":
      return next === "BY" ? { kind: "other", length: 2 } : undefined;
    case "WINDOW":
      return reader.word(at + 2) === "AS" ? { kind: "window", length: 1 } : undefined;
    case "FETCH":
      return /^(?:FIRST|NEXT)$/.test(next) ? { kind: "limit", length: 2 } : undefined;
    case "OFFSET":
      return reader.tokens[at + 1]?.kind === "number" ? { kind: "limit", length: 1 } : undefined;
    default: {
      const kind = single.get(token.word);
      if (!kind || isColumnName(reader, at)) return undefined;
      return { kind, length: 1 };
    }
  }
}

/** `a is distinct from b` */
function isComparison(reader: Reader, at: number): boolean {
  return reader.word(at - 1) === "DISTINCT" && /^(?:IS|NOT)$/.test(reader.word(at - 2));
}

/** `select limit, settings from …`: a word between commas is a column. */
function isColumnName(reader: Reader, at: number): boolean {
  const next = reader.word(at + 1);
  return reader.word(at - 1) === "AS" || next === "," || next === "FROM" || next === "AS" || next === "=";
}

/** Reads the queries that stand in brackets of an expression, at any depth; each token is looked at once. */
function collectSubqueries(reader: Reader, range: TokenRange, clause: ClauseKind, into: Subqueries): void {
  let at = range.first;
  while (at < range.end) {
    const close = reader.close(at);
    if (close < 0 || reader.isTooDeep(at)) {
      at = reader.skip(at);
      continue;
    }
    const inner = { first: at + 1, end: Math.min(close, range.end) };
    if (reader.word(at) === "(" && reader.startsQuery(at))
      into.push({ clause, query: reader.query(inner.first, inner.end) });
    else collectSubqueries(reader, inner, clause, into);
    at = close + 1;
  }
}
