import { isSpace, pointLength, points } from "../code-points.ts";
import { growth } from "../growth.ts";
import { linesOf } from "../methods/str-split.ts";
import { type Charge, PyError } from "../values.ts";

/** How `wordwrap` treats what doesn't fit. */
export interface WrapOptions {
  readonly width: number;
  readonly longWords: "broken" | "kept";
  readonly hyphens: "broken" | "kept";
}

/** Breaks every line of a text so that it fits the width, between words or behind hyphens, as Python's textwrap does. */
export function wordwrap(text: string, options: WrapOptions, between: string, charge: Charge): string {
  const lines: string[] = [];
  const grow = growth(charge);
  for (const { text: line } of linesOf(text)) {
    charge(line.length);
    const wrapped = wrapLine(line, options, charge).join(between);
    grow(1, wrapped.length + between.length);
    lines.push(wrapped);
  }
  return lines.join(between);
}

function wrapLine(line: string, options: WrapOptions, charge: Charge): string[] {
  if (options.width <= 0) throw new PyError("ValueError", `invalid width ${options.width} (must be > 0)`);
  const rest = chunksOf(line, options).reverse();
  const lines: string[] = [];
  while (rest.length > 0) {
    charge(1 + (rest.at(-1)?.length ?? 0) / 16);
    if (lines.length > 0 && isBlank(rest.at(-1) ?? "")) rest.pop();
    const taken = takeLine(rest, options);
    if (isBlank(taken.at(-1) ?? "x")) taken.pop();
    if (taken.length > 0) lines.push(taken.join(""));
  }
  return lines;
}

function isBlank(chunk: string): boolean {
  return points(chunk).every(isSpace);
}

function takeLine(rest: string[], { width, longWords, hyphens }: WrapOptions): string[] {
  const taken: string[] = [];
  let used = 0;
  for (let next = rest.at(-1); next !== undefined; next = rest.at(-1)) {
    const length = pointLength(next);
    if (used + length > width) {
      if (length > width && longWords === "broken") breakWord(rest, taken, width - used, hyphens);
      else if (length > width && taken.length === 0) taken.push(rest.pop() ?? "");
      break;
    }
    taken.push(rest.pop() ?? "");
    used += length;
  }
  return taken;
}

function breakWord(rest: string[], taken: string[], space: number, hyphens: WrapOptions["hyphens"]): void {
  const characters = points(rest.pop() ?? "");
  const hyphen = hyphens === "broken" ? characters.slice(0, space).lastIndexOf("-") : -1;
  const behindHyphen = hyphen > 0 && characters.slice(0, hyphen).some((it) => it !== "-");
  const end = behindHyphen ? hyphen + 1 : space;
  taken.push(characters.slice(0, end).join(""));
  const remainder = characters.slice(end).join("");
  if (remainder !== "") rest.push(remainder);
}

/** Words and the spaces between them; a hyphenated word comes in several parts. */
function chunksOf(line: string, { hyphens }: WrapOptions): string[] {
  const words = line.split(/([\t\n\v\f\r ]+)/).filter((it) => it !== "");
  return hyphens === "broken" ? words.flatMap((word) => (word.includes("-") ? hyphenated(word) : [word])) : words;
}

const LETTER = /[\p{L}_]/u;
const BEFORE_DASH = /[\p{L}\p{N}_!"'&.,?]/u;
const WORD = /[\p{L}\p{N}_]/u;

function hyphenated(word: string): string[] {
  const letters = points(word);
  const at = (index: number) => letters[index] ?? "";
  const isLetter = (index: number) => LETTER.test(at(index));
  const parts: string[] = [];
  let start = 0;
  const cut = (end: number) => {
    if (end > start) parts.push(letters.slice(start, end).join(""));
    start = end;
  };
  for (let index = 0; index < letters.length; index++) {
    if (at(index) !== "-") continue;
    let end = index;
    while (at(end) === "-") end++;
    if (end - index >= 2 && BEFORE_DASH.test(at(index - 1)) && WORD.test(at(end))) {
      // A dash of several hyphens between words stands alone.
      cut(index);
      cut(end);
    } else if (end - index === 1) {
      const behindTwo =
        (isLetter(index - 1) && isLetter(index - 2)) ||
        (isLetter(index - 1) && at(index - 2) === "-" && isLetter(index - 3));
      const beforeTwo = isLetter(index + 1) && (isLetter(index + 2) || (at(index + 2) === "-" && isLetter(index + 3)));
      if (behindTwo && beforeTwo && index - 2 >= start) cut(index + 1);
    }
    index = end - 1;
  }
  cut(letters.length);
  return parts;
}
