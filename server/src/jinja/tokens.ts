import { inSource, type SourceSpan } from "../base/span.ts";

/** One word of a tag. The last token of every tag is its `end`. */
export interface Token {
  readonly kind: "name" | "string" | "integer" | "float" | "operator" | "bad" | "end";
  /** As written for names and operators; Jinja2's description of it for `end`; empty for literals. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** What is wrong with the token itself: said when the parser stumbles over it. */
  readonly fault: string | undefined;
}

/** `{{ … }}` or `{% … %}`, cut into tokens. */
export interface Tag {
  readonly kind: "print" | "statement";
  readonly span: SourceSpan;
  /** The delimiter that opens it, with its sign. */
  readonly opening: SourceSpan;
  readonly tokens: readonly Token[];
  /** Why the tag counts as unclosed: it was cut off where its code plausibly ends. Undefined when its end is there. */
  readonly unclosed: string | undefined;
  /** Whether its closing delimiter takes the white space behind it away. */
  readonly trimsAfter: boolean;
}

/** How Jinja2 calls the end of each kind of tag. */
export const endName = { print: "end of print statement", statement: "end of statement block" } as const;

/** How Jinja2 calls a token in its messages. */
export function describe(token: Token): string {
  return token.kind === "string" || token.kind === "integer" || token.kind === "float" ? token.kind : token.text;
}

/** Where a token stands. */
export const spanOf = (token: Token): SourceSpan => inSource(token.start, token.end);
