import { inRendered, type RenderedSpan } from "../base/span.ts";
import type { Dialect } from "./dialect.ts";
import { groups } from "./groups.ts";
import { nameOf } from "./names.ts";
import { readSelect } from "./outline-select.ts";
import { columnList, type Reader, readerOf } from "./reader.ts";
import { type Token, tokens } from "./tokens.ts";

/** A statement's skeleton: what our own reading gives on each keystroke, with exact places. */
export interface Outline {
  readonly sql: string;
  /** Without comments. The `range`s below are indices into it. */
  readonly tokens: readonly Token[];
  /** For each opening bracket the index of its closing one (`tokens.length` when it is missing), else -1. */
  readonly close: Int32Array;
  readonly query: Query;
}

/** Indices into `Outline.tokens`, the end not included. */
export interface TokenRange {
  readonly first: number;
  readonly end: number;
}

/** `with … select … union select …` */
export interface Query {
  readonly span: RenderedSpan;
  readonly ctes: readonly Cte[];
  /** The selects between set operations, flattened where they stand in parentheses. */
  readonly branches: readonly Select[];
  /** The set operations between them, in upper case with the words that belong to them: `UNION ALL BY NAME`. */
  readonly operators: readonly string[];
}

export interface Cte {
  readonly name: string;
  readonly nameSpan: RenderedSpan;
  /** From its name to its closing parenthesis. */
  readonly span: RenderedSpan;
  /** Columns given behind the name. */
  readonly columnNames: readonly string[];
  readonly query: Query;
}

export interface Select {
  readonly span: RenderedSpan;
  readonly distinct: boolean;
  /** The expressions of `select distinct on (…)`. */
  readonly distinctOn: TokenRange | undefined;
  readonly columns: readonly OutputColumn[];
  readonly from: readonly FromItem[];
  readonly clauses: readonly Clause[];
  /** Queries of its own (`with`, a subquery in parentheses) that stand in its expressions, with the clause they stand in. */
  readonly subqueries: readonly { readonly clause: ClauseKind; readonly query: Query }[];
}

export type ClauseKind =
  | "select"
  | "from"
  | "on"
  | "prewhere"
  | "where"
  | "group by"
  | "having"
  | "qualify"
  | "window"
  | "order by"
  | "limit"
  | "other";

export interface Clause {
  readonly kind: ClauseKind;
  /** From the keyword to the end of the clause. */
  readonly span: RenderedSpan;
  /** What stands behind the keyword. */
  readonly body: TokenRange;
}

export interface OutputColumn {
  readonly kind: "column" | "star";
  /** The output name where it is certain, as written, without quotes. */
  readonly name: string | undefined;
  /** Where that name is written. */
  readonly nameSpan: RenderedSpan | undefined;
  readonly span: RenderedSpan;
  /** The expression without its alias. */
  readonly expression: TokenRange;
  /** For a plain column its dotted path; for a star what stands before it. */
  readonly path: readonly string[] | undefined;
  /** Of a star: whether `except`, `exclude`, `replace` or `rename` follows. */
  readonly changed: boolean;
}

export interface FromItem {
  readonly kind: "relation" | "subquery" | "function" | "file" | "other";
  /** Parts of the dotted name, without quotes; empty for what has no name. */
  readonly relation: readonly string[];
  /** The relation's own text, without alias. */
  readonly span: RenderedSpan;
  readonly alias: string | undefined;
  /** Columns given behind the alias. */
  readonly columnNames: readonly string[];
  /** Where a clause that follows this item alone may be put: behind the alias. */
  readonly end: number;
  readonly join: "from" | "comma" | "inner" | "left" | "right" | "full" | "cross" | "semi" | "anti" | "other";
  /** The condition of `on`. */
  readonly on: TokenRange | undefined;
  readonly query: Query | undefined;
}

/**
 * Reads the skeleton of a SELECT.
 *
 * Total and linear: half-typed, foreign or hostile text gives what could be read of it. It knows no
 * types and checks nothing; a name is where SQL would have one.
 */
