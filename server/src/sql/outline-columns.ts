import { inRendered } from "../base/span.ts";
import { nameOf } from "./names.ts";
import type { OutputColumn, TokenRange } from "./outline.ts";
import type { Reader } from "./reader.ts";

/** Reads the select list. A column whose output name the dialects disagree on has none. */
export function readColumns(reader: Reader, list: TokenRange): readonly OutputColumn[] {
  return splitAtCommas(reader, list).map((item) => readColumn(reader, item));
}

/** The stretches between the commas of this depth; nothing between two commas is left out. */
export function splitAtCommas(reader: Pick<Reader, "word" | "skip">, list: TokenRange): readonly TokenRange[] {
  const items: TokenRange[] = [];
  let first = list.first;
  let at = list.first;
  while (at < list.end) {
    if (reader.word(at) === ",") {
      if (at > first) items.push({ first, end: at });
      first = at + 1;
    }
    at = reader.skip(at);
  }
  if (list.end > first) items.push({ first, end: list.end });
  return items;
}

function readColumn(reader: Reader, item: TokenRange): OutputColumn {
  const span = reader.span(item.first, item.end);
  const star = readStar(reader, item);
  if (star) {
    return { kind: "star", name: undefined, nameSpan: undefined, span, expression: item, ...star };
  }
  const aliasAt = aliasIndex(reader, item);
  if (aliasAt !== undefined) {
    const end = reader.word(aliasAt - 1) === "AS" ? aliasAt - 1 : aliasAt;
    return {
      ...named(reader, aliasAt),
      span,
      expression: { first: item.first, end },
      path: pathOf(reader, { first: item.first, end }),
    };
  }
  const path = pathOf(reader, item);
  if (path) return { ...named(reader, item.end - 1), span, expression: item, path };
  return {
    kind: "column",
    name: undefined,
    nameSpan: undefined,
    span,
    expression: item,
    path: undefined,
    changed: false,
  };
}

function named(reader: Reader, at: number) {
  const token = reader.tokens[at];
  return {
    kind: "column" as const,
    name: token ? nameOf(reader.sql, token) : undefined,
    nameSpan: token ? inRendered(token.start, token.end) : undefined,
    changed: false,
  };
}

/** `*`, `a.b.*`, and either with `except (…)` and such behind it. */
function readStar(reader: Reader, { first, end }: TokenRange): Pick<OutputColumn, "path" | "changed"> | undefined {
  const path: string[] = [];
  let at = first;
  while (at + 1 < end && reader.isName(at) && reader.word(at + 1) === ".") {
    const token = reader.tokens[at];
    if (token) path.push(nameOf(reader.sql, token));
    at += 2;
  }
  if (reader.word(at) !== "*" || at >= end) return undefined;
  const behind = reader.word(at + 1);
  if (at + 1 < end && !/^(?:EXCEPT|EXCLUDE|REPLACE|RENAME|ILIKE|LIKE)$/.test(behind)) return undefined;
  return { path, changed: at + 1 < end };
}

/** The dotted path that an expression consists of, and nothing else. */
function pathOf(reader: Reader, { first, end }: TokenRange): readonly string[] | undefined {
  const path: string[] = [];
  for (let at = first; at < end; at += 2) {
    const token = reader.tokens[at];
    if (!token || !reader.isName(at)) return undefined;
    if (at + 1 < end && reader.word(at + 1) !== ".") return undefined;
    path.push(nameOf(reader.sql, token));
  }
  if (path.length === 1 && reader.tokens[first]?.kind === "word" && constants.has(reader.word(first))) return undefined;
  return path.length > 0 && (end - first) % 2 === 1 ? path : undefined;
}

const constants = new Set(["NULL", "TRUE", "FALSE", "CURRENT_DATE", "CURRENT_TIMESTAMP", "CURRENT_TIME", "SYSDATE"]);

// A word behind one of these belongs to the expression: `then x`, `interval '1' day`, `x at time zone y`.
const operators = new Set(
  "AND OR NOT IS IN LIKE ILIKE RLIKE SIMILAR BETWEEN THEN ELSE WHEN CASE ESCAPE COLLATE ZONE DISTINCT INTERVAL SELECT DIV".split(
    " ",
  ),
);
// Words that end an expression themselves.
const endings = new Set(
  "END NULL TRUE FALSE DAY MONTH YEAR HOUR MINUTE SECOND WEEK QUARTER PRECISION VARYING ZONE".split(" "),
);

function aliasIndex(reader: Reader, { first, end }: TokenRange): number | undefined {
  const last = end - 1;
  if (last <= first || !reader.isName(last)) return undefined;
  const before = reader.tokens[last - 1];
  if (!before) return undefined;
  if (before.word === "AS") return last - 1 > first ? last : undefined;
  const token = reader.tokens[last];
  if (token?.kind === "word" && endings.has(token.word)) return undefined;
  switch (before.kind) {
    case "word":
      return operators.has(before.word) ? undefined : last;
    case "symbol":
      return before.word === ")" || before.word === "]" ? last : undefined;
    case "comment":
      return undefined;
    default:
      return last;
  }
}
