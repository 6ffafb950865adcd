import { asCount, bind, countArguments } from "../arguments.ts";
import { pointLength, points } from "../code-points.ts";
import { growth } from "../growth.ts";
import { iterate } from "../iterate.ts";
import { asInteger, isIntegral } from "../numbers.ts";
import { isString, textOf, typeName } from "../text.ts";
import { type Charge, PyDict, PyError, type Value } from "../values.ts";
import type { Method, Methods } from "./method.ts";
import { textMethod } from "./text-method.ts";

/** A text brought to `width` code points with `fill` in front and behind; text that is long enough stays. */
export function padded(
  text: string,
  width: number,
  align: "left" | "right" | "center",
  charge: Charge,
  fill = " ",
): string {
  const length = pointLength(text);
  const missing = width - length;
  if (missing <= 0) return text;
  charge(1 + missing / 64, text.length + missing * fill.length);
  if (align === "left") return text + fill.repeat(missing);
  if (align === "right") return fill.repeat(missing) + text;
  // CPython puts the odd space in front when the width is odd as well.
  const before = Math.floor(missing / 2) + (missing & width & 1);
  return fill.repeat(before) + text + fill.repeat(missing - before);
}

function padding(name: string, align: "left" | "right" | "center"): readonly [string, Method] {
  return [
    name,
    textMethod((text, positional, keyword, { charge }) => {
      countArguments(name, positional, keyword, [1, 2]);
      const [width, fill = " "] = positional;
      if (!isString(fill))
        throw new PyError("TypeError", `The fill character must be a unicode character, not ${typeName(fill)}`);
      if (pointLength(textOf(fill)) !== 1)
        throw new PyError("TypeError", "The fill character must be exactly one character long");
      return padded(text, asCount(width, 0), align, charge, textOf(fill));
    }),
  ];
}

function zeroFilled(text: string, width: number, charge: Charge): string {
  const missing = width - pointLength(text);
  if (missing <= 0) return text;
  charge(1 + missing / 64, text.length + missing);
  const sign = /^[+-]/.test(text) ? text.charAt(0) : "";
  return sign + "0".repeat(missing) + text.slice(sign.length);
}

function expanded(text: string, size: number, charge: Charge): string {
  let column = 0;
  const grow = growth(charge);
  const parts: string[] = [];
  for (const character of text) {
    let part = character;
    if (character === "\t") {
      const fill = size > 0 ? size - (column % size) : 0;
      grow(1, fill);
      part = " ".repeat(fill);
      column += fill;
    } else {
      column = character === "\n" || character === "\r" ? 0 : column + 1;
    }
    parts.push(part);
  }
  return parts.join("");
}

function translated(text: string, table: Value): string {
  if (!(table instanceof PyDict)) throw new PyError("TypeError", `'${typeName(table)}' object is not subscriptable`);
  return points(text)
    .map((character) => {
      const by = table.get(character.codePointAt(0) ?? 0);
      if (by === undefined) return character;
      if (by === null) return "";
      if (isIntegral(by)) return String.fromCodePoint(Number(asInteger(by)));
      if (isString(by)) return textOf(by);
      throw new PyError("TypeError", "character mapping must return integer, None or str");
    })
    .join("");
}

function translationTable(positional: readonly Value[]): PyDict {
  const [from = null, to, removed] = positional;
  const code = (it: Value) => (isString(it) ? (textOf(it).codePointAt(0) ?? 0) : it);
  if (to === undefined) {
    if (!(from instanceof PyDict))
      throw new PyError("TypeError", "if you give only one argument to maketrans it must be a dict");
    return PyDict.from([...from.entries()].map(([key, value]) => [code(key), value] as const));
  }
  const [sources, targets] = [[...iterate(from)], [...iterate(to)]];
  if (sources.length !== targets.length)
    throw new PyError("ValueError", "the first two maketrans arguments must have equal length");
  const table = PyDict.from(sources.map((it, at) => [code(it), code(targets[at] ?? null)] as const));
  if (removed !== undefined) for (const it of iterate(removed)) table.set(code(it), null);
  return table;
}

/** The str methods that fill up, and those that translate characters. */
export const padMethods: Methods = new Map([
  padding("ljust", "left"),
  padding("rjust", "right"),
  padding("center", "center"),
  [
    "zfill",
    textMethod((text, positional, keyword, { charge }) => {
      countArguments("str.zfill", positional, keyword, [1, 1]);
      return zeroFilled(text, asCount(positional[0], 0), charge);
    }),
  ],
  [
    "expandtabs",
    textMethod((text, positional, keyword, { charge }) => {
      const [size] = bind("expandtabs", ["tabsize"], positional, keyword);
      return expanded(text, asCount(size, 8), charge);
    }),
  ],
  [
    "translate",
    textMethod((text, positional, keyword) => {
      countArguments("str.translate", positional, keyword, [1, 1]);
      return translated(text, positional[0] ?? null);
    }),
  ],
  [
    "maketrans",
    textMethod((_text, positional, keyword) => {
      countArguments("maketrans", positional, keyword, [1, 3]);
      return translationTable(positional);
    }),
  ],
]);
