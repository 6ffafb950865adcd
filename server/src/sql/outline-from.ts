import { inRendered, type RenderedSpan } from "../base/span.ts";
import { nameOf } from "./names.ts";
import type { ClauseKind, FromItem, Query, TokenRange } from "./outline.ts";
import { columnList, type Reader } from "./reader.ts";

type Collect = (range: TokenRange, clause: ClauseKind) => void;

/** Reads the items of a FROM clause, those in parentheses flattened; `collect` gets every expression on the way. */
export function readFrom(reader: Reader, range: TokenRange, collect: Collect): readonly FromItem[] {
  const items: FromItem[] = [];
  readItems(reader, range, { join: "from", items, collect });
  return items;
}

interface Reading {
  readonly join: FromItem["join"];
  readonly items: FromItem[];
  readonly collect: Collect;
}

function readItems(reader: Reader, range: TokenRange, { join: first, items, collect }: Reading): void {
  let join = first;
  let at = range.first;
  while (at < range.end) {
    const joined = joinAt(reader, at, range.end);
    if (joined) {
      join = joined.kind;
      at = joined.next;
      continue;
    }
    const start = at;
    at = readItem(reader, { first: at, end: range.end }, { join, items, collect });
    if (at === start) at = reader.skip(at);
    join = "other";
  }
}

/** Reads one item with its alias and its `on`; gives the index of the join or comma behind it. */
function readItem(reader: Reader, { first, end }: TokenRange, { join, items, collect }: Reading): number {
  let at = first;
  while (
    /^(?:LATERAL|ONLY|TABLE|VIEW|OUTER)$/.test(reader.word(at)) &&
    (reader.isName(at + 1) || reader.word(at + 1) === "(")
  )
    at++;
  const base = readBase(reader, at, end, { join, items, collect });
  if (!base) return skipToJoin(reader, at, end);

  at = base.next;
  const alias = readAlias(reader, at, end);
  at = alias.next;
  const behind = reader.tokens[at - 1]?.end ?? base.span.end;
  const conditionAt = skipTo(reader, at, end, (it) => /^(?:ON|USING)$/.test(reader.word(it)));
  let on: TokenRange | undefined;
  if (reader.word(conditionAt) === "ON" && conditionAt < end) {
    on = { first: conditionAt + 1, end: skipToJoin(reader, conditionAt + 1, end) };
    collect(on, "on");
    at = on.end;
  } else {
    at = skipToJoin(reader, conditionAt, end);
  }
  if (base.kind !== "nested") {
    const { kind, relation, span, query } = base;
    items.push({
      kind,
      relation,
      span,
      alias: alias.name,
      columnNames: alias.columnNames,
      end: behind,
      join,
      on,
      query,
    });
  }
  return at;
}

type Base =
  | {
      readonly kind: FromItem["kind"];
      readonly relation: readonly string[];
      readonly span: RenderedSpan;
      readonly query: Query | undefined;
      readonly next: number;
    }
  | { readonly kind: "nested"; readonly span: RenderedSpan; readonly next: number };

function readBase(reader: Reader, at: number, end: number, reading: Reading): Base | undefined {
  const token = reader.tokens[at];
  if (!token || at >= end) return undefined;
  if (reader.word(at) === "(") return readBracket(reader, at, end, reading);
  if (token.kind === "string") {
    return { kind: "file", relation: [], span: inRendered(token.start, token.end), query: undefined, next: at + 1 };
  }
  if (!reader.isName(at)) return undefined;

  const relation = [nameOf(reader.sql, token)];
  let next = at + 1;
  while (next + 1 < end && reader.word(next) === "." && reader.isName(next + 1)) {
    const part = reader.tokens[next + 1];
    if (part) relation.push(nameOf(reader.sql, part));
    next += 2;
  }
  if (reader.word(next) !== "(") {
    return { kind: "relation", relation, span: reader.span(at, next), query: undefined, next };
  }
  const close = Math.min(reader.close(next), end);
  reading.collect({ first: next, end: Math.min(close + 1, end) }, "from");
  return { kind: "function", relation, span: reader.span(at, close + 1), query: undefined, next: close + 1 };
}

