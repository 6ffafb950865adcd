import { lineIndex } from "../base/line-index.ts";
import { inSource } from "../base/span.ts";
import type { Node, SyntaxProblem } from "./ast.ts";
import type { Cursor } from "./cursor.ts";
import { endOf, type OpenBlock } from "./open-block.ts";
import { spanOf, type Tag, type Token } from "./tokens.ts";

/** How deep blocks may be nested; Jinja2 itself gives up at about 200. */
const deepest = 200;

/** How deep a tag that nobody knows may stand to be taken for a block. */
const deepestGuess = 20;

interface Entry {
  readonly block: OpenBlock;
  readonly tag: Tag;
  /** Something is said about its opening tag already, or nobody knows whether it is a block at all. */
  readonly excused: boolean;
  /** Whether the tag is a known one. */
  readonly known: boolean;
}

/**
 * The blocks that are open at a place of a template, and how they are closed.
 *
 * A block without its end tag is ended by the end tag of a block around it, or by the end of the
 * template. That is said once, at its opening tag; the end tags that are then left over are not
 * mistakes of their own.
 */
export class BlockStack {
  readonly #holder: { readonly text: string };
  readonly #problems: SyntaxProblem[];
  readonly #entries: Entry[] = [];
  readonly #root: Node[] = [];
  /** End tags that may come without a block, because their block was cut off: how many, and by which end tag. */
  readonly #leftOver = new Map<string, string[]>();
  /** Blocks that were too deep to be opened. */
  #ignored = 0;
  #saidTooDeep = false;

  constructor(text: string, problems: SyntaxProblem[]) {
    this.#holder = { text };
    this.#problems = problems;
  }

  add(nodes: readonly Node[]): void {
    const body = this.#entries.at(-1)?.block.body ?? this.#root;
    for (const node of nodes) body.push(node);
  }

  /** `excused`: its opening tag is so broken that it says nothing more if its end tag is missing. */
  open(block: OpenBlock, tag: Tag, excused: boolean): void {
    if (this.#entries.length < deepest) {
      this.#entries.push({ block, tag, excused, known: true });
      return;
    }
    this.#ignored++;
    if (!this.#saidTooDeep) this.#problems.push({ message: "blocks are nested too deeply", span: tag.span });
    this.#saidTooDeep = true;
  }

  /** A tag that nobody knows: it may be a misspelt block, so its end tag, and that of the block `like`, belong to it. */
  openUnknown(word: string, like: OpenBlock["awaits"], tag: Tag): void {
    if (this.#entries.length >= deepestGuess) return;
    const body: Node[] = [];
    const awaits = [...like, `end${word}`];
    const block: OpenBlock = { word, awaits, body, turn: (_, c) => c.abandon(), close: () => body };
    this.#entries.push({ block, tag, excused: true, known: false });
  }

  /** Whether a `break` here leaves a loop: macros and call blocks are functions of their own. */
  get inLoop(): boolean {
    const functions = ["macro", "test", "data_test", "materialization", "call"];
    const inner = this.#entries.findLast(({ block }) => {
      return functions.includes(block.word) || (block.word === "for" && block.awaits.includes("else"));
    });
    return inner?.block.word === "for";
  }

  /** The nearest enclosing block that `wanted` holds for. */
  enclosing(wanted: (block: OpenBlock, tag: Tag) => boolean): OpenBlock | undefined {
    return this.#entries.findLast(({ block, tag }) => wanted(block, tag))?.block;
  }

  /** An end tag, or one that goes on with a block (`else`, `elif`); the cursor is behind its word. */
  proceed(word: Token, c: Cursor): void {
    const isEnd = word.text.startsWith("end");
    if (this.#ignored > 0) {
      if (isEnd) this.#ignored--;
      c.abandon();
      return;
    }
    const index = this.#entries.findLastIndex(({ block }) => block.awaits.includes(word.text));
    const entry = this.#entries[index];
    if (!entry) {
      if (!this.#isLeftOver(word.text)) c.problem(this.#unknownTag(word.text), spanOf(word));
      c.abandon();
      return;
    }
    this.#cutOffAbove(index, word);
    if (!isEnd) {
      entry.block.turn?.(word.text, c);
      c.takeIf(":");
      return;
    }
    if (word.text === "endblock" && c.token.kind === "name") c.take();
    this.#entries.pop();
    this.add(entry.block.close(inSource(entry.tag.span.start, c.tag.span.end), true));
  }

  /** Ends a block and all that are open in it, because what comes at `end` shows that its end tag is missing. */
  cutOff(block: OpenBlock, end: number): void {
    while (this.#entries.some((it) => it.block === block)) this.#cutOffLast(end, "Unexpected end of template.");
  }

  /** What Jinja2 says of a tag that it doesn't know, or not at this place. */
  unknown(word: Token, c: Cursor): void {
    c.problem(this.#unknownTag(word.text), spanOf(word));
  }

  /** The template's nodes, all blocks ended. */
  finish(): readonly Node[] {
    while (this.#entries.length > 0) this.#cutOffLast(this.#holder.text.length, "Unexpected end of template.");
    return this.#root;
  }

  #cutOffAbove(index: number, word: Token): void {
    while (this.#entries.length > index + 1) {
      const block = this.#entries.at(-1)?.block;
      if (block) this.#leaveOver(endOf(block), word.text);
      this.#cutOffLast(word.start, `Encountered unknown tag '${word.text}'.`, word.text);
    }
  }

  #cutOffLast(end: number, what: string, word?: string): void {
    const entry = this.#entries.at(-1);
    if (!entry) return;
    const { block, tag, excused } = entry;
    if (!excused) {
      const { line } = lineIndex(this.#holder).position(tag.span.start);
      const missing = ` The '${block.word}' on line ${line + 1} has no '${endOf(block)}'.`;
      this.#problems.push({ message: what + this.#lookingFor(word) + missing, span: tag.span });
    }
    this.#entries.pop();
    this.add(block.close(inSource(tag.span.start, Math.max(tag.span.end, end)), false));
  }

  /** Whether an end tag that fits no open block is explained by a block that was cut off before. */
  #isLeftOver(word: string): boolean {
    const waiting = (end: string) => (this.#leftOver.get(end)?.length ?? 0) > 0;
    if (word === "elif") return waiting("endif");
    if (word === "else") return waiting("endif") || waiting("endfor");
    const cutOffBy = this.#leftOver.get(word)?.pop();
    // The block did have its end: then the tag that cut it off was the odd one, and its own block's end is to come.
    if (cutOffBy) this.#leaveOver(cutOffBy, "");
    return cutOffBy !== undefined;
  }

  #leaveOver(end: string, cutOffBy: string): void {
    const waiting = this.#leftOver.get(end);
    if (waiting) waiting.push(cutOffBy);
    else this.#leftOver.set(end, [cutOffBy]);
  }

  #unknownTag(word: string): string {
    return `Encountered unknown tag '${word}'.${this.#lookingFor(word)}`;
  }

  #lookingFor(word: string | undefined): string {
    const known = this.#entries.filter((it) => it.known);
    const innermost = known.at(-1)?.block;
    if (!innermost) return "";
    const wanted = innermost.awaits.map((it) => `'${it}'`).join(" or ");
    const expected = word !== undefined && known.some(({ block }) => block.awaits.includes(word));
    const looking = expected
      ? `You probably made a nesting mistake. Jinja is expecting this tag, but currently looking for ${wanted}.`
      : `Jinja was looking for the following tags: ${wanted}.`;
    return ` ${looking} The innermost block that needs to be closed is '${innermost.word}'.`;
  }
}
