import type { Expression } from "./ast.ts";
import type { Cursor } from "./cursor.ts";
import { readInteger } from "./lex-literal.ts";
import { parseItems } from "./parse-arguments.ts";
import { missing, parseExpression } from "./parse-expression.ts";
import { spanOf } from "./tokens.ts";

/** `.name`, `.0`, `[index]` or `[from:to:step]` behind `object`. */
export function parseSubscript(c: Cursor, start: number, object: Expression): Expression {
  return c.is(".") ? parseAttribute(c, start, object) : parseIndex(c, start, object);
}

function parseAttribute(c: Cursor, start: number, object: Expression): Expression {
  const { height } = c;
  c.take();
  c.grow(height + 1);
  const { token } = c;
  if (token.kind === "name") {
    c.take();
    return { kind: "member", object, name: token.text, nameSpan: spanOf(token), span: c.spanFrom(start) };
  }
  if (token.kind === "integer") {
    c.take();
    const read = readInteger(c.text.slice(token.start, token.end));
    const value = read.fault === undefined ? read.value : 0;
    const index: Expression = { kind: "literal", type: "integer", value, content: undefined, span: spanOf(token) };
    return { kind: "item", object, index, span: c.spanFrom(start) };
  }
  c.problem("expected name or number");
  return { kind: "member", object, name: "", nameSpan: c.gap(), span: c.spanFrom(start) };
}

interface Bounds {
  readonly from: Expression | undefined;
  readonly to: Expression | undefined;
  readonly step: Expression | undefined;
}

function parseIndex(c: Cursor, start: number, object: Expression): Expression {
  const bracket = c.token.start;
  let { height } = c;
  const items: Expression[] = [];
  let bounds: Bounds | undefined;
  parseItems(c, "]", () => {
    if (bounds) c.problem("a slice cannot be one of several indexes");
    const index = c.is(":") ? undefined : parseExpression(c);
    height = Math.max(height, c.height);
    if (index && !c.is(":")) items.push(index);
    else bounds = parseSlice(c, index);
    height = Math.max(height, c.height);
  });
  c.grow(height + 1);
  const span = c.spanFrom(start);
  if (bounds) return { kind: "slice", object, ...(bounds as Bounds), span };
  const [only] = items;
  if (only && items.length === 1) return { kind: "item", object, index: only, span };
  const index: Expression = { kind: "tuple", items, span: c.spanFrom(bracket) };
  return { kind: "item", object, index, span };
}

/** The rest of a slice, from its first colon on. */
function parseSlice(c: Cursor, from: Expression | undefined): Bounds {
  let height = from ? c.height : 0;
  c.take();
  const bound = () => {
    if (c.is(":") || c.is("]") || c.is(",")) return undefined;
    const value = c.atEnd ? missing(c) : parseExpression(c);
    height = Math.max(height, c.height);
    return value;
  };
  const to = bound();
  const step = c.takeIf(":") ? bound() : undefined;
  c.height = height;
  return { from, to, step };
}
