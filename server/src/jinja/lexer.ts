import { inSource, type SourceSpan } from "../base/span.ts";
import { openingLength } from "./delimiters.ts";
import { lexBrokenTag } from "./lex-broken-tag.ts";
import { lexTag, type TagSource } from "./lex-tag.ts";
import type { Tag } from "./tokens.ts";
import { type Between, trimmed, withoutLastNewline } from "./whitespace.ts";

/** What a template is made of, in order. Spans of `text` and of `content` are what is left after white space control. */
export type Segment =
  | { readonly kind: "text"; readonly span: SourceSpan }
  | { readonly kind: "comment"; readonly span: SourceSpan; readonly fault: string | undefined }
  | {
      readonly kind: "raw";
      readonly span: SourceSpan;
      readonly content: SourceSpan;
      readonly fault: string | undefined;
    }
  | { readonly kind: "tag"; readonly tag: Tag };

const anyOpening = /\{[{%#]/g;
const rawOpening = /\{%[-+]?\s*raw\s*(-?)%\}/y;
const rawClosing = /\{%([-+]?)\s*endraw\s*([-+]?)%\}/g;
const docsClosing = /\{%([-+]?)\s*enddocs\s*[-+]?%\}/g;

/** Cuts a template into its segments, one at a time. It lives as long as one parse. */
export class Lexer {
  readonly text: string;
  readonly #source: TagSource;
  readonly #limit: number;
  #at = 0;
  /** Whether the delimiter before `#at` takes white space away. */
  #trims = false;
  #commentsEnd = true;
  /** The segment behind the text that was given last. */
  #ahead: Segment | undefined;

  constructor(text: string) {
    this.text = text;
    this.#limit = withoutLastNewline(text);
    this.#source = { text, limit: this.#limit, budget: 10_000 + 4 * text.length };
  }

  /** The next segment; undefined at the end. A text is given only if it prints something. */
  next(): Segment | undefined {
    if (this.#ahead) {
      const segment = this.#ahead;
      this.#ahead = undefined;
      return segment;
    }
    const { text } = this;
    const start = this.#at;
    anyOpening.lastIndex = start;
    const found = anyOpening.exec(text)?.index ?? this.#limit;
    const opening = Math.min(found, this.#limit);
    const trimEnd = opening < this.#limit && text.charAt(opening + 2) === "-";
    const before = this.#textOf({ start, end: opening, trimStart: this.#trims, trimEnd });
    const segment = opening < this.#limit ? this.#opened(opening) : undefined;
    if (opening >= this.#limit) this.#at = this.#limit;
    this.#trims &&= opening < this.#limit;
    if (before.start >= before.end) return segment;
    this.#ahead = segment;
    return { kind: "text", span: before };
  }

  /** Takes everything up to `{% enddocs %}` as it is, for the body of the `docs` tag that was given last. */
  verbatim(): SourceSpan {
    const start = this.#at;
    docsClosing.lastIndex = start;
    const found = docsClosing.exec(this.text);
    const end = Math.min(found?.index ?? this.#limit, this.#limit);
    const content = this.#textOf({ start, end, trimStart: this.#trims, trimEnd: found?.[1] === "-" });
    this.#at = end;
    this.#trims = false;
    return content;
  }

  #textOf(between: Between): SourceSpan {
    const { start, end } = trimmed(this.text, between);
    return inSource(start, end);
  }

  /** The segment that opens at `start`, where a delimiter stands. */
  #opened(start: number): Segment {
    const { text } = this;
    if (text.charAt(start + 1) === "#") return this.#comment(start);
    rawOpening.lastIndex = start;
    const raw = rawOpening.exec(text);
    if (raw && rawOpening.lastIndex <= this.#limit) return this.#raw(start, rawOpening.lastIndex, raw[1] === "-");
    const kind = text.charAt(start + 1) === "{" ? "print" : "statement";
    const tag = lexTag(this.#source, start, kind) ?? lexBrokenTag(this.#source, start, kind);
    this.#at = tag.span.end;
    this.#trims = tag.trimsAfter;
    return { kind: "tag", tag };
  }

  #comment(start: number): Segment {
    const { text } = this;
    const from = start + openingLength(text, start);
    const found = this.#commentsEnd ? text.indexOf("#}", from) : -1;
    this.#commentsEnd = found >= 0;
    const closed = found >= 0 && found + 2 <= this.#limit;
    if (closed) {
      this.#at = found + 2;
      this.#trims = found > from && text.charAt(found - 1) === "-";
      return { kind: "comment", span: inSource(start, this.#at), fault: undefined };
    }
    // Without its end a comment would hide the rest of the file: it is taken for its line.
    let end = Math.min(from, this.#limit);
    while (end < this.#limit && text.charAt(end) !== "\n" && text.charAt(end) !== "\r") end++;
    this.#at = end;
    this.#trims = false;
    // Jinja2 misses the end only of a comment that has a beginning.
    const fault = from < this.#limit ? "Missing end of comment tag" : undefined;
    return { kind: "comment", span: inSource(start, end), fault };
  }

  #raw(start: number, from: number, trimStart: boolean): Segment {
    rawClosing.lastIndex = from;
    const found = rawClosing.exec(this.text);
    const closed = found !== null && rawClosing.lastIndex <= this.#limit;
    const end = closed ? found.index : this.#limit;
    const content = this.#textOf({ start: from, end, trimStart, trimEnd: closed && found[1] === "-" });
    this.#at = closed ? rawClosing.lastIndex : this.#limit;
    this.#trims = closed && found[2] === "-";
    const fault = closed || from >= this.#limit ? undefined : "Missing end of raw directive";
    return { kind: "raw", span: inSource(start, this.#at), content, fault };
  }
}
