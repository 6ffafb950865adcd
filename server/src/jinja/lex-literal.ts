import { withLineFeeds } from "./whitespace.ts";

/** The value of a literal, or Python's words for why it has none. */
export type LiteralValue<T> = { readonly value: T; readonly fault?: undefined } | { readonly fault: string };

const simpleEscapes: Readonly<Record<string, string>> = {
  "\n": "",
  "\\": "\\",
  "'": "'",
  '"': '"',
  a: "\x07",
  b: "\b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
  v: "\v",
};
const hexLengths: Readonly<Record<string, number>> = { x: 2, u: 4, U: 8 };

/**
 * What stands between the quotes of a string, with its escapes resolved as Python resolves them.
 *
 * A backslash before anything that is no escape stays; before a character beyond ASCII it becomes the
 * character's own escape in plain letters, an oddity of Jinja2.
 */
export function readString(inner: string): LiteralValue<string> {
  const source = withLineFeeds(inner);
  if (!source.includes("\\")) return { value: source };
  let value = "";
  let at = 0;
  while (at < source.length) {
    const backslash = source.indexOf("\\", at);
    if (backslash < 0) break;
    const read = readEscape(source, backslash + 1);
    if (read.fault !== undefined) return read;
    value += source.slice(at, backslash) + read.value.text;
    at = read.value.end;
  }
  return { value: value + source.slice(at) };
}

interface Escape {
  readonly text: string;
  readonly end: number;
}

function readEscape(source: string, at: number): LiteralValue<Escape> {
  const letter = source.charAt(at);
  const simple = simpleEscapes[letter];
  if (simple !== undefined) return { value: { text: simple, end: at + 1 } };
  const octal = /^[0-7]{1,3}/.exec(source.slice(at, at + 3))?.[0];
  if (octal !== undefined) return { value: { text: String.fromCharCode(parseInt(octal, 8)), end: at + octal.length } };
  const length = hexLengths[letter];
  if (length !== undefined) return readHex(source, at, length);
  if (letter === "N") return { fault: "\\N escapes are not supported" };
  const code = source.codePointAt(at) ?? 0;
  const end = at + String.fromCodePoint(code).length;
  return { value: { text: code < 128 ? `\\${letter}` : `\\${escapeLetters(code)}`, end } };
}

function readHex(source: string, at: number, length: number): LiteralValue<Escape> {
  const hex = source.slice(at + 1, at + 1 + length);
  if (!/^[\da-f]+$/i.test(hex) || hex.length < length) {
    return { fault: `truncated \\${source.charAt(at)}${"X".repeat(length)} escape` };
  }
  const code = parseInt(hex, 16);
  if (code > 0x10ffff) return { fault: "illegal Unicode character" };
  return { value: { text: String.fromCodePoint(code), end: at + 1 + length } };
}

function escapeLetters(code: number): string {
  const [letter, length] = code < 0x100 ? ["x", 2] : code < 0x10000 ? ["u", 4] : ["U", 8];
  return letter + code.toString(16).padStart(Number(length), "0");
}

/** The most decimal digits that Python reads as an integer. */
const mostDigits = 4_300;

/** An integer as written in a template; beyond 2^53 it is a `bigint`. */
export function readInteger(written: string): LiteralValue<number | bigint> {
  const digits = written.replaceAll("_", "").toLowerCase();
  if (digits.length > mostDigits) {
    return { fault: `Exceeds the limit (${mostDigits} digits) for integer string conversion` };
  }
  const near = Number(digits);
  return { value: Number.isSafeInteger(near) ? near : BigInt(digits) };
}

/** A float as written in a template. */
export function readFloat(written: string): number {
  return Number(written.replaceAll("_", ""));
}
