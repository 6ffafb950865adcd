import type { SourceSpan } from "../base/span.ts";
import type { Expression, If, Node, SetBlock, SetValue, With } from "./ast.ts";
import type { Cursor } from "./cursor.ts";
import type { OpenBlock } from "./open-block.ts";
import { parseBlockFilters, parseExpression, parseOperation, parseTuple } from "./parse-expression.ts";
import { parseCall, parseDbtBlock, parseMacro, parseMaterialization, parseTest } from "./parse-macro.ts";
import { namesOf, parseNamesTarget, parseSetTarget } from "./parse-target.ts";

/** Parses the opening tag of a block; the cursor is behind its word. */
export type ParseBlock = (c: Cursor) => OpenBlock;

/** The blocks by the word of their opening tag. `set` is parsed by `parseSet`. */
export const blocks: ReadonlyMap<string, ParseBlock> = new Map<string, ParseBlock>([
  ["if", parseIf],
  ["for", parseFor],
  ["filter", parseFilterBlock],
  ["with", parseWith],
  ["autoescape", parseAutoescape],
  ["block", parseBlock],
  ["call", parseCall],
  ["macro", parseMacro],
  ["test", (c) => parseTest(c, "test")],
  ["data_test", (c) => parseTest(c, "data_test")],
  ["materialization", parseMaterialization],
  ["snapshot", (c) => parseDbtBlock(c, "snapshot")],
  ["docs", (c) => parseDbtBlock(c, "docs")],
]);

/** `{% set a = value %}`, or the block `{% set a %}…{% endset %}`. */
export function parseSet(c: Cursor): SetValue | OpenBlock {
  const target = parseSetTarget(c);
  if (c.takeIf("=")) {
    return { kind: "set", target, value: parseTuple(c, { item: parseExpression }), span: c.tag.span };
  }
  const filters = c.takeIf("|") ? parseBlockFilters(c) : [];
  if (!c.atEnd && skipTo(c, "=")) {
    return { kind: "set", target, value: parseTuple(c, { item: parseExpression }), span: c.tag.span };
  }
  const body: Node[] = [];
  const close = (span: SourceSpan, closed: boolean): readonly SetBlock[] => [
    { kind: "set-block", target, filters, body, closed, span },
  ];
  return { word: "set", awaits: ["endset"], body, close };
}

/** Past the next such operator, saying that what stands before it is too much; false at the end of the tag. */
function skipTo(c: Cursor, operator: string): boolean {
  if (c.is(":")) return false;
  c.expected("end of statement block");
  while (!c.atEnd && !c.is(operator)) c.take();
  return c.takeIf(operator);
}

function parseCondition(c: Cursor): Expression {
  return parseTuple(c, { item: parseOperation });
}

function parseIf(c: Cursor): OpenBlock {
  const first = { test: parseCondition(c), body: [] as Node[], tag: c.tag.span };
  const branches: If["branches"][number][] = [first];
  let otherwise: Node[] | undefined;
  const block: OpenBlock = {
    word: "if",
    awaits: ["elif", "else", "endif"],
    body: first.body,
    turn(word, branch) {
      block.body = [];
      if (word === "elif") branches.push({ test: parseCondition(branch), body: block.body, tag: branch.tag.span });
      else {
        otherwise = block.body;
        block.awaits = ["endif"];
      }
    },
    close: (span, closed) => [{ kind: "if", branches, otherwise, closed, span }],
  };
  return block;
}

function parseFor(c: Cursor): OpenBlock {
  const target = parseNamesTarget(c);
  if (namesOf(target).includes("loop")) c.problem("Can't assign to special loop variable in for-loop", target.span);
  if (!c.takeName("in")) c.expected("in");
  const items = parseTuple(c, { item: parseOperation });
  const test = c.takeName("if") ? parseExpression(c) : undefined;
  const recursive = c.takeName("recursive");
  const body: Node[] = [];
  let otherwise: Node[] | undefined;
  const block: OpenBlock = {
    word: "for",
    awaits: ["else", "endfor"],
    body,
    turn() {
      otherwise = block.body = [];
      block.awaits = ["endfor"];
    },
    close: (span, closed) => [{ kind: "for", target, items, test, recursive, body, otherwise, closed, span }],
  };
  return block;
}

function parseFilterBlock(c: Cursor): OpenBlock {
  const filters = parseBlockFilters(c);
  const body: Node[] = [];
  const close: OpenBlock["close"] = (span, closed) => [{ kind: "filter-block", filters, body, closed, span }];
  return { word: "filter", awaits: ["endfilter"], body, close };
}

function parseWith(c: Cursor): OpenBlock {
  const bindings: With["bindings"][number][] = [];
  while (!c.atEnd && !c.is(":")) {
    if (bindings.length > 0 && !c.expect(",")) break;
    const target = parseNamesTarget(c);
    if (!c.expect("=")) break;
    bindings.push({ target, value: parseExpression(c) });
  }
  return withBlock("with", bindings);
}

/** dbt never escapes, and the block is a scope of its own: it is what a `with` without names is. */
function parseAutoescape(c: Cursor): OpenBlock {
  const value = parseExpression(c);
  if (value.kind !== "literal" || value.value) c.problem("autoescape is not supported", value.span);
  return withBlock("autoescape", []);
}

function withBlock(word: "with" | "autoescape", bindings: With["bindings"]): OpenBlock {
  const body: Node[] = [];
  const close: OpenBlock["close"] = (span, closed) => [{ kind: "with", bindings, body, closed, span }];
  return { word, awaits: [`end${word}`], body, close };
}

function parseBlock(c: Cursor): OpenBlock {
  const name = c.expectName()?.text;
  c.takeName("scoped");
  c.takeName("required");
  if (c.is("-")) {
    c.problem(
      "Block names in Jinja have to be valid Python identifiers and may not contain hyphens, use an underscore instead.",
    );
  }
  const names = name === undefined ? [] : [name];
  const body: Node[] = [];
  const close: OpenBlock["close"] = (span) => [{ kind: "loader", tag: "block", names, body, span }];
  return { word: "block", awaits: ["endblock"], body, close };
}
