import { inSource } from "../base/span.ts";
import type { Binary, Expression } from "./ast.ts";
import type { Cursor } from "./cursor.ts";

/** One step of `first + right + …`. */
export interface Link {
  readonly operator: Binary["operator"];
  readonly right: Expression;
  readonly end: number;
}

interface Chain {
  readonly start: number;
  readonly first: Expression;
  readonly links: readonly Link[];
  /** The heights of `first` and of every link's `right`. */
  readonly heights: readonly number[];
}

/** From here on a chain is built as a balanced tree. */
const long = 32;

/**
 * The tree of a chain of operators of one level, which bind to the left.
 *
 * `~`, `and` and `or` mean the same however they are grouped, so long chains of them (generated SQL
 * has such) are grouped in halves: everything that walks the tree can then do so recursively.
 */
export function chain(c: Cursor, { start, first, links, heights }: Chain): Expression {
  const operator = links[0]?.operator;
  const regroups = operator === "~" || operator === "and" || operator === "or";
  const highest = heights.reduce((a, b) => Math.max(a, b), 0);
  if (regroups && links.length > long) {
    c.grow(highest + Math.ceil(Math.log2(links.length + 1)));
    return inHalves([first, ...links.map((it) => it.right)], operator);
  }

  let left = first;
  let height = heights[0] ?? 0;
  for (const [index, link] of links.entries()) {
    height = 1 + Math.max(height, heights[index + 1] ?? 0);
    if (!c.grow(height)) break;
    left = { kind: "binary", operator: link.operator, left, right: link.right, span: inSource(start, link.end) };
  }
  return left;
}

function inHalves(operands: readonly Expression[], operator: Binary["operator"]): Expression {
  const [only] = operands;
  if (only && operands.length === 1) return only;
  const half = operands.length >> 1;
  const left = inHalves(operands.slice(0, half), operator);
  const right = inHalves(operands.slice(half), operator);
  return { kind: "binary", operator, left, right, span: inSource(left.span.start, right.span.end) };
}
