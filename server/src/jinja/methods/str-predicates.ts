import { countArguments } from "../arguments.ts";
import { isSpace } from "../code-points.ts";
import { isPrintable } from "../text.ts";
import type { Method, Methods } from "./method.ts";
import { textMethod } from "./text-method.ts";

const LETTER = /^\p{L}+$/u;
const DECIMAL = /^\p{Nd}+$/u;
// Unicode's Numeric_Type=Digit beyond the decimals: superscripts, subscripts, circled and other digits.
const DIGIT =
  /^[\p{Nd}\xb2\xb3\xb9\u1369-\u1371\u19da\u2070\u2074-\u2079\u2080-\u2089\u2460-\u2468\u2474-\u247c\u2488-\u2490\u24ea\u24f5-\u24fd\u24ff\u2776-\u277e\u2780-\u2788\u278a-\u2792\u{10a40}-\u{10a43}\u{10e60}-\u{10e68}\u{11052}-\u{1105a}\u{1f100}-\u{1f10a}]+$/u;
// Ideographs that mean numbers are letters by category and numeric by property.
const NUMERIC =
  /^[\p{N}\u3405\u3483\u382a\u3b4d\u4e00\u4e03\u4e07\u4e09\u4e24\u4e5d\u4e8c\u4e94\u4e96\u4ebf\u4ec0\u4edf\u4ee8\u4f0d\u4f70\u4fe9\u5006\u5104\u5146\u5169\u516b\u516d\u5341\u5343-\u5345\u534c\u53c1-\u53c4\u56db\u58f1\u58f9\u5e7a\u5efe\u5eff\u5f0c-\u5f0e\u5f10\u62fe\u634c\u67d2\u6f06\u7396\u767e\u8086\u842c\u8cae\u8cb3\u8d30\u920e\u94a9\u9621\u9646\u964c\u9678\u96f6]+$/u;
const UPPER = /[\p{Uppercase}\p{Lt}]/u;
const LOWER = /\p{Lowercase}/u;

/** Python's `str.islower`: some cased letter, and none that isn't lower. */
export function isLower(text: string): boolean {
  return LOWER.test(text) && !UPPER.test(text);
}

/** Python's `str.isupper`: some cased letter, and none that isn't upper. */
export function isUpper(text: string): boolean {
  return /\p{Uppercase}/u.test(text) && !/[\p{Lowercase}\p{Lt}]/u.test(text);
}

function isTitle(text: string): boolean {
  let [afterCased, any] = [false, false];
  for (const character of text) {
    const upper = UPPER.test(character);
    const lower = LOWER.test(character);
    if ((upper && afterCased) || (lower && !afterCased)) return false;
    afterCased = upper || lower;
    any ||= afterCased;
  }
  return any;
}

function isAlphanumeric(text: string): boolean {
  return text !== "" && [...text].every((it) => LETTER.test(it) || DIGIT.test(it) || NUMERIC.test(it));
}

function asking(name: string, holds: (text: string) => boolean): readonly [string, Method] {
  return [
    name,
    textMethod((text, positional, keyword) => {
      countArguments(`str.${name}`, positional, keyword, [0, 0]);
      return holds(text);
    }),
  ];
}

/** The `is…` methods of str. */
export const predicateMethods: Methods = new Map([
  asking("isalpha", (text) => LETTER.test(text)),
  asking("isdecimal", (text) => DECIMAL.test(text)),
  asking("isdigit", (text) => DIGIT.test(text)),
  asking("isnumeric", (text) => NUMERIC.test(text)),
  asking("isalnum", isAlphanumeric),
  asking("isspace", (text) => text !== "" && [...text].every(isSpace)),
  asking("isupper", isUpper),
  asking("islower", isLower),
  asking("istitle", isTitle),
  asking("isidentifier", (text) => /^[\p{XID_Start}_]\p{XID_Continue}*$/u.test(text)),
  asking("isprintable", (text) => [...text].every(isPrintable)),
  asking("isascii", (text) => !/[^\0-\x7f]/.test(text)),
]);