function readBracket(reader: Reader, at: number, end: number, reading: Reading): Base {
  const close = Math.min(reader.close(at), end);
  const span = reader.span(at, close + 1);
  const next = close + 1;
  if (reader.isTooDeep(at)) return { kind: "other", relation: [], span, query: undefined, next };
  if (reader.startsQuery(at)) {
    return { kind: "subquery", relation: [], span, query: reader.query(at + 1, close), next };
  }
  if (reader.word(at + 1) === "VALUES") return { kind: "other", relation: [], span, query: undefined, next };
  readItems(reader, { first: at + 1, end: close }, reading);
  return { kind: "nested", span, next };
}

// Words that may stand behind a relation and are no alias.
const notAlias = new Set(
  "ON USING WHERE TABLESAMPLE SAMPLE PIVOT UNPIVOT FOR AT BEFORE WITH FINAL MATCH_RECOGNIZE CHANGES ARRAY AS".split(
    " ",
  ),
);

const samplingWords = new Set(["SYSTEM_TIME", "TIMESTAMP", "VERSION", "OF", "SYSTEM", "BERNOULLI", "OFFSET"]);

interface Alias {
  readonly name: string | undefined;
  readonly columnNames: readonly string[];
  readonly next: number;
}

function readAlias(reader: Reader, from: number, end: number): Alias {
  let at = from;
  // Sampling and time travel stand before the alias in some dialects.
  while (at < end && notAlias.has(reader.word(at)) && !/^(?:ON|USING|WHERE|AS)$/.test(reader.word(at))) {
    at++;
    while (at < end && (reader.word(at) === "(" || samplingWords.has(reader.word(at)))) at = reader.skip(at);
    if (reader.word(at) === "AS" && reader.word(at + 1) === "OF") at += 3;
  }
  const marked = reader.word(at) === "AS";
  if (marked) at++;
  const token = reader.tokens[at];
  if (!token || at >= end || !reader.isName(at)) return { name: undefined, columnNames: [], next: Math.min(at, end) };
  if (!marked && (notAlias.has(token.word) || joinAt(reader, at, end)))
    return { name: undefined, columnNames: [], next: at };
  const columns = reader.word(at + 1) === "(" ? reader.skip(at + 1) : at + 1;
  const columnNames = columnList(reader, at + 1, end);
  return { name: nameOf(reader.sql, token), columnNames, next: Math.min(columns, end) };
}

const joinKinds: ReadonlyMap<string, FromItem["join"]> = new Map([
  ["INNER", "inner"],
  ["LEFT", "left"],
  ["RIGHT", "right"],
  ["FULL", "full"],
  ["CROSS", "cross"],
  ["SEMI", "semi"],
  ["ANTI", "anti"],
]);
const joinWords = new Set([
  ...joinKinds.keys(),
  "OUTER",
  "NATURAL",
  "ASOF",
  "POSITIONAL",
  "GLOBAL",
  "ANY",
  "ALL",
  "ARRAY",
]);

/** `,`, `[left outer …] join`, `lateral view`. `left(a, 1)` is a function. */
function joinAt(
  reader: Reader,
  at: number,
  end: number,
): { readonly kind: FromItem["join"]; readonly next: number } | undefined {
  if (reader.word(at) === ",") return { kind: "comma", next: at + 1 };
  let next = at;
  let kind: FromItem["join"] = "inner";
  while (next < end && next < at + 5 && joinWords.has(reader.word(next))) {
    kind = joinKinds.get(reader.word(next)) ?? kind;
    next++;
  }
  if (/^(?:JOIN|APPLY)$/.test(reader.word(next))) return { kind, next: next + 1 };
  if (reader.word(at) === "LATERAL" && reader.word(at + 1) === "VIEW") return { kind: "cross", next: at + 1 };
  return undefined;
}

function skipToJoin(reader: Reader, from: number, end: number): number {
  return skipTo(reader, from, end, () => false);
}

/** The first token at this depth that `wanted` takes, or that begins the next item. */
function skipTo(reader: Reader, from: number, end: number, wanted: (at: number) => boolean): number {
  let at = from;
  while (at < end && !wanted(at) && !joinAt(reader, at, end)) at = reader.skip(at);
  return Math.min(at, end);
}
