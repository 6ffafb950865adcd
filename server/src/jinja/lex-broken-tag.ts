import { inSource } from "../base/span.ts";
import { skipSpace, wordEnd } from "./characters.ts";
import { closingAt, isOpening, openingLength } from "./delimiters.ts";
import { closedTag, closerOf, lexNested, type TagSource } from "./lex-tag.ts";
import { badCharacter, lexWord, operator, stringEnd } from "./lex-word.ts";
import { describe, endName, type Tag, type Token } from "./tokens.ts";

interface Lexing {
  readonly source: TagSource;
  readonly start: number;
  readonly kind: Tag["kind"];
  readonly tokens: Token[];
  /** The closing brackets that are still to come, innermost last. */
  readonly expected: string[];
}

/**
 * Cuts a tag that Jinja2 refuses, so that what is half-typed stays small.
 *
 * A tag whose closing delimiter is in sight keeps it, whatever is wrong before. Any other tag ends with
 * its line, unless the line plainly goes on (an open bracket and a comma, say), or before the next tag.
 */
export function lexBrokenTag(source: TagSource, start: number, kind: Tag["kind"]): Tag {
  const { text, limit } = source;
  const lexing: Lexing = { source, start, kind, tokens: [], expected: [] };
  let at = start + openingLength(text, start);
  for (;;) {
    const next = skipSpace(text, at, limit);
    if (next >= limit) return cutOff(lexing, at, next);
    if (lineEnd(text, at, next) < next && !goesOn(lexing, next)) return cutOff(lexing, at, next);
    const closed = closing(lexing, next);
    if (closed) return closed;
    const nested = isOpening(text, next) && lexing.expected.length > 0 ? lexNested(source, next) : undefined;
    if (!nested && isOpening(text, next)) return cutOff(lexing, at, next);
    for (const token of nested ?? [lexTolerantly(lexing, next)]) {
      lexing.tokens.push(token);
      at = token.end;
    }
  }
}

/** The tag up to the end of the line (or to the next tag); `next` is what stands behind. */
function cutOff({ source, start, kind, tokens }: Lexing, at: number, next: number): Tag {
  const { text, limit } = source;
  const end = lineEnd(text, at, next);
  const unclosed =
    next >= limit
      ? `unexpected end of template, expected '${endName[kind]}'.`
      : `expected token '${endName[kind]}', got '${describe(lexWord(text, next, limit))}'`;
  tokens.push({ kind: "end", text: endName[kind], start: end, end, fault: undefined });
  const opening = inSource(start, Math.min(start + openingLength(text, start), end));
  return { kind, span: inSource(start, end), opening, tokens, unclosed, trimsAfter: false };
}

/** The whole tag if a delimiter at `at` ends it: its own one, or the one of the other kind, typed by mistake. */
function closing(lexing: Lexing, at: number): Tag | undefined {
  const { source, start, kind, tokens, expected } = lexing;
  const { text } = source;
  const innermost = expected.at(-1);
  const own = closingAt(text, at, kind);
  if (own !== undefined && !(kind === "print" && innermost === "}")) {
    const fault = innermost === undefined ? undefined : `unexpected '}', expected '${innermost}'`;
    return closedTag(text, start, kind, tokens, at, own, fault);
  }
  const other = closingAt(text, at, kind === "print" ? "statement" : "print") ?? loneBrace(text, at);
  if (other === undefined || own !== undefined || innermost === "}" || ownClosingAhead(lexing, other)) return undefined;
  return closedTag(text, start, kind, tokens, at, other, "unexpected '}'");
}

function loneBrace(text: string, at: number): number | undefined {
  return text.charAt(at) === "}" ? at + 1 : undefined;
}

/** Whether the rest of the line holds the delimiter that ends this kind of tag, before another tag opens. */
function ownClosingAhead({ source, kind }: Lexing, from: number): boolean {
  const { text, limit } = source;
  const end = lineEnd(text, from, Math.min(limit, from + 500));
  for (let at = from; at < end; at++) {
    if (isOpening(text, at)) return false;
    if (closingAt(text, at, kind) !== undefined) return true;
  }
  return false;
}

