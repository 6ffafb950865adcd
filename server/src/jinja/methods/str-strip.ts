import { countArguments } from "../arguments.ts";
import { hasPairs, isSpace } from "../code-points.ts";
import { sliceTraced } from "../pieces.ts";
import { isString, textOf, typeName } from "../text.ts";
import { PyError, Traced, Unknown, type Value } from "../values.ts";
import type { Method, Methods } from "./method.ts";
import { textMethod, textOfSelf } from "./text-method.ts";

/** Which ends of a text to strip. */
export type Side = "both" | "left" | "right";

/** Takes whitespace, or any of the given characters, off the ends; origins are kept. */
export function strip(value: string | Traced, characters: string | undefined, side: Side): string | Traced {
  const text = textOf(value);
  const isStripped = characters === undefined ? isSpace : (it: string) => characters.includes(it);
  const [start, end] =
    characters !== undefined && hasPairs(text + characters)
      ? pairRange(text, characters, side)
      : range(text, isStripped, side);
  return value instanceof Traced ? sliceTraced(value, start, end) : text.slice(start, end);
}

function range(text: string, isStripped: (character: string) => boolean, side: Side): readonly [number, number] {
  let start = 0;
  let end = text.length;
  if (side !== "right") while (start < end && isStripped(text.charAt(start))) start++;
  if (side !== "left") while (end > start && isStripped(text.charAt(end - 1))) end--;
  return [start, end];
}

function pairRange(text: string, characters: string, side: Side): readonly [number, number] {
  const set = new Set(characters);
  const all = Array.from(text);
  let [first, last] = [0, all.length];
  if (side !== "right") while (first < last && set.has(all[first] ?? "")) first++;
  if (side !== "left") while (last > first && set.has(all[last - 1] ?? "")) last--;
  const start = all.slice(0, first).join("").length;
  return [start, start + all.slice(first, last).join("").length];
}

function stripping(name: string, side: Side): readonly [string, Method] {
  return [
    name,
    (self, positional, keyword, { charge }) => {
      countArguments(name, positional, keyword, [0, 1]);
      const [characters = null] = positional;
      if (characters instanceof Unknown) return characters;
      if (characters !== null && !isString(characters))
        throw new PyError("TypeError", `${name} arg must be None or str`);
      charge(1 + textOfSelf(self).length / 256);
      return strip(isString(self) ? self : "", characters === null ? undefined : textOf(characters), side);
    },
  ];
}

function affix(name: string, argument: Value | undefined): string {
  if (argument !== undefined && isString(argument)) return textOf(argument);
  throw new PyError("TypeError", `${name}() argument must be str, not ${typeName(argument ?? null)}`);
}

/** The str methods that take something off the ends. */
export const stripMethods: Methods = new Map([
  stripping("strip", "both"),
  stripping("lstrip", "left"),
  stripping("rstrip", "right"),
  [
    "removeprefix",
    textMethod((text, positional, keyword) => {
      countArguments("str.removeprefix", positional, keyword, [1, 1]);
      const prefix = affix("removeprefix", positional[0]);
      return text.startsWith(prefix) ? text.slice(prefix.length) : text;
    }),
  ],
  [
    "removesuffix",
    textMethod((text, positional, keyword) => {
      countArguments("str.removesuffix", positional, keyword, [1, 1]);
      const suffix = affix("removesuffix", positional[0]);
      return suffix !== "" && text.endsWith(suffix) ? text.slice(0, -suffix.length) : text;
    }),
  ],
]);
