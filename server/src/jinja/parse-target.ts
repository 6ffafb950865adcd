import type { Expression, Target } from "./ast.ts";
import type { Cursor } from "./cursor.ts";
import { parseTuple } from "./parse-expression.ts";
import { parsePrimary } from "./parse-primary.ts";
import { spanOf } from "./tokens.ts";

const typeNames: Partial<Record<Expression["kind"], string>> = { literal: "const", list: "list", dict: "dict" };

/** What `set` assigns to: names, tuples, and attributes of namespaces. */
export function parseSetTarget(c: Cursor): Target {
  return assignable(c, parseTuple(c, { item: parseNameOrMember }), "members");
}

/** What a loop assigns to: names and tuples. */
export function parseLoopTarget(c: Cursor): Target {
  return assignable(c, parseTuple(c, { item: parsePrimary, endsBefore: "in" }), "names");
}

/** What `with` assigns to. */
export function parseBindingTarget(c: Cursor): Target {
  return assignable(c, parseTuple(c, { item: parsePrimary }), "names");
}

/** `a` or `a.b`; an attribute deeper than that cannot be assigned. */
function parseNameOrMember(c: Cursor): Expression {
  const next = c.look();
  if (c.token.kind !== "name" || next.kind !== "operator" || next.text !== ".") return parsePrimary(c);
  const object = parsePrimary(c);
  c.take();
  const token = c.expectName();
  const nameSpan = token ? spanOf(token) : c.spanFrom(c.lastEnd);
  return { kind: "member", object, name: token?.text ?? "", nameSpan, span: c.spanFrom(object.span.start) };
}

function assignable(c: Cursor, value: Expression, members: "members" | "names"): Target {
  const target = toTarget(value, members);
  if (target) return target;
  c.problem(`can't assign to '${typeNames[value.kind] ?? value.kind}'`, value.span);
  return { kind: "name-target", name: "", span: value.span };
}

function toTarget(value: Expression, members: "members" | "names"): Target | undefined {
  const { span } = value;
  if (value.kind === "name") return { kind: "name-target", name: value.name, span };
  if (value.kind === "missing") return { kind: "name-target", name: "", span };
  if (value.kind === "member" && members === "members" && value.object.kind === "name") {
    return { kind: "member-target", name: value.object.name, attribute: value.name, span };
  }
  if (value.kind !== "tuple") return undefined;
  // Only the tuple of a `set` itself may hold attributes: one in parentheses may not.
  const inner = value.items.map((it) => toTarget(it, it.kind === "tuple" ? "names" : members));
  const items = inner.filter((it) => it !== undefined);
  return items.length === inner.length ? { kind: "tuple-target", items, span } : undefined;
}

/** The names that a target assigns, in order. */
export function namesOf(target: Target): readonly string[] {
  if (target.kind === "tuple-target") return target.items.flatMap(namesOf);
  return target.kind === "name-target" ? [target.name] : [];
}
