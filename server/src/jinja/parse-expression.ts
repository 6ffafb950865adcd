import type { Compare, Expression, FilterUse, TestUse } from "./ast.ts";
import { chain, type Link } from "./chain.ts";
import type { Cursor } from "./cursor.ts";
import { noArguments, parseArguments } from "./parse-arguments.ts";
import { parsePostfix, parsePrimary } from "./parse-primary.ts";
import { describe } from "./tokens.ts";

/** Binary operators from the loosest to the tightest, as Jinja2 binds them: `~` between sums and products, `**` to the left. */
const levels = [["or"], ["and"], [], [], ["+", "-"], ["~"], ["*", "/", "//", "%"], ["**"]] as const;
const notLevel = 2;
const compareLevel = 3;

type BinaryOperator = (typeof levels)[number][number];

const comparisons = ["==", "!=", "<=", ">=", "<", ">"] as const;

/** An expression: `a if b else c` and everything that binds tighter. */
export function parseExpression(c: Cursor): Expression {
  if (!c.enter()) return missing(c);
  const start = c.token.start;
  let value = parseOperation(c);
  while (c.takeName("if")) {
    let height = c.height;
    const test = parseOperation(c);
    height = Math.max(height, c.height);
    const otherwise = c.takeName("else") ? parseExpression(c) : undefined;
    const grown = c.grow(1 + Math.max(height, otherwise ? c.height : 0));
    // biome-ignore lint/suspicious/noThenProperty: the word of the language; no tree is ever awaited.
    value = { kind: "conditional", test, then: value, otherwise, span: c.spanFrom(start) };
    if (!grown) break;
  }
  c.leave();
  return value;
}

/** An expression that an `if` ends instead of making it conditional. */
export function parseOperation(c: Cursor): Expression {
  return parseLevel(c, 0);
}

function parseLevel(c: Cursor, level: number): Expression {
  const operators = levels[level];
  if (operators === undefined) return parseUnary(c, "filtered");
  if (level === notLevel) return parseNot(c);
  if (level === compareLevel) return parseComparison(c);

  const start = c.token.start;
  const first = parseLevel(c, level + 1);
  let operator = takeOperator(c, operators);
  if (operator === undefined) return first;
  const links: Link[] = [];
  const heights = [c.height];
  while (operator !== undefined) {
    const right = parseLevel(c, level + 1);
    heights.push(c.height);
    links.push({ operator, right, end: c.lastEnd });
    operator = takeOperator(c, operators);
  }
  return chain(c, { start, first, links, heights });
}

function takeOperator(c: Cursor, operators: readonly BinaryOperator[]): BinaryOperator | undefined {
  const { kind, text } = c.token;
  if (kind !== "operator" && kind !== "name") return undefined;
  const found = operators.find((it) => it === text);
  if (found !== undefined) c.take();
  return found;
}

function parseNot(c: Cursor): Expression {
  const start = c.token.start;
  if (!c.isName("not")) return parseLevel(c, compareLevel);
  if (!c.enter()) return missing(c);
  c.take();
  const operand = parseNot(c);
  c.leave();
  c.grow(c.height + 1);
  return { kind: "unary", operator: "not", operand, span: c.spanFrom(start) };
}

function parseComparison(c: Cursor): Expression {
  const start = c.token.start;
  const first = parseLevel(c, compareLevel + 1);
  const rest: Compare["rest"][number][] = [];
  let { height } = c;
  for (let operator = takeComparison(c); operator; operator = takeComparison(c)) {
    rest.push({ operator, value: parseLevel(c, compareLevel + 1) });
    height = Math.max(height, c.height);
  }
  if (rest.length === 0) return first;
  c.grow(height + 1);
  return { kind: "compare", first, rest, span: c.spanFrom(start) };
}

function takeComparison(c: Cursor): Compare["rest"][number]["operator"] | undefined {
  if (c.takeName("in")) return "in";
  const next = c.isName("not") ? c.look() : undefined;
  if (next?.kind === "name" && next.text === "in") {
    c.take();
    c.take();
    return "not in";
  }
  return comparisons.find((it) => c.takeIf(it));
}