export function outline(sql: string, dialect: Dialect): Outline {
  const significant = tokens(sql, dialect).filter((it) => it.kind !== "comment");
  const brackets = groups(significant);
  const reader = readerOf(sql, significant, brackets);
  reader.query = (first, end) => readQuery(reader, first, end);
  return { sql, tokens: significant, close: brackets.close, query: readQuery(reader, 0, significant.length) };
}

function readQuery(reader: Reader, first: number, end: number): Query {
  const ctes: Cte[] = [];
  const branches: Select[] = [];
  const operators: string[] = [];
  let at = first;
  if (reader.word(at) === "WITH") at = readCtes(reader, at + 1, end, ctes);
  while (at < end) {
    const next = readTerm(reader, at, end, { ctes, branches, operators });
    // Whatever could not be read is stepped over, so that a set operation behind it is still found.
    at = Math.max(next, at + 1);
  }
  return { span: reader.span(first, end), ctes, branches, operators };
}

interface Terms {
  readonly ctes: Cte[];
  readonly branches: Select[];
  readonly operators: string[];
}

/** Reads what stands before a set operation, and steps over the operation itself. */
function readTerm(reader: Reader, at: number, end: number, { ctes, branches, operators }: Terms): number {
  if (reader.isSetOperation(at, end)) {
    let next = at + 1;
    while (next < end && /^(?:ALL|DISTINCT|BY|NAME|OUTER|CORRESPONDING)$/.test(reader.word(next))) next++;
    operators.push(
      reader.tokens
        .slice(at, next)
        .map((it) => it.word)
        .join(" "),
    );
    return next;
  }
  const word = reader.word(at);
  if (word === ";" && branches.length > 0) return end;
  if (word === "(" && reader.startsQuery(at)) {
    const close = Math.min(reader.close(at), end);
    const inner = reader.query(at + 1, close);
    ctes.push(...inner.ctes);
    branches.push(...inner.branches);
    operators.push(...inner.operators);
    return close + 1;
  }
  if (word === "SELECT" || word === "FROM") {
    const { select, next } = readSelect(reader, at, end);
    branches.push(select);
    return next;
  }
  return reader.skip(at);
}

/** `name [(columns)] as [not materialized] (query), …`; gives the index of the main query. */
function readCtes(reader: Reader, from: number, end: number, ctes: Cte[]): number {
  let at = reader.word(from) === "RECURSIVE" && reader.word(from + 1) !== "AS" ? from + 1 : from;
  while (at < end) {
    const cte = readCte(reader, at, end);
    if (cte) {
      ctes.push(cte.cte);
      at = cte.next;
    } else {
      // ClickHouse's `with <expression> as name`, or something half-typed: on to the next comma or the main query.
      while (at < end && !/^(?:,|SELECT|FROM)$/.test(reader.word(at))) at = reader.skip(at);
    }
    if (reader.word(at) !== ",") return at;
    at++;
  }
  return at;
}

function readCte(reader: Reader, at: number, end: number): { readonly cte: Cte; readonly next: number } | undefined {
  const name = reader.tokens[at];
  if (!name || !reader.isName(at)) return undefined;
  let next = at + 1;
  const columnNames = columnList(reader, next, end);
  if (reader.word(next) === "(") next = reader.close(next) + 1;
  if (reader.word(next) !== "AS") return undefined;
  next++;
  while (/^(?:NOT|MATERIALIZED)$/.test(reader.word(next))) next++;
  if (reader.word(next) !== "(") return undefined;
  const close = Math.min(reader.close(next), end);
  const closeEnd = reader.tokens[close]?.end ?? reader.sql.length;
  return {
    cte: {
      name: nameOf(reader.sql, name),
      nameSpan: inRendered(name.start, name.end),
      span: inRendered(name.start, Math.max(name.end, closeEnd)),
      columnNames,
      query: reader.isTooDeep(next) ? emptyQuery(reader, next) : reader.query(next + 1, close),
    },
    next: close + 1,
  };
}

function emptyQuery(reader: Reader, at: number): Query {
  return { span: reader.span(at, at), ctes: [], branches: [], operators: [] };
}
