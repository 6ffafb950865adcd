import { inSource, type SourceSpan } from "../base/span.ts";
import type { SyntaxProblem } from "./ast.ts";
import { describe, spanOf, type Tag, type Token } from "./tokens.ts";

/** How deep expressions may be nested in each other. Jinja2 itself gives up at about 60. */
const deepest = 100;
/** The height that the tree of one expression may reach; a chain like `a + b + c` adds one a link. */
const highest = 250;

/**
 * A place in the tokens of one tag, and what is wrong with them.
 *
 * One cause makes one problem: after the first nothing more is said until `calm`, and of a tag that
 * is not closed only that is said, at its opening.
 */
export class Cursor {
  readonly text: string;
  readonly tag: Tag;
  token: Token;
  /** Where the last taken token ends. */
  lastEnd: number;
  /** The height of the expression that was parsed last. */
  height = 0;
  readonly #problems: SyntaxProblem[];
  #index = 0;
  #depth = 0;
  #upset = false;
  #reported = false;

  constructor(text: string, tag: Tag, problems: SyntaxProblem[]) {
    this.text = text;
    this.tag = tag;
    this.token = tokenAt(tag, 0);
    this.lastEnd = tag.opening.end;
    this.#problems = problems;
  }

  get atEnd(): boolean {
    return this.token.kind === "end";
  }

  /** Whether anything is wrong with the tag so far. */
  get failed(): boolean {
    return this.#reported || this.tag.unclosed !== undefined;
  }

  look(): Token {
    return tokenAt(this.tag, this.#index + 1);
  }

  take(): Token {
    const taken = this.token;
    if (taken.kind !== "end") this.#moveTo(this.#index + 1);
    this.lastEnd = taken.end;
    return taken;
  }

  is(operator: string): boolean {
    return this.token.kind === "operator" && this.token.text === operator;
  }

  isName(word: string): boolean {
    return this.token.kind === "name" && this.token.text === word;
  }

  takeIf(operator: string): boolean {
    const matches = this.is(operator) && !this.token.fault;
    if (matches) this.take();
    return matches;
  }

  takeName(word: string): boolean {
    const matches = this.isName(word);
    if (matches) this.take();
    return matches;
  }

  /** Takes the operator; where it isn't, says what stands there instead. */
  expect(operator: string): boolean {
    const found = this.is(operator);
    if (!found || this.token.fault) this.expected(operator);
    if (found) this.take();
    return found;
  }

  /** Takes a name of any kind. */
  expectName(): Token | undefined {
    if (this.token.kind === "name") return this.take();
    this.expected("name");
    return undefined;
  }

  expected(what: string): void {
    this.problem(`expected token '${what}', got '${describe(this.token)}'`);
  }

  /** Says what is wrong at the current token, or at `span`. A fault of the token itself goes before. */
  problem(message: string, span?: SourceSpan): void {
    const { fault } = this.token;
    this.report(span ? message : (fault ?? message), span ?? spanOf(this.token));
  }

  report(message: string, span: SourceSpan): void {
    const silent = this.#upset || this.tag.unclosed !== undefined;
    this.#upset = true;
    this.#reported = true;
    if (!silent) this.#problems.push({ message, span });
  }

  /** What follows is a new matter: its problems are said again. */
  calm(): void {
    this.#upset = false;
  }

  spanFrom(start: number): SourceSpan {
    return inSource(start, Math.max(start, this.lastEnd));
  }

  /**
   * The place of something that isn't there, right before the current token.
   *
   * The gap before it then belongs to whatever it would be a part of: a cursor in it is inside.
   */
  gap(): SourceSpan {
    this.lastEnd = Math.max(this.lastEnd, this.token.start);
    return inSource(this.lastEnd, this.lastEnd);
  }

  /** Goes to the next comma or closing bracket of the list that the cursor is in, or to the tag's end. */
  skipItem(): void {
    for (let depth = 0; !this.atEnd; this.take()) {
      if (this.token.kind !== "operator") continue;
      const { text } = this.token;
      if (depth === 0 && (text === "," || isCloser(text))) return;
      if (isCloser(text)) depth--;
      else if (text === "(" || text === "[" || text === "{" || text === "{{") depth++;
    }
  }

  /** Goes one level deeper; false, and at the tag's end, where that is too deep. */
  enter(): boolean {
    this.#depth++;
    return this.#depth <= deepest || this.#tooDeep();
  }

  leave(): void {
    this.#depth--;
  }

  /** Notes the height of an expression just built; false, and at the tag's end, where it is too high. */
  grow(height: number): boolean {
    this.height = height;
    return height <= highest || this.#tooDeep();
  }

  /** Leaves the rest of the tag unread; nothing is said about it. */
  abandon(): void {
    this.#upset = true;
    this.#moveTo(this.tag.tokens.length - 1);
  }

  /** To be called when all of the tag is parsed: says what stands there too much, and what nobody stumbled over. */
  finish(): void {
    const end = tokenAt(this.tag, this.tag.tokens.length - 1);
    if (this.tag.unclosed !== undefined) this.#problems.push({ message: this.tag.unclosed, span: this.tag.opening });
    else if (!this.atEnd) this.expected(end.text);
    else if (end.fault && !this.#reported) this.report(end.fault, spanOf(end));
    this.#moveTo(this.tag.tokens.length - 1);
  }

  #tooDeep(): false {
    this.problem("the expression is nested too deeply", spanOf(this.token));
    this.#moveTo(this.tag.tokens.length - 1);
    return false;
  }

  #moveTo(index: number): void {
    this.#index = index;
    this.token = tokenAt(this.tag, index);
  }
}

function isCloser(operator: string): boolean {
  return operator === ")" || operator === "]" || operator === "}" || operator === "}}";
}

function tokenAt(tag: Tag, index: number): Token {
  const last = tag.tokens.length - 1;
  const token = tag.tokens[Math.min(index, last)];
  if (!token) throw new Error("a tag without an end token");
  return token;
}
