import { inSource } from "../base/span.ts";
import type { Node, SyntaxProblem, Template } from "./ast.ts";
import { BlockStack } from "./block-stack.ts";
import { Cursor } from "./cursor.ts";
import { openingLength } from "./delimiters.ts";
import { Lexer, type Segment } from "./lexer.ts";
import type { OpenBlock } from "./open-block.ts";
import { blocks, parseSet } from "./parse-blocks.ts";
import { parseExpression, parseTuple } from "./parse-expression.ts";
import { tags } from "./parse-tags.ts";
import type { Tag } from "./tokens.ts";
import { textNodes, withLineFeeds } from "./whitespace.ts";

/** dbt's own test for whether a text is a template at all; closing delimiters count as well. */
const anyDelimiter = /\{[{%#]|[#}%]\}/;

/**
 * The tree of a template, of any text whatever: what cannot be parsed becomes a problem, and what
 * stands around it is kept. Takes time in proportion to the text.
 */
export function parseTemplate(text: string): Template {
  if (!anyDelimiter.test(text)) {
    const body: Node[] = text === "" ? [] : [{ kind: "text", value: text, span: inSource(0, text.length) }];
    return { text, body, problems: [], hasJinja: false };
  }
  const problems: SyntaxProblem[] = [];
  const parsing: Parsing = {
    text,
    problems,
    lexer: new Lexer(text),
    stack: new BlockStack(text, problems),
    lacking: new Map(),
  };
  for (let segment = parsing.lexer.next(); segment; segment = parsing.lexer.next()) {
    if (segment.kind === "tag") parseTag(parsing, segment.tag);
    else parsing.stack.add(nodesOf(parsing, segment));
  }
  const body = parsing.stack.finish();
  problems.sort((a, b) => a.span.start - b.span.start);
  return { text, body, problems, hasJinja: true };
}

interface Parsing {
  readonly text: string;
  readonly problems: SyntaxProblem[];
  readonly lexer: Lexer;
  readonly stack: BlockStack;
  /** For words of blocks: whether there are fewer end tags than opening tags of it. */
  readonly lacking: Map<string, boolean>;
}

function nodesOf({ text, problems }: Parsing, segment: Exclude<Segment, { kind: "tag" }>): readonly Node[] {
  const { span } = segment;
  if (segment.kind === "text") return textNodes(text, span.start, span.end);
  if (segment.fault !== undefined) {
    const opening = inSource(span.start, Math.min(span.end, span.start + openingLength(text, span.start)));
    problems.push({ message: segment.fault, span: opening });
  }
  if (segment.kind === "comment") return [{ kind: "comment", span }];
  const { content } = segment;
  return [{ kind: "raw", value: withLineFeeds(text.slice(content.start, content.end)), content, span }];
}

function parseTag(parsing: Parsing, tag: Tag): void {
  const c = new Cursor(parsing.text, tag, parsing.problems);
  if (tag.kind === "print") {
    const value = parseTuple(c, { item: parseExpression });
    c.finish();
    parsing.stack.add([{ kind: "print", value, span: tag.span }]);
  } else {
    parseStatement(parsing, c);
    c.finish();
  }
}

function parseStatement(parsing: Parsing, c: Cursor): void {
  const { stack } = parsing;
  const word = c.token;
  if (word.kind !== "name") {
    c.problem("tag name expected", c.atEnd ? c.tag.span : undefined);
    return;
  }
  c.take();
  const parseNodes = tags.get(word.text);
  const parseHead = blocks.get(word.text);
  if (word.text === "set") {
    const set = parseSet(c);
    if ("word" in set) openBlock(parsing, c, set);
    else stack.add([set]);
  } else if (parseNodes) {
    if (word.text === "break" && !stack.inLoop) c.problem("'break' outside loop", c.tag.span);
    if (word.text === "continue" && !stack.inLoop) c.problem("'continue' not properly in loop", c.tag.span);
    stack.add(parseNodes(c));
  } else if (parseHead) {
    cutOffForgotten(parsing, word.text, c.tag);
    openBlock(parsing, c, parseHead(c));
  } else if (/^(?:end|else$|elif$)/.test(word.text)) stack.proceed(word, c);
  else {
    stack.unknown(word, c);
    c.abandon();
    stack.openUnknown(word.text, awaitedBySimilar(word.text), c.tag);
  }
}

function openBlock({ text, lexer, stack }: Parsing, c: Cursor, block: OpenBlock): void {
  c.takeIf(":");
  const maybeNoBlock = block.word === "set" && c.failed;
  stack.open(block, c.tag, maybeNoBlock || c.tag.unclosed !== undefined);
  if (block.word !== "docs" || c.tag.unclosed !== undefined) return;
  const content = lexer.verbatim();
  stack.add(textNodes(text, content.start, content.end));
}

const topLevelBlocks = ["macro", "test", "data_test", "materialization", "snapshot"];

/**
 * A macro at the start of a line cannot be meant to stand in another one that starts a line, if end tags are missing:
 * what is half-typed is the macro before.
 */
function cutOffForgotten({ text, stack, lacking }: Parsing, word: string, tag: Tag): void {
  if (!topLevelBlocks.includes(word) || !startsLine(text, tag)) return;
  const outer = stack.enclosing((block, opening) => topLevelBlocks.includes(block.word) && startsLine(text, opening));
  if (!outer) return;
  if (!lacking.has(outer.word)) lacking.set(outer.word, lacksEnds(text, outer.word));
  if (lacking.get(outer.word)) stack.cutOff(outer, tag.span.start);
}

function startsLine(text: string, { span }: Tag): boolean {
  return span.start === 0 || /[\r\n]/.test(text.charAt(span.start - 1));
}

function lacksEnds(text: string, word: string): boolean {
  const count = (pattern: string) => text.match(new RegExp(`\\{%[-+]?\\s*${pattern}\\b`, "g"))?.length ?? 0;
  return count(word) > count(`end${word}`);
}

/** The tags that a block with almost this word waits for: `iff` is an `if`, `fro` a `for`. */
function awaitedBySimilar(word: string): readonly string[] {
  const similar = [...blocks.keys(), "set"].find((it) => isAlmost(word, it));
  if (similar === undefined) return [];
  if (similar === "if") return ["elif", "else", "endif"];
  return similar === "for" ? ["else", "endfor"] : [`end${similar}`];
}

/** Whether two words differ by one letter added, left out or changed, or by two neighbours swapped. */
function isAlmost(a: string, b: string): boolean {
  let start = 0;
  while (start < a.length && a[start] === b[start]) start++;
  let end = 0;
  while (end < Math.min(a.length, b.length) - start && a.at(-1 - end) === b.at(-1 - end)) end++;
  const left = a.slice(start, a.length - end);
  const right = b.slice(start, b.length - end);
  if (left.length <= 1 && right.length <= 1) return true;
  return left.length === 2 && right.length === 2 && left[0] === right[1] && left[1] === right[0];
}
