import { memo } from "../base/memo.ts";
import { inRendered, type RenderedSpan } from "../base/span.ts";
import type { ClauseKind, Outline, Select, TokenRange } from "../sql/outline.ts";
import { normalized, selectsOf } from "../sql/selects.ts";

/** One thing that rows have to meet: a piece between the ANDs of a WHERE, ON, HAVING or QUALIFY. */
export interface Condition {
  readonly clause: ClauseKind;
  readonly select: Select;
  readonly range: TokenRange;
  readonly span: RenderedSpan;
  /** Equal texts are equal conditions. */
  readonly text: string;
}

const limiting: ReadonlySet<ClauseKind> = new Set(["where", "prewhere", "having", "qualify", "limit"]);

/** Every condition of every select, at any depth. */
export const conditionsOf: (outline: Outline) => readonly Condition[] = memo((outline: Outline) => {
  const found: Condition[] = [];
  for (const { select } of selectsOf(outline.query)) {
    const add = (clause: ClauseKind) => (range: TokenRange) => {
      const span = spanOf(outline, range);
      found.push({ clause, select, range, span, text: normalized(outline, range) });
    };
    for (const clause of select.clauses) {
      if (limiting.has(clause.kind)) conjuncts(outline, clause.body).forEach(add(clause.kind));
    }
    for (const item of select.from) if (item.on) conjuncts(outline, item.on).forEach(add("on"));
  }
  return found;
});

/** Splits at the ANDs of this depth, brackets around the whole taken off. `between a and b` stays one. */
export function conjuncts(outline: Outline, range: TokenRange): readonly TokenRange[] {
  const { first, end } = unwrapped(outline, range);
  const found: TokenRange[] = [];
  let from = first;
  let between = 0;
  for (let at = first; at < end; at = next(outline, at)) {
    const word = outline.tokens[at]?.word;
    if (word === "BETWEEN") between++;
    // What OR joins is one condition, whatever stands between.
    if (word === "OR") return [{ first, end }];
    if (word !== "AND") continue;
    if (between > 0) {
      between--;
      continue;
    }
    if (at > from) found.push({ first: from, end: at });
    from = at + 1;
  }
  if (end > from) found.push({ first: from, end });
  return found.flatMap((it) => (isWrapped(outline, it) ? conjuncts(outline, it) : [it]));
}

/** The index behind a token, or behind the group that it opens: a bracket, or CASE with its END. */
export function next({ tokens, close }: Outline, at: number): number {
  const end = close[at] ?? -1;
  if (end >= 0) return end + 1;
  if (tokens[at]?.word !== "CASE" || tokens[at - 1]?.word === ".") return at + 1;
  let open = 0;
  for (let inner = at; inner < tokens.length; ) {
    const word = tokens[inner]?.word;
    if (word === "CASE") open++;
    else if (word === "END") open--;
    if (open === 0) return inner + 1;
    const bracket = close[inner] ?? -1;
    inner = bracket >= 0 ? bracket + 1 : inner + 1;
  }
  return at + 1;
}

function isWrapped({ tokens, close }: Outline, { first, end }: TokenRange): boolean {
  const inner = tokens[first + 1]?.word;
  return tokens[first]?.word === "(" && close[first] === end - 1 && inner !== "SELECT" && inner !== "WITH";
}

function unwrapped(outline: Outline, range: TokenRange): TokenRange {
  let { first, end } = range;
  while (end - first > 2 && isWrapped(outline, { first, end })) {
    first++;
    end--;
  }
  return { first, end };
}

/** From the first token's start to the last one's end. */
export function spanOf({ tokens, sql }: Outline, { first, end }: TokenRange): RenderedSpan {
  const start = tokens[first]?.start ?? sql.length;
  return inRendered(start, Math.max(start, tokens[end - 1]?.end ?? start));
}
