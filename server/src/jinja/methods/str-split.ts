import { asCount, asText, bind, countArguments } from "../arguments.ts";
import { isSpace } from "../code-points.ts";
import { growth } from "../growth.ts";
import { iterate } from "../iterate.ts";
import { joinTraced, partOf, scaffold, type TracedPart } from "../pieces.ts";
import { isString, truthy, typeName } from "../text.ts";
import { PyError, PyList, PyTuple, Unknown } from "../values.ts";
import type { Method, Methods } from "./method.ts";
import { textMethod, textOfSelf } from "./text-method.ts";

const LINE_END = /\r\n|[\n\v\f\r\x1c-\x1e\x85\u2028\u2029]/g;

/** The lines of a text as `str.splitlines` finds them, each with what ends it. */
export function linesOf(text: string): readonly { readonly text: string; readonly end: string }[] {
  const lines: { text: string; end: string }[] = [];
  let start = 0;
  for (const found of text.matchAll(LINE_END)) {
    lines.push({ text: text.slice(start, found.index), end: found[0] });
    start = found.index + found[0].length;
  }
  if (start < text.length) lines.push({ text: text.slice(start), end: "" });
  return lines;
}

function splitOnSpace(text: string, most: number): string[] {
  const words: string[] = [];
  let at = 0;
  while (at < text.length) {
    while (at < text.length && isSpace(text.charAt(at))) at++;
    if (at >= text.length) break;
    let end = at;
    if (words.length >= most) {
      // With a limit, the rest keeps the whitespace at its end.
      end = text.length;
      words.push(text.slice(at));
    } else {
      while (end < text.length && !isSpace(text.charAt(end))) end++;
      words.push(text.slice(at, end));
    }
    at = end;
  }
  return words;
}

function splitOnSpaceFromEnd(text: string, most: number): string[] {
  const words: string[] = [];
  let end = text.length;
  while (end > 0) {
    while (end > 0 && isSpace(text.charAt(end - 1))) end--;
    if (end === 0) break;
    let start = words.length >= most ? 0 : end;
    if (words.length < most) while (start > 0 && !isSpace(text.charAt(start - 1))) start--;
    words.push(text.slice(start, end));
    end = start;
  }
  return words.reverse();
}

function splitOn(text: string, separator: string, most: number): string[] {
  const parts: string[] = [];
  let at = 0;
  while (parts.length < most) {
    const next = text.indexOf(separator, at);
    if (next < 0) break;
    parts.push(text.slice(at, next));
    at = next + separator.length;
  }
  return [...parts, text.slice(at)];
}

function splitOnFromEnd(text: string, separator: string, most: number): string[] {
  const parts: string[] = [];
  let end = text.length;
  while (parts.length < most && end >= separator.length) {
    const next = text.lastIndexOf(separator, end - separator.length);
    if (next < 0) break;
    parts.push(text.slice(next + separator.length, end));
    end = next;
  }
  return [...parts, text.slice(0, end)].reverse();
}

function splitting(
  name: string,
  onSpace: (text: string, most: number) => string[],
  onText: (text: string, separator: string, most: number) => string[],
): readonly [string, Method] {
  return [
    name,
    textMethod((text, positional, keyword, { charge }) => {
      const [separator = null, maximum] = bind(name, ["sep", "maxsplit"], positional, keyword);
      const limit = asCount(maximum, -1);
      const most = limit < 0 ? Number.POSITIVE_INFINITY : limit;
      if (separator !== null && !isString(separator))
        throw new PyError("TypeError", `must be str or None, not ${typeName(separator)}`);
      if (separator === null) return split(onSpace(text, most), charge);
      const by = asText(separator, "separator");
      if (by === "") throw new PyError("ValueError", "empty separator");
      return split(onText(text, by, most), charge);
    }),
  ];
}

function split(parts: string[], charge: (steps: number, size?: number) => void): PyList {
  charge(parts.length / 16, parts.length);
  return new PyList(parts);
}

function partitioning(name: string, find: (text: string, separator: string) => number): readonly [string, Method] {
  return [
    name,
    textMethod((text, positional, keyword) => {
      countArguments(`str.${name}`, positional, keyword, [1, 1]);
      const separator = asText(positional[0], "separator");
      if (separator === "") throw new PyError("ValueError", "empty separator");
      const at = find(text, separator);
      if (at >= 0) return new PyTuple([text.slice(0, at), separator, text.slice(at + separator.length)]);
      return new PyTuple(name === "partition" ? [text, "", ""] : ["", "", text]);
    }),
  ];
}

const join: Method = (self, positional, keyword, interpreter) => {
  countArguments("str.join", positional, keyword, [1, 1]);
  const [items = null] = positional;
  if (items instanceof Unknown) return items;
  const separator = textOfSelf(self);
  const parts: TracedPart[] = [];
  const grow = growth(interpreter.charge);
  for (const it of iterate(items)) {
    if (!isString(it) && !(it instanceof Unknown))
      throw new PyError(
        "TypeError",
        `sequence item ${Math.ceil(parts.length / 2)}: expected str instance, ${typeName(it)} found`,
      );
    if (parts.length > 0) parts.push(scaffold(separator));
    const part = partOf(it);
    parts.push(part);
    grow(1, separator.length + part.text.length);
  }
  return joinTraced(parts);
};

/** The str methods that take a text apart, and the one that puts texts together. */
export const splitMethods: Methods = new Map([
  splitting("split", splitOnSpace, splitOn),
  splitting("rsplit", splitOnSpaceFromEnd, splitOnFromEnd),
  partitioning("partition", (text, separator) => text.indexOf(separator)),
  partitioning("rpartition", (text, separator) => text.lastIndexOf(separator)),
  [
    "splitlines",
    textMethod((text, positional, keyword, { charge }) => {
      const [keep = false] = bind("splitlines", ["keepends"], positional, keyword);
      const kept = truthy(keep);
      return split(
        linesOf(text).map((it) => (kept ? it.text + it.end : it.text)),
        charge,
      );
    }),
  ],
  ["join", join],
]);
