import type { Outline, Query, Select, TokenRange } from "./outline.ts";
import { selectsOf } from "./selects.ts";

/** Something that no SQL database takes, at the tokens that are wrong. */
export interface Fault {
  readonly kind:
    | "second where"
    | "late where"
    | "condition without where"
    | "nothing behind"
    | "nothing before"
    | "missing comma"
    | "extra comma"
    | "missing set operation"
    | "no query"
    | "unclosed bracket"
    | "extra bracket";
  readonly at: TokenRange;
}

/**
 * What is certainly wrong with a SELECT, by its tokens alone; in the order of the text.
 *
 * Far from all that can be wrong: only what every dialect refuses, because what one of them takes is no fault. Nothing
 * is said of a text that ends inside a string, where nobody can tell what belongs to it.
 */
export function faultsOf(outline: Outline): readonly Fault[] {
  if (endsInString(outline)) return [];
  const found = [...bracketFaults(outline), ...pairFaults(outline), ...startFaults(outline)];
  const seen = new Set<Query>();
  collectQueryFaults(outline, outline.query, found, seen);
  for (const { select } of selectsOf(outline.query)) found.push(...selectFaults(outline, select));
  return found.sort((a, b) => a.at.first - b.at.first);
}

function endsInString({ sql, tokens }: Outline): boolean {
  const last = tokens.at(-1);
  if (!last || last.end < sql.length || (last.kind !== "string" && last.kind !== "name")) return false;
  const first = sql[last.start];
  return last.end - last.start < 2 || (first !== undefined && /['"`$]/.test(first) && sql[last.end - 1] !== first);
}

const one = (kind: Fault["kind"], at: number, length = 1): Fault => ({ kind, at: { first: at, end: at + length } });

function bracketFaults({ tokens, close }: Outline): readonly Fault[] {
  const found: Fault[] = [];
  const isClosing = new Uint8Array(tokens.length + 1);
  for (const at of close) if (at >= 0) isClosing[at] = 1;
  for (let at = 0; at < tokens.length; at++) {
    if (close[at] === tokens.length) found.push(one("unclosed bracket", at));
    else if (isClosing[at] === 0 && closers.has(tokens[at]?.word ?? "")) found.push(one("extra bracket", at));
  }
  return found;
}

const closers: ReadonlySet<string> = new Set([")", "]", "}"]);

const needsCondition = new Set(["WHERE", "HAVING", "QUALIFY", "AND", "OR"]);

/** Two tokens that never follow each other. */
function pairFaults(outline: Outline): readonly Fault[] {
  const { tokens } = outline;
  const found: Fault[] = [];
  for (let at = 0; at < tokens.length; at++) {
    const token = tokens[at];
    if (token?.word === "," && token.kind === "symbol") {
      if (tokens[at + 1]?.word === ",") found.push(one("extra comma", at + 1));
      continue;
    }
    if (token?.kind !== "word" || tokens[at - 1]?.word === ".") continue;
    if (needsCondition.has(token.word) && isConditionWord(outline, at) && endsCondition(outline, at + 1)) {
      found.push(one("nothing behind", at));
    }
    const length = setOperationLength(outline, at);
    if (length > 0) {
      const before = tokens[at - 1]?.word;
      if (before === undefined || before === "(") found.push(one("nothing before", at, length));
      else if (endsQuery(outline, at + length)) found.push(one("nothing behind", at, length));
    }
  }
  return found;
}

/** A word of the language, where it stands: `as having` and `t.having` are names. */
function isConditionWord({ tokens }: Outline, at: number): boolean {
  const before = tokens[at - 1]?.word;
  return before !== "AS" && before !== "," && before !== "SELECT" && tokens[at + 1]?.word !== "=";
}

/** Whether what stands here is no condition: the end, another operator, the next clause. */
function endsCondition(outline: Outline, at: number): boolean {
  const { tokens } = outline;
  const token = tokens[at];
  if (!token || token.word === ")" || token.word === ";") return true;
  if (token.kind !== "word") return false;
  const after = tokens[at + 1];
  switch (token.word) {
    case "AND":
    case "OR":
      // ClickHouse has functions of these names.
      return after?.word !== "(" || after.start > token.end;
    case "WHERE":
    case "HAVING":
    case "QUALIFY":
      return after !== undefined && after.word !== "." && after.kind !== "symbol";
    case "GROUP":
    case "ORDER":
      return after?.word === "BY";
    case "LIMIT":
      return after?.kind === "number";
    default:
      return setOperationLength(outline, at) > 0;
  }
}

/** How many words a set operation takes here; 0 where none stands. */
function setOperationLength({ tokens }: Outline, at: number): number {
  const token = tokens[at];
  const [before, after] = [tokens[at - 1]?.word, tokens[at + 1]];
  if (token?.kind !== "word" || before === "." || before === "AS" || before === "SELECT" || before === ",") return 0;
  if (token.word === "UNION") return /^(?:ALL|DISTINCT)$/.test(after?.word ?? "") ? 2 : 1;
  if (token.word === "INTERSECT") return 1;
  // `* except (a)` takes columns out of a star, and a column may be called minus.
  const isOperation = token.word === "EXCEPT" && before !== "*" && after?.word === "SELECT";
  return isOperation ? 1 : 0;
}

function endsQuery(outline: Outline, at: number): boolean {
  const token = outline.tokens[at];
  return !token || token.word === ")" || token.word === ";" || setOperationLength(outline, at) > 0;
}

/** A text that begins in the middle of something. */
function startFaults({ tokens }: Outline): readonly Fault[] {
  const [first, second, third] = tokens;
  if (!first) return [];
  if (/^(?:,|WHERE|AND|OR)$/.test(first.word)) return [one("nothing before", 0)];
  const isCte = (first.kind === "word" || first.kind === "name") && second?.word === "AS" && third?.word === "(";
  return isCte ? [one("nothing before", 0)] : [];
}

function collectQueryFaults(outline: Outline, query: Query, into: Fault[], seen: Set<Query>): void {
  if (seen.has(query)) return;
  seen.add(query);
  for (const cte of query.ctes) collectQueryFaults(outline, cte.query, into, seen);
  for (const select of query.branches) {
    for (const item of select.from) if (item.query) collectQueryFaults(outline, item.query, into, seen);
    for (const it of select.subqueries) collectQueryFaults(outline, it.query, into, seen);
  }
  into.push(...cteFaults(outline, query));
}

/** What stands between the CTEs of a query, and between the last one and the query itself. */
function cteFaults(outline: Outline, query: Query): readonly Fault[] {
  const { tokens } = outline;
  return query.ctes.flatMap((cte) => {
    const at = indexAt(outline, cte.span.end);
    const [token, after] = [tokens[at], tokens[at + 1]];
    if (!token || token.word === ")") return [one("no query", indexAt(outline, cte.nameSpan.start))];
    const isName = token.kind === "word" || token.kind === "name";
    if (isName && after?.word === "AS" && tokens[at + 2]?.word === "(") return [one("missing comma", at)];
    if (token.word === "WITH" && isName) return [one("missing comma", at)];
    if (token.word !== ",") return [];
    return !after || /^(?:SELECT|\)|,)$/.test(after.word) ? [one("extra comma", at)] : [];
  });
}

/** The first token that doesn't begin before an offset. */
function indexAt({ tokens }: Outline, offset: number): number {
  let low = 0;
  let high = tokens.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((tokens[middle]?.start ?? 0) < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

function selectFaults(outline: Outline, select: Select): readonly Fault[] {
  const found: Fault[] = [];
  const isSelect = outline.tokens[indexAt(outline, select.span.start)]?.word === "SELECT";
  let before: Select["clauses"][number]["kind"] | undefined;
  for (const clause of select.clauses) {
    const at = clause.body.first - 1;
    if (clause.kind === "where" && before === "where") found.push(one("second where", at));
    else if (clause.kind === "where" && before !== undefined && behindWhere.has(before))
      found.push(one("late where", at));
    if (clause.kind === "select" && isSelect) found.push(one("missing set operation", at));
    if (clause.kind === "from") found.push(...looseConditions(outline, select, clause.body));
    before = clause.kind;
  }
  return [...found, ...columnFaults(outline, select)];
}

const behindWhere = new Set(["group by", "having", "qualify", "order by", "limit"]);

/** An AND or OR of the FROM clause that belongs to no ON. */
function looseConditions({ tokens, close }: Outline, select: Select, { first, end }: TokenRange): readonly Fault[] {
  let isCondition = false;
  for (let at = first; at < end; ) {
    const word = tokens[at]?.kind === "word" ? tokens[at]?.word : undefined;
    // A condition, or time travel, which has ANDs of its own.
    if (word === "ON" || word === "BETWEEN" || word === "FOR" || word === "WHEN") isCondition = true;
    else if (word === "JOIN" || tokens[at]?.word === ",") isCondition = false;
    else if ((word === "AND" || word === "OR") && !isCondition && tokens[at - 1]?.word !== "." && at > first) {
      return select.from.length > 0 ? [one("condition without where", at)] : [];
    }
    const closing = close[at] ?? -1;
    at = closing >= 0 ? closing + 1 : at + 1;
  }
  return [];
}

/** `select , a`, and `a as b c as d`: the comma is missing, or one too many. */
function columnFaults({ tokens, close }: Outline, { columns }: Select): readonly Fault[] {
  const found: Fault[] = [];
  const first = columns[0]?.expression.first;
  if (first !== undefined && tokens[first - 1]?.word === "," && tokens[first - 2]?.word === "SELECT") {
    found.push(one("extra comma", first - 1));
  }
  for (const { expression, span } of columns) {
    for (let at = expression.first; at < tokens.length && (tokens[at]?.end ?? 0) <= span.end; ) {
      const isAlias = tokens[at]?.word === "AS" && /^(?:word|name)$/.test(tokens[at + 1]?.kind ?? "");
      const after = tokens[at + 2];
      if (isAlias && after && after.end <= span.end && (after.kind === "word" || after.kind === "name")) {
        found.push(one("missing comma", at + 2));
        break;
      }
      const closing = close[at] ?? -1;
      at = closing >= 0 ? closing + 1 : at + 1;
    }
  }
  return found;
}