/** A sign takes what follows without its filters: `-1|abs` is `(-1)|abs`. */
function parseUnary(c: Cursor, filters: "filtered" | "bare"): Expression {
  const start = c.token.start;
  const sign = c.is("-") ? "-" : c.is("+") ? "+" : undefined;
  let value: Expression;
  if (sign === undefined) value = parsePrimary(c);
  else {
    if (!c.enter()) return missing(c);
    c.take();
    const operand = parseUnary(c, "bare");
    c.leave();
    c.grow(c.height + 1);
    value = { kind: "unary", operator: sign, operand, span: c.spanFrom(start) };
  }
  value = parsePostfix(c, start, value);
  return filters === "filtered" ? parseFilters(c, start, value) : value;
}

function parseFilters(c: Cursor, start: number, input: Expression): Expression {
  let value = input;
  for (;;) {
    if (c.takeIf("|")) value = parseFilter(c, start, value);
    else if (c.isName("is")) value = parseTest(c, start, value);
    else if (c.is("(")) value = parsePostfix(c, start, value, "calls");
    else return value;
  }
}

/** A filter behind its `|`; `input` is undefined where it applies to the text of a block. */
export function parseFilter<Input extends Expression | undefined>(c: Cursor, start: number, input: Input): FilterUse {
  const height = input ? c.height : 0;
  const { name, nameSpan } = parseDottedName(c);
  const { given, height: highest } = c.is("(") ? parseArguments(c) : noArguments;
  c.grow(1 + Math.max(height, highest));
  return { kind: "filter", input, name, nameSpan, arguments: given, span: c.spanFrom(start) };
}

/** The filters of a block: `upper | trim`, each applied to what the one before made of the block's text. */
export function parseBlockFilters(c: Cursor): readonly FilterUse[] {
  const filters: FilterUse[] = [];
  do filters.push(parseFilter(c, c.token.start, undefined));
  while (c.takeIf("|"));
  return filters;
}

function parseDottedName(c: Cursor) {
  const start = c.token.start;
  const first = c.expectName();
  let name = first?.text ?? "";
  if (!first) return { name, nameSpan: c.gap() };
  while (c.takeIf(".")) name += `.${c.expectName()?.text ?? ""}`;
  return { name, nameSpan: c.spanFrom(start) };
}

function parseTest(c: Cursor, start: number, input: Expression): TestUse {
  const { height } = c;
  c.take();
  const negated = c.takeName("not");
  const { name, nameSpan } = parseDottedName(c);
  const { given, height: highest } = c.is("(") ? parseArguments(c) : parseBareArgument(c);
  c.grow(1 + Math.max(height, highest));
  return { kind: "test", input, negated, name, nameSpan, arguments: given, span: c.spanFrom(start) };
}

/** `is divisibleby 2`: one operand without parentheses. Any name counts, but for the words that go on with the expression. */
function parseBareArgument(c: Cursor): typeof noArguments {
  const { kind, text } = c.token;
  if (kind === "end" || kind === "bad") return noArguments;
  if (kind === "operator" && text !== "[" && text !== "{") return noArguments;
  if (kind === "name" && (text === "else" || text === "or" || text === "and")) return noArguments;
  if (kind === "name" && text === "is") {
    c.problem("You cannot chain multiple tests with is");
    return noArguments;
  }
  const start = c.token.start;
  const value = parsePostfix(c, start, parsePrimary(c));
  return { given: { ...noArguments.given, positional: [value] }, height: c.height };
}

/** `a`, `a, b` or `a,`; what ends it is decided by the caller. */
export interface TupleRules {
  /** Between parentheses `()` is a tuple, elsewhere nothing is no expression. */
  readonly parenthesized?: "parenthesized";
  readonly item: (c: Cursor) => Expression;
}

/** An expression, or a tuple of them where commas stand between. */
export function parseTuple(c: Cursor, rules: TupleRules): Expression {
  const start = c.token.start;
  const items: Expression[] = [];
  let commas = 0;
  let height = 0;
  while (!c.atEnd && !c.is(")")) {
    items.push(rules.item(c));
    height = Math.max(height, c.height);
    if (!c.takeIf(",")) break;
    commas++;
    if (rules.parenthesized) c.calm();
  }
  const [only] = items;
  if (commas === 0 && only) return only;
  if (commas === 0 && !rules.parenthesized) {
    c.problem(`Expected an expression, got '${describe(c.token)}'`);
    return missing(c);
  }
  c.grow(height + 1);
  return { kind: "tuple", items, span: c.spanFrom(start) };
}

/** What stands for an expression that isn't there, right before the current token. */
export function missing(c: Cursor): Expression {
  c.height = 1;
  return { kind: "missing", span: c.gap() };
}
