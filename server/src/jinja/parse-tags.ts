import type { Expression, Node } from "./ast.ts";
import type { Cursor } from "./cursor.ts";
import { parseExpression, parseTuple } from "./parse-expression.ts";

/** Parses a tag that stands alone; the cursor is behind its word. */
export type ParseTag = (c: Cursor) => readonly Node[];

/** The tags that stand alone, by their word. A `set` that turns out to be a block is not among them. */
export const tags: ReadonlyMap<string, ParseTag> = new Map<string, ParseTag>([
  ["do", (c) => [{ kind: "do", value: parseTuple(c, { item: parseExpression }), span: c.tag.span }]],
  ["print", parsePrint],
  ["break", (c) => [{ kind: "break", span: c.tag.span }]],
  ["continue", (c) => [{ kind: "continue", span: c.tag.span }]],
  ["include", parseInclude],
  ["import", parseImport],
  ["from", parseFrom],
  ["extends", parseExtends],
]);

/** `{% print a, b %}` prints each of them. */
function parsePrint(c: Cursor): readonly Node[] {
  const values: Expression[] = [];
  while (!c.atEnd) {
    if (values.length > 0 && !c.expect(",")) break;
    values.push(parseExpression(c));
  }
  const [only] = values;
  if (only && values.length === 1) return [{ kind: "print", value: only, span: c.tag.span }];
  return values.map((value) => ({ kind: "print", value, span: value.span }));
}

function parseExtends(c: Cursor): readonly Node[] {
  parseExpression(c);
  return [{ kind: "loader", tag: "extends", names: [], body: [], span: c.tag.span }];
}

function parseInclude(c: Cursor): readonly Node[] {
  parseExpression(c);
  takeWords(c, "ignore", "missing");
  takeContext(c);
  return [{ kind: "loader", tag: "include", names: [], body: [], span: c.tag.span }];
}

function parseImport(c: Cursor): readonly Node[] {
  parseExpression(c);
  let name: string | undefined;
  if (c.takeName("as")) name = c.expectName()?.text;
  else c.expected("as");
  takeContext(c);
  return [{ kind: "loader", tag: "import", names: name === undefined ? [] : [name], body: [], span: c.tag.span }];
}

function parseFrom(c: Cursor): readonly Node[] {
  parseExpression(c);
  const names: string[] = [];
  if (!c.takeName("import")) c.expected("import");
  while (!c.atEnd && !takeContext(c)) {
    const name = c.expectName()?.text;
    if (name === undefined) break;
    if (name.startsWith("_")) c.problem("names starting with an underline can not be imported");
    names.push((c.takeName("as") ? c.expectName()?.text : undefined) ?? name);
    if (takeContext(c) || !c.takeIf(",")) break;
  }
  if (names.length === 0) c.expected("name");
  return [{ kind: "loader", tag: "from", names, body: [], span: c.tag.span }];
}

function takeContext(c: Cursor): boolean {
  return takeWords(c, "with", "context") || takeWords(c, "without", "context");
}

function takeWords(c: Cursor, first: string, second: string): boolean {
  const next = c.look();
  if (!c.isName(first) || next.kind !== "name" || next.text !== second) return false;
  c.take();
  c.take();
  return true;
}
