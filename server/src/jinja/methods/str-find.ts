import { asCount, asText, countArguments } from "../arguments.ts";
import { hasPairs, pointLength, pointOffset, unitOffset } from "../code-points.ts";
import { isString, textOf, typeName } from "../text.ts";
import { PyError, PyTuple, type Value } from "../values.ts";
import type { Method, Methods } from "./method.ts";
import { textMethod } from "./text-method.ts";

interface Stretch {
  /** The part of the text between the bounds. */
  readonly text: string;
  /** The code point it starts at. */
  readonly start: number;
  /** False when the start lies behind the end: then not even the empty text is found. */
  readonly exists: boolean;
}

function stretch(text: string, from: Value | undefined, to: Value | undefined): Stretch {
  const length = pointLength(text);
  const place = (value: Value | undefined, otherwise: number) => {
    const at = value === null ? otherwise : asCount(value, otherwise);
    return at < 0 ? Math.max(0, at + length) : at;
  };
  const start = place(from, 0);
  const end = Math.min(length, place(to, length));
  return { text: text.slice(unitOffset(text, start), unitOffset(text, end)), start, exists: start <= end };
}

function finding(name: string, last: "first" | "last", onMissing: () => number): readonly [string, Method] {
  return [
    name,
    textMethod((text, positional, keyword) => {
      countArguments(name, positional, keyword, [1, 3]);
      const wanted = asText(positional[0], "argument");
      const within = stretch(text, positional[1], positional[2]);
      if (!within.exists) return onMissing();
      const at = last === "last" ? within.text.lastIndexOf(wanted) : within.text.indexOf(wanted);
      return at < 0 ? onMissing() : within.start + pointOffset(within.text, at);
    }),
  ];
}

const notFound = () => {
  throw new PyError("ValueError", "substring not found");
};

/** How often a text occurs in another without overlap, as `str.count` counts. */
export function occurrences(text: string, wanted: string): number {
  if (wanted === "") return pointLength(text) + 1;
  let count = 0;
  for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + wanted.length)) count++;
  return count;
}

function affixed(name: string, holds: (text: string, affix: string) => boolean): readonly [string, Method] {
  return [
    name,
    textMethod((text, positional, keyword) => {
      countArguments(name, positional, keyword, [1, 3]);
      const [wanted = null] = positional;
      const within = stretch(text, positional[1], positional[2]);
      const candidates = wanted instanceof PyTuple ? wanted.items : [wanted];
      return candidates.some((it) => {
        if (isString(it)) return within.exists && holds(within.text, textOf(it));
        if (wanted instanceof PyTuple)
          throw new PyError("TypeError", `tuple for ${name} must only contain str, not ${typeName(it)}`);
        throw new PyError("TypeError", `${name} first arg must be str or a tuple of str, not ${typeName(it)}`);
      });
    }),
  ];
}

/** `text.replace(old, new, count)` as Python does it; a negative count is all. */
export function replaced(
  text: string,
  old: string,
  by: string,
  count: number,
  charge: (steps: number, size?: number) => void,
): string {
  const found = occurrences(text, old);
  const times = count < 0 ? found : Math.min(found, count);
  charge(1 + times / 8, text.length + times * (by.length - old.length));
  if (times === 0) return text;
  if (old !== "" && times === found) return text.replaceAll(old, () => by);
  return old === "" ? interleaved(text, by, times) : replacedFirst(text, old, by, times);
}

function interleaved(text: string, by: string, times: number): string {
  const characters = hasPairs(text) ? Array.from(text) : text.split("");
  const rest = characters.slice(Math.max(0, times - 1)).join("");
  const head = characters.slice(0, Math.max(0, times - 1)).map((it) => by + it);
  return head.join("") + by + rest;
}

function replacedFirst(text: string, old: string, by: string, times: number): string {
  const parts: string[] = [];
  let at = 0;
  for (let turn = 0; turn < times; turn++) {
    const next = text.indexOf(old, at);
    parts.push(text.slice(at, next), by);
    at = next + old.length;
  }
  return parts.join("") + text.slice(at);
}

/** The str methods that look for texts in a text. */
export const findMethods: Methods = new Map([
  finding("find", "first", () => -1),
  finding("rfind", "last", () => -1),
  finding("index", "first", notFound),
  finding("rindex", "last", notFound),
  affixed("startswith", (text, affix) => text.startsWith(affix)),
  affixed("endswith", (text, affix) => text.endsWith(affix)),
  [
    "count",
    textMethod((text, positional, keyword) => {
      countArguments("count", positional, keyword, [1, 3]);
      const within = stretch(text, positional[1], positional[2]);
      return within.exists ? occurrences(within.text, asText(positional[0], "argument")) : 0;
    }),
  ],
  [
    "replace",
    textMethod((text, positional, keyword, { charge }) => {
      countArguments("replace", positional, keyword, [2, 3]);
      const old = asText(positional[0], "replace() argument 1");
      const by = asText(positional[1], "replace() argument 2");
      return replaced(text, old, by, asCount(positional[2], -1), charge);
    }),
  ],
]);
