import { countArguments } from "../arguments.ts";
import type { Methods } from "./method.ts";
import { textMethod } from "./text-method.ts";

const CASED = /[\p{Uppercase}\p{Lowercase}\p{Lt}]/u;

/** Every run of cased letters with its first letter upper and the others lower, as `str.title` does. */
export function titled(text: string): string {
  let afterCased = false;
  let result = "";
  for (const character of text) {
    result += afterCased ? character.toLowerCase() : titleLetter(character);
    afterCased = CASED.test(character);
  }
  return result;
}

// A few letters have a title case of their own, or expand in upper case; only the first letter of that stays upper.
function titleLetter(character: string): string {
  const special = TITLE_CASE.get(character);
  if (special !== undefined) return special;
  const upper = character.toUpperCase();
  if (upper.length <= 1 || upper.length === character.length) return upper;
  const [first = "", ...rest] = upper;
  return first + rest.join("").toLowerCase();
}

const TITLE_CASE: ReadonlyMap<string, string> = new Map(
  ["ǄǅǆLǅ", "ǇǈǉLǈ", "ǊǋǌLǋ", "ǱǲǳLǲ"].flatMap((it) =>
    [...it.slice(0, 3)].map((letter) => [letter, it.slice(4)] as const),
  ),
);

/** The first letter in title case, everything behind it lower, as `str.capitalize` does. */
export function capitalized(text: string): string {
  const [first = ""] = text;
  return titleLetter(first) + text.slice(first.length).toLowerCase();
}

function swapped(text: string): string {
  let result = "";
  for (const character of text) {
    if (/\p{Uppercase}/u.test(character)) result += character.toLowerCase();
    else result += /\p{Lowercase}/u.test(character) ? character.toUpperCase() : character;
  }
  return result;
}

const FOLDED: ReadonlyMap<string, string> = new Map([
  ["ß", "ss"],
  ["ẞ", "ss"],
  ["ς", "σ"],
  ["ſ", "s"],
  ["ŉ", "ʼn"],
  ["ǰ", "ǰ"],
  ["ﬀ", "ff"],
  ["ﬁ", "fi"],
  ["ﬂ", "fl"],
  ["ﬃ", "ffi"],
  ["ﬄ", "ffl"],
  ["ﬅ", "st"],
  ["ﬆ", "st"],
  ["µ", "μ"],
]);

function folded(text: string): string {
  return Array.from(text, (it) => FOLDED.get(it) ?? it.toLowerCase()).join("");
}

function changing(name: string, change: (text: string) => string) {
  return [
    name,
    textMethod((text, positional, keyword) => {
      countArguments(`str.${name}`, positional, keyword, [0, 0]);
      return change(text);
    }),
  ] as const;
}

/** The str methods that change case. */
export const caseMethods: Methods = new Map([
  changing("upper", (text) => text.toUpperCase()),
  changing("lower", (text) => text.toLowerCase()),
  changing("title", titled),
  changing("capitalize", capitalized),
  changing("swapcase", swapped),
  changing("casefold", folded),
]);
