import { nameOf } from "../sql/names.ts";
import type { Outline, Select, TokenRange } from "../sql/outline.ts";

/** A dotted name in an expression that may be a column. */
export interface ColumnUse {
  readonly path: readonly string[];
  /** Of the whole dotted name. */
  readonly range: TokenRange;
}

/**
 * The names in an expression that may be columns: neither functions, nor types behind `::` or `as`, nor words of the language.
 *
 * It errs on the side of too many. Undefined where a subquery stands in the expression, whose names are its own.
 */
export function columnUses(
  { sql, tokens }: Outline,
  { first, end }: TokenRange,
  select: Select,
): readonly ColumnUse[] | undefined {
  const from = tokens[first]?.start ?? 0;
  const to = tokens[end - 1]?.end ?? 0;
  if (select.subqueries.some(({ query }) => query.span.start >= from && query.span.end <= to)) return undefined;
  const uses: ColumnUse[] = [];
  let at = first;
  while (at < end) {
    const start = at;
    const path: string[] = [];
    for (let token = tokens[at]; token && at < end && isName(token.kind); token = tokens[at]) {
      path.push(nameOf(sql, token));
      if (tokens[at + 1]?.word !== "." || at + 1 >= end) break;
      at += 2;
    }
    at++;
    const token = tokens[start];
    if (path.length === 0 || !token || tokens[at]?.word === "(") continue;
    const before = tokens[start - 1]?.word ?? "";
    if (start > first && (before === "::" || before === "." || before === ":")) continue;
    // The type of a cast; an alias inside brackets is one of ClickHouse's.
    if (start > first && before === "AS") continue;
    if (path.length === 1 && token.kind === "word" && language.has(token.word)) continue;
    uses.push({ path, range: { first: start, end: at } });
  }
  return uses;
}

const isName = (kind: string) => kind === "word" || kind === "name";

// What may stand in an expression and is no column. A word that is left out here only makes an answer less certain.
const language = new Set(
  `AND OR NOT IS IN LIKE ILIKE RLIKE REGEXP SIMILAR TO BETWEEN CASE WHEN THEN ELSE END NULL TRUE FALSE AS AT TIME ZONE INTERVAL CAST
  DISTINCT ALL ANY SOME EXISTS ESCAPE COLLATE OVER PARTITION BY ORDER ASC DESC NULLS FIRST LAST ROWS RANGE UNBOUNDED PRECEDING
  FOLLOWING CURRENT ROW FILTER WHERE WITHIN GROUP IGNORE RESPECT FROM FOR CURRENT_DATE CURRENT_TIMESTAMP CURRENT_TIME SYSDATE
  LOCALTIMESTAMP UTC`.split(/\s+/),
);
