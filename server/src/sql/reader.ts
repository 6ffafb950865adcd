import { inRendered, type RenderedSpan } from "../base/span.ts";
import type { Groups } from "./groups.ts";
import { nameOf } from "./names.ts";
import type { Query } from "./outline.ts";
import type { Token } from "./tokens.ts";

/** The tokens of one text, and the questions that every part of the outline asks of them. */
export interface Reader {
  readonly sql: string;
  readonly tokens: readonly Token[];
  /** Reads the tokens between two indices as a query. Set by `outline`, which owns the recursion. */
  query: (first: number, end: number) => Query;
  /** The upper-case word or symbol at an index; empty for anything else. */
  word(at: number): string;
  /** The index of the closing bracket; `tokens.length` when it is missing. */
  close(at: number): number;
  isTooDeep(at: number): boolean;
  /** The index behind a token, or behind the whole group that it opens. */
  skip(at: number): number;
  isName(at: number): boolean;
  /** Whether a bracket holds a query (`select`, `with`, DuckDB's `from`), maybe in brackets of its own. */
  startsQuery(at: number): boolean;
  isSetOperation(at: number, end: number): boolean;
  span(first: number, end: number): RenderedSpan;
}

/** Makes the reader of one text. `tokens` must be free of comments. */
export function readerOf(sql: string, tokens: readonly Token[], { close, tooDeep }: Groups): Reader {
  const word = (at: number) => tokens[at]?.word ?? "";
  const closeOf = (at: number) => close[at] ?? -1;
  const reader: Reader = {
    sql,
    tokens,
    query: (first, end) => ({ span: reader.span(first, end), ctes: [], branches: [], operators: [] }),
    word,
    close: closeOf,
    isTooDeep: (at) => tooDeep[at] === 1,
    skip: (at) => (closeOf(at) >= 0 ? closeOf(at) + 1 : at + 1),
    isName: (at) => tokens[at]?.kind === "word" || tokens[at]?.kind === "name",
    startsQuery(at) {
      if (tooDeep[at] === 1) return false;
      let inner = at + 1;
      while (word(inner) === "(") inner++;
      const first = word(inner);
      return first === "SELECT" || first === "WITH" || (first === "FROM" && word(inner - 1) === "(");
    },
    isSetOperation(at, end) {
      if (!setOperations.has(word(at)) || word(at - 1) === ".") return false;
      // `* except (a, b)` takes columns out of a star.
      if (word(at) === "EXCEPT" && word(at - 1) === "*" && word(at + 1) === "(") return false;
      return at + 1 >= end || beginsTerm.has(word(at + 1));
    },
    span(first, end) {
      const start = tokens[first]?.start ?? sql.length;
      return inRendered(start, Math.max(start, tokens[Math.min(end, tokens.length) - 1]?.end ?? start));
    },
  };
  return reader;
}

/** The names in a bracket behind an alias or a CTE's name, without those of types; none where no bracket opens. */
export function columnList(reader: Reader, open: number, end: number): readonly string[] {
  if (reader.word(open) !== "(") return [];
  const close = Math.min(reader.close(open), end);
  const names: string[] = [];
  for (let at = open + 1; at < close; at = reader.skip(at)) {
    const token = reader.tokens[at];
    const isFirst = at === open + 1 || reader.word(at - 1) === ",";
    if (token && isFirst && reader.isName(at)) names.push(nameOf(reader.sql, token));
  }
  return names;
}

const setOperations = new Set(["UNION", "INTERSECT", "EXCEPT", "MINUS"]);
const beginsTerm = new Set([
  "SELECT",
  "(",
  "ALL",
  "DISTINCT",
  "WITH",
  "VALUES",
  "FROM",
  "BY",
  "OUTER",
  "CORRESPONDING",
]);
