import type { FromItem, Outline, TokenRange } from "../sql/outline.ts";
import { type Condition, conditionsOf, next } from "./conditions.ts";
import { type SelfReads, type Subject, selfReadsOf } from "./subject.ts";

/** A condition that compares a row with what the model's own table already holds. */
export interface Watermark {
  readonly condition: Condition;
  /** What the row brings, and what the table holds. */
  readonly sides: { readonly row: TokenRange; readonly table: TokenRange };
  /** As if the table stood on the right: `ts > (select max(ts) from this)`. */
  readonly operator: ">" | ">=" | "<" | "<=" | "=";
  /** Whether an empty table gives a value rather than NULL. */
  readonly coalesced: boolean;
  /** Whether the bound is moved back, so that late rows are read again. */
  readonly lookback: boolean;
  /** The aggregate over the table, and the column in it where it is a plain one. */
  readonly aggregate: { readonly function: string; readonly column: string | undefined } | undefined;
}

const flipped = { ">": "<", ">=": "<=", "<": ">", "<=": ">=", "=": "=" } as const;
type Operator = keyof typeof flipped;
const isOperator = (it: string): it is Operator => Object.hasOwn(flipped, it);

/** The watermark conditions of the incremental world, wherever they stand. */
export function watermarksOf(subject: Subject): readonly Watermark[] {
  const view = subject.worlds.incremental;
  if (view.compiled.thisUses.length === 0) return [];
  const self = selfReadsOf(view, subject.node);
  return conditionsOf(view.outline).flatMap((it) => watermarkIn(view.outline, it, self) ?? []);
}

function watermarkIn(outline: Outline, condition: Condition, self: SelfReads): Watermark | undefined {
  for (const { first, end } of comparisons(outline, condition.range)) {
    const at = operatorAt(outline, { first, end });
    const operator = outline.tokens[at]?.word ?? "";
    if (!isOperator(operator)) continue;
    const sides: readonly [TokenRange, TokenRange] = [
      { first, end: at },
      { first: at + 1, end },
    ];
    const [left, right] = [
      readsSelf(outline, condition, sides[0], self),
      readsSelf(outline, condition, sides[1], self),
    ];
    if (left === right) continue;
    const table = sides[right ? 1 : 0];
    return {
      condition,
      sides: { row: sides[right ? 0 : 1], table },
      operator: right ? operator : flipped[operator],
      coalesced: hasWord(outline, table, coalescing),
      lookback: hasArithmetic(outline, condition.range),
      aggregate: aggregateIn(outline, table),
    };
  }
  return undefined;
}

/** What stands between the ANDs and ORs of a condition, of which it has several where an OR makes one of them. */
function comparisons(outline: Outline, { first, end }: TokenRange): readonly TokenRange[] {
  const found: TokenRange[] = [];
  let from = first;
  let between = 0;
  for (let at = first; at < end; at = next(outline, at)) {
    const word = outline.tokens[at]?.word;
    if (word === "BETWEEN") between++;
    if (word !== "OR" && word !== "AND") continue;
    if (word === "AND" && between > 0) between--;
    else {
      found.push({ first: from, end: at });
      from = at + 1;
    }
  }
  return [...found, { first: from, end }];
}

function operatorAt(outline: Outline, { first, end }: TokenRange): number {
  let at = first;
  while (at < end && !isOperator(outline.tokens[at]?.word ?? "")) at = next(outline, at);
  return at;
}

/** A side reads the table through a subquery, or through a joined CTE that holds the table's maximum. */
function readsSelf(outline: Outline, { select }: Condition, { first, end }: TokenRange, self: SelfReads): boolean {
  const from = outline.tokens[first]?.start ?? 0;
  const to = outline.tokens[end - 1]?.end ?? 0;
  const inside = select.subqueries.filter((it) => it.query.span.start >= from && it.query.span.end <= to);
  if (inside.some((it) => self.reads(it.query))) return true;
  const isOwn = (it: FromItem) => self.isSelf(it) || (it.query !== undefined && self.reads(it.query));
  const joined = new Set(select.from.filter(isOwn).map((it) => (it.alias ?? it.relation.at(-1) ?? "").toUpperCase()));
  for (let at = first; at < end; at++) {
    if (outline.tokens[at + 1]?.word === "." && joined.has(outline.tokens[at]?.word ?? "")) return true;
  }
  return false;
}

const coalescing = new Set(["COALESCE", "IFNULL", "NVL", "ZEROIFNULL", "IF", "IFF", "CASE"]);
const arithmetic = new Set(
  "INTERVAL DATEADD DATE_ADD DATE_SUB DATEDIFF DATE_DIFF TIMESTAMPADD TIMESTAMP_SUB TIMESTAMP_ADD DATETIME_SUB DATETIME_ADD ADD_MONTHS ADD_DAYS".split(
    " ",
  ),
);

function hasWord({ tokens }: Outline, { first, end }: TokenRange, words: ReadonlySet<string>): boolean {
  for (let at = first; at < end; at++)
    if (tokens[at]?.kind === "word" && words.has(tokens[at]?.word ?? "")) return true;
  return false;
}

function hasArithmetic(outline: Outline, range: TokenRange): boolean {
  if (hasWord(outline, range, arithmetic)) return true;
  for (let at = range.first; at < range.end; at++) {
    const word = outline.tokens[at]?.word;
    if (word === "-" || word === "+") return true;
  }
  return false;
}

function aggregateIn({ sql, tokens }: Outline, { first, end }: TokenRange): Watermark["aggregate"] {
  for (let at = first; at < end; at++) {
    const word = tokens[at]?.word ?? "";
    if (!/^(?:MAX|MIN)$/.test(word) || tokens[at + 1]?.word !== "(") continue;
    const argument = tokens[at + 2];
    const isPlain = tokens[at + 3]?.word === ")" && argument !== undefined;
    return { function: word.toLowerCase(), column: isPlain ? sql.slice(argument.start, argument.end) : undefined };
  }
  return undefined;
}
