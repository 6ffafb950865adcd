/** How a stretch of SQL is coloured. */
export type TokenKind = "keyword" | "function" | "string" | "number" | "comment" | "plain";

export interface Token {
  readonly kind: TokenKind;
  readonly start: number;
  readonly end: number;
}

const PIECE =
  /(?<comment>--[^\n]*|\/\*[\s\S]*?(?:\*\/|$))|(?<string>'(?:[^']|'')*'?|\$\$[\s\S]*?(?:\$\$|$))|(?<quoted>"(?:[^"]|"")*"?|`[^`]*`?)|(?<number>\d+(?:\.\d+)?(?:e[+-]?\d+)?\b)|(?<word>[A-Za-z_][\w$]*)/gi;

const KEYWORDS = new Set(
  `all alter and any as asc asof between by case cast create cross cube current date delete desc describe distinct drop
  else end except exclude exists extract false fetch filter first following for from full group grouping having if ilike
  in inner insert interval into is join last lateral left like limit matched materialized merge natural not null nulls
  offset on or order outer over partition pivot preceding qualify range recursive replace returning right rollup row
  rows select semi anti set sets some table tablesample temporary then timestamp to true truncate try_cast unbounded
  union unnest unpivot update using values view when where window with within without zone`.split(/\s+/),
);

/**
 * Cuts SQL into coloured stretches; what stands between them is plain.
 *
 * Only for colours: it knows no dialect and never fails, so that half-typed SQL is shown too.
 */
export function tokens(sql: string): readonly Token[] {
  const found: Token[] = [];
  for (const match of sql.matchAll(PIECE)) {
    const start = match.index;
    const end = start + match[0].length;
    const kind = kindOf(match.groups ?? {}, sql.charAt(end));
    if (kind !== "plain") found.push({ kind, start, end });
  }
  return found;
}

function kindOf(groups: Readonly<Record<string, string | undefined>>, next: string): TokenKind {
  const { comment, string, number, word } = groups;
  if (comment !== undefined) return "comment";
  if (string !== undefined) return "string";
  if (number !== undefined) return "number";
  if (word === undefined) return "plain";
  if (KEYWORDS.has(word.toLowerCase())) return "keyword";
  return next === "(" ? "function" : "plain";
}
