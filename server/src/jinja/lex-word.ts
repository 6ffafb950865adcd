import { isDigit, isIdentifier, wordEnd } from "./characters.ts";
import type { Token } from "./tokens.ts";

const integer = /0b(?:_?[01])+|0o(?:_?[0-7])+|0x(?:_?[\da-f])+|[1-9](?:_?\d)*|0(?:_?0)*/iy;
const digits = /\d(?:_?\d)*/y;
const exponent = /e[+-]?\d(?:_?\d)*/iy;
const twoCharacterOperators = new Set(["**", "//", "==", "!=", ">=", "<="]);
const operators = new Set("+-/*%~[](){}><=.:|,;");

/** The token at `at`, which is neither white space nor a quote nor a delimiter. What is no token at all is `bad`. */
export function lexWord(text: string, at: number, limit: number): Token {
  const code = text.charCodeAt(at);
  if (isDigit(code)) return lexNumber(text, at, limit);
  const end = wordEnd(text, at, limit);
  if (end > at) {
    const word = text.slice(at, end);
    if (isIdentifier(word)) return { kind: "name", text: word, start: at, end, fault: undefined };
    return { kind: "bad", text: word, start: at, end, fault: "Invalid character in identifier" };
  }
  const pair = at + 1 < limit ? text.slice(at, at + 2) : "";
  if (twoCharacterOperators.has(pair)) return operator(pair, at);
  const single = text.charAt(at);
  if (operators.has(single)) return operator(single, at);
  const whole = String.fromCodePoint(text.codePointAt(at) ?? 0);
  return badCharacter(at + whole.length > limit ? single : whole, at);
}

/** An operator of the language, or a delimiter that stands for one. */
export function operator(text: string, start: number, fault?: string): Token {
  return { kind: "operator", text, start, end: start + text.length, fault };
}

/** A character that no token starts with. */
export function badCharacter(text: string, start: number, fault = `unexpected char ${quote(text)} at ${start}`): Token {
  return { kind: "bad", text, start, end: start + text.length, fault };
}

function quote(character: string): string {
  if (character === "'") return `"'"`;
  return character === "\\" ? "'\\\\'" : `'${character}'`;
}

function match(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : at;
}

/** A float needs a fraction or an exponent, and after a dot there is none: `pair.0.1` are two attributes. */
function lexNumber(text: string, at: number, limit: number): Token {
  if (text.charAt(at - 1) !== ".") {
    const whole = match(digits, text, at);
    const point = text.charAt(whole) === "." ? match(digits, text, whole + 1) : whole + 1;
    const end = match(exponent, text, point > whole + 1 ? point : whole);
    if (end > whole && end <= limit) return { kind: "float", text: "", start: at, end, fault: undefined };
  }
  return { kind: "integer", text: "", start: at, end: Math.min(match(integer, text, at), limit), fault: undefined };
}

/** The offset behind the quote that closes the string opened at `at`; undefined when none does before `limit`. */
export function stringEnd(text: string, at: number, limit: number): number | undefined {
  const mark = text.charCodeAt(at);
  for (let end = at + 1; end < limit; end++) {
    const code = text.charCodeAt(end);
    if (code === 92) end++;
    else if (code === mark) return end + 1;
  }
  return undefined;
}
