import { inSource } from "../base/span.ts";
import { skipSpace } from "./characters.ts";
import { closingAt, isOpening, openingLength } from "./delimiters.ts";
import { lexWord, operator, stringEnd } from "./lex-word.ts";
import { endName, type Tag, type Token } from "./tokens.ts";

/** Where a tag is cut into tokens; `limit` is where the template ends. */
export interface TagSource {
  readonly text: string;
  readonly limit: number;
  /** How much text may still be read in vain; keeps a file of nothing but broken tags linear. */
  budget: number;
}

const bracketPairs: Readonly<Record<string, string>> = { "(": ")", "[": "]", "{": "}" };

/** The bracket that closes this operator, if it opens one. */
export const closerOf = (text: string): string | undefined => bracketPairs[text];

/** The tag that ends at the closing delimiter [at, end). */
export function closedTag(
  text: string,
  start: number,
  kind: Tag["kind"],
  tokens: Token[],
  at: number,
  end: number,
  fault?: string,
): Tag {
  tokens.push({ kind: "end", text: endName[kind], start: at, end, fault });
  const opening = inSource(start, start + openingLength(text, start));
  const trimsAfter = text.charAt(at) === "-";
  return { kind, span: inSource(start, end), opening, tokens, unclosed: undefined, trimsAfter };
}

/**
 * The tag at `start`, cut as Jinja2 cuts it; undefined when Jinja2 could not.
 *
 * Single characters that no token starts with are the exception: they become `bad` tokens.
 */
export function lexTag(source: TagSource, start: number, kind: Tag["kind"]): Tag | undefined {
  const { text } = source;
  const limit = Math.min(source.limit, start + Math.max(0, source.budget));
  const tokens: Token[] = [];
  const expected: string[] = [];
  let at = start + openingLength(text, start);
  for (;;) {
    at = skipSpace(text, at, limit);
    if (at >= limit) break;
    const end = closingAt(text, at, kind);
    if (end !== undefined && expected.length === 0) return closedTag(text, start, kind, tokens, at, end);
    // A dictionary cannot be a key, so `{{` inside a tag is the next tag, never two dictionaries.
    if (isOpening(text, at) || (kind === "statement" && end !== undefined)) break;
    const token = lexToken(text, at, limit);
    at = token?.end ?? limit;
    if (!token || !balance(expected, token)) break;
    tokens.push(token);
  }
  source.budget -= at - start;
  return undefined;
}

function lexToken(text: string, at: number, limit: number): Token | undefined {
  const character = text.charAt(at);
  if (character !== "'" && character !== '"') return lexWord(text, at, limit);
  const end = stringEnd(text, at, limit);
  return end === undefined ? undefined : { kind: "string", text: "", start: at, end, fault: undefined };
}

/** Follows brackets; false when the token closes another than the innermost one. */
function balance(expected: string[], token: Token): boolean {
  if (token.kind !== "operator") return true;
  const closer = closerOf(token.text);
  if (closer !== undefined) expected.push(closer);
  else if (token.text === ")" || token.text === "]" || token.text === "}") return expected.pop() === token.text;
  return true;
}

/** `{{ name }}` written inside another tag's brackets, cut into tokens between `{{` and `}}`; undefined if it isn't that. */
export function lexNested(source: TagSource, start: number): readonly Token[] | undefined {
  const inner = lexTag({ ...source, limit: Math.min(source.limit, start + 500) }, start, "print");
  const last = inner?.tokens.at(-1);
  if (!inner || !last || inner.tokens.length < 2) return undefined;
  const fault = "unexpected '{{' inside an expression: the text is Jinja code already";
  return [operator("{{", start, fault), ...inner.tokens.slice(0, -1), { ...operator("}}", last.start), end: last.end }];
}
