import { inSource } from "../base/span.ts";
import type { DictLiteral, Expression, Literal } from "./ast.ts";
import type { Cursor } from "./cursor.ts";
import { readFloat, readInteger, readString } from "./lex-literal.ts";
import { parseArguments, parseItems } from "./parse-arguments.ts";
import { missing, parseExpression, parseTuple } from "./parse-expression.ts";
import { parseSubscript } from "./parse-subscript.ts";
import { describe, spanOf } from "./tokens.ts";

/** A name, a literal, or something in brackets. */
export function parsePrimary(c: Cursor): Expression {
  while (c.token.kind === "bad") {
    c.problem("");
    c.take();
  }
  const { token } = c;
  c.height = 1;
  if (token.kind === "name") return parseName(c);
  if (token.kind === "string") return parseString(c);
  if (token.kind === "integer" || token.kind === "float") return parseNumber(c);
  if (c.is("(")) return parseParentheses(c, ")");
  if (c.is("{{")) return parseNested(c);
  if (c.is("[")) return parseList(c);
  if (c.is("{")) return parseDict(c);
  c.problem(`unexpected '${describe(token)}'`);
  return missing(c);
}

function parseName(c: Cursor): Expression {
  const token = c.take();
  const span = spanOf(token);
  const name = token.text;
  if (name === "true" || name === "True")
    return { kind: "literal", type: "boolean", value: true, content: undefined, span };
  if (name === "false" || name === "False")
    return { kind: "literal", type: "boolean", value: false, content: undefined, span };
  if (name === "none" || name === "None")
    return { kind: "literal", type: "none", value: null, content: undefined, span };
  return { kind: "name", name, span };
}

function parseString(c: Cursor): Literal {
  const { start } = c.token;
  let value = "";
  let count = 0;
  let content: Literal["content"];
  while (c.token.kind === "string") {
    const token = c.token;
    const inner = inSource(token.start + 1, token.fault ? token.end : token.end - 1);
    const written = c.text.slice(inner.start, inner.end);
    const read = readString(written);
    const fault = token.fault ?? read.fault;
    if (fault !== undefined) c.report(fault, spanOf(token));
    value += read.fault === undefined ? read.value : written;
    count++;
    content = count > 1 || /[\\\r]/.test(written) ? undefined : inner;
    c.take();
  }
  return { kind: "literal", type: "string", value, content, span: c.spanFrom(start) };
}

function parseNumber(c: Cursor): Literal {
  const token = c.take();
  const span = spanOf(token);
  const written = c.text.slice(token.start, token.end);
  if (token.kind === "float")
    return { kind: "literal", type: "float", value: readFloat(written), content: undefined, span };
  const read = readInteger(written);
  if (read.fault !== undefined) c.report(read.fault, span);
  return {
    kind: "literal",
    type: "integer",
    value: read.fault === undefined ? read.value : 0,
    content: undefined,
    span,
  };
}

function parseParentheses(c: Cursor, closer: ")" | "}}"): Expression {
  const { start } = c.take();
  const value = parseTuple(c, { parenthesized: "parenthesized", item: parseExpression });
  if (!c.is(closer)) {
    c.expected(closer);
    while (!c.atEnd && !c.is(closer)) {
      c.skipItem();
      if (!c.takeIf(",")) break;
    }
  }
  const { height } = c;
  if (c.is(closer)) c.expect(closer);
  c.height = height;
  return value.kind === "tuple" ? { ...value, span: c.spanFrom(start) } : value;
}

/** `{{ name }}` inside an expression is a common slip; it is said once, and `name` is taken for what was meant. */
function parseNested(c: Cursor): Expression {
  c.problem("");
  return parseParentheses(c, "}}");
}

function parseList(c: Cursor): Expression {
  const { start } = c.token;
  const items: Expression[] = [];
  let height = 0;
  parseItems(c, "]", () => {
    items.push(parseExpression(c));
    height = Math.max(height, c.height);
  });
  c.grow(height + 1);
  return { kind: "list", items, span: c.spanFrom(start) };
}

function parseDict(c: Cursor): Expression {
  const { start } = c.token;
  const entries: DictLiteral["entries"][number][] = [];
  let height = 0;
  parseItems(c, "}", () => {
    const key = parseExpression(c);
    height = Math.max(height, c.height);
    const value = c.expect(":") ? parseExpression(c) : missing(c);
    entries.push({ key, value });
    height = Math.max(height, c.height);
  });
  c.grow(height + 1);
  return { kind: "dict", entries, span: c.spanFrom(start) };
}

/** What follows an expression that starts at `start`: `.name`, `[…]` and `(…)`, or only the calls. */
export function parsePostfix(c: Cursor, start: number, value: Expression, only?: "calls"): Expression {
  let object = value;
  for (;;) {
    const { height } = c;
    if (c.is("(")) {
      const { given, height: highest, closed } = parseArguments(c);
      c.grow(1 + Math.max(height, highest));
      object = { kind: "call", callee: object, arguments: given, closed, span: c.spanFrom(start) };
    } else if (!only && (c.is(".") || c.is("["))) object = parseSubscript(c, start, object);
    else return object;
  }
}