function lexTolerantly(lexing: Lexing, at: number): Token {
  const { text, limit } = lexing.source;
  const character = text.charAt(at);
  if (character === "'" || character === '"') return lexString(lexing, at);
  const token = lexWord(text, at, limit);
  if (token.kind !== "operator") return token;
  const { expected } = lexing;
  const closer = closerOf(token.text);
  if (closer !== undefined) expected.push(closer);
  if (!")]}".includes(token.text)) return token;

  const innermost = expected.at(-1);
  if (innermost === token.text) expected.pop();
  if (innermost === token.text) return token;
  const fault = `unexpected '${token.text}'${innermost === undefined ? "" : `, expected '${innermost}'`}`;
  const opened = expected.lastIndexOf(token.text);
  if (opened < 0) return badCharacter(token.text, at, fault);
  expected.length = opened;
  return operator(token.text, at, fault);
}

/** A string ends at its quote, unless that quote seems to belong to something behind the tag. */
function lexString({ source, kind }: Lexing, at: number): Token {
  const { text } = source;
  const far = Math.min(source.limit, at + 5_000);
  const whole = stringEnd(text, at, far);
  const line = lineEnd(text, at, whole ?? far);
  const token = (end: number, fault: string | undefined): Token => ({
    kind: "string",
    text: "",
    start: at,
    end,
    fault,
  });
  const ending = closingInside(text, at + 1, line, kind);
  if (whole !== undefined && ending === undefined && (whole === line || followsValue(text, whole))) {
    return token(whole, undefined);
  }
  let end = ending ?? line;
  while (end > at + 1 && ")]}, \t".includes(text.charAt(end - 1))) end--;
  const mark = text.charAt(at) === "'" ? `"'"` : `'"'`;
  return token(end, `unexpected char ${mark} at ${at}: the string is not closed`);
}

/** Where the tag's own closing delimiter stands in a stretch, if no tag opens before it there. */
function closingInside(text: string, from: number, to: number, kind: Tag["kind"]): number | undefined {
  for (let at = from; at < to; at++) {
    if (isOpening(text, at)) return undefined;
    if (closingAt(text, at, kind) !== undefined) return at;
  }
  return undefined;
}

function followsValue(text: string, at: number): boolean {
  const next = skipSpace(text, at, Math.min(text.length, at + 200));
  return ",)]}|~:%-".includes(text.charAt(next)) && !text.startsWith("--", next);
}

/** Whether the tag plausibly goes on at `next`, the first word of a later line. */
function goesOn({ source, kind, tokens, expected }: Lexing, next: number): boolean {
  const { text, limit } = source;
  const last = tokens.at(-1);
  const first = text.charAt(next);
  if (closingAt(text, next, kind) !== undefined) return true;
  const word = wordEnd(text, next, Math.min(limit, next + 200));
  const after = text.charAt(skipSpace(text, word, Math.min(limit, word + 200)));
  if (last === undefined) return word > next && (after === "(" || after === ".");
  if (expected.length === 0) return first === "|" || (first === "~" && last.kind !== "operator");
  if (")]}|~,".includes(first)) return true;
  const open = last.kind === "operator" && !")]}".includes(last.text) && last.text !== "}}";
  if (word === next) return open && `'"([{`.includes(first);
  const isKeyword = after === "=" && expected.at(-1) === ")";
  return isKeyword || (open && (")]}=(,.|~[:".includes(after) || endsLine(text, word)));
}

function endsLine(text: string, at: number): boolean {
  let end = at;
  while (text.charAt(end) === " ") end++;
  return end >= text.length || isNewline(text.charCodeAt(end));
}

function lineEnd(text: string, from: number, limit: number): number {
  let end = from;
  while (end < limit && !isNewline(text.charCodeAt(end))) end++;
  return end;
}

const isNewline = (code: number) => code === 10 || code === 13;
