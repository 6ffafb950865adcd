import type { Expression, Target } from "./ast.ts";
import type { Cursor } from "./cursor.ts";
import { parseTuple } from "./parse-expression.ts";
import { parsePrimary } from "./parse-primary.ts";
import { spanOf } from "./tokens.ts";

const typeNames: Partial<Record<Expression["kind"], string>> = { literal: "const", list: "list", dict: "dict" };

/** What `set` assigns to: names, tuples, and attributes of namespaces. */
export function parseSetTarget(c: Cursor): Target {
  // Attributes inside parentheses are no targets for Jinja2, so those outside are noted as they come.
  const attributes = new Set<Expression>();
  const item = () => {
    const value = isAttribute(c) ? parseAttribute(c) : parsePrimary(c);
    if (value.kind === "member") attributes.add(value);
    return value;
  };
  return assignable(c, parseTuple(c, { item }), attributes);
}

/** What a loop or `with` assigns to: names and tuples. */
export function parseNamesTarget(c: Cursor): Target {
  return assignable(c, parseTuple(c, { item: parsePrimary }), new Set());
}

function isAttribute(c: Cursor): boolean {
  const next = c.look();
  return c.token.kind === "name" && next.kind === "operator" && next.text === ".";
}

/** `a.b`; an attribute deeper than that cannot be assigned. */
function parseAttribute(c: Cursor): Expression {
  const object = parsePrimary(c);
  c.take();
  const token = c.expectName();
  const nameSpan = token ? spanOf(token) : c.gap();
  return { kind: "member", object, name: token?.text ?? "", nameSpan, span: c.spanFrom(object.span.start) };
}

function assignable(c: Cursor, value: Expression, attributes: ReadonlySet<Expression>): Target {
  const target = toTarget(value, attributes);
  if (target) return target;
  c.problem(`can't assign to '${typeNames[value.kind] ?? value.kind}'`, value.span);
  return { kind: "name-target", name: "", span: value.span };
}

function toTarget(value: Expression, attributes: ReadonlySet<Expression>): Target | undefined {
  const { span } = value;
  if (value.kind === "name") return { kind: "name-target", name: value.name, span };
  if (value.kind === "missing") return { kind: "name-target", name: "", span };
  if (value.kind === "member" && attributes.has(value) && value.object.kind === "name") {
    return { kind: "member-target", name: value.object.name, attribute: value.name, span };
  }
  if (value.kind !== "tuple") return undefined;
  const items = value.items.map((it) => toTarget(it, attributes)).filter((it) => it !== undefined);
  return items.length === value.items.length ? { kind: "tuple-target", items, span } : undefined;
}

/** The names that a target assigns, in order. */
export function namesOf(target: Target): readonly string[] {
  if (target.kind === "tuple-target") return target.items.flatMap(namesOf);
  return target.kind === "name-target" ? [target.name] : [];
}
