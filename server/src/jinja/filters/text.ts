import { asCount } from "../arguments.ts";
import { pointLength, points } from "../code-points.ts";
import { formatPercent } from "../format/percent.ts";
import { lengthOf } from "../iterate.ts";
import { capitalized } from "../methods/str-case.ts";
import { replaced } from "../methods/str-find.ts";
import { padded } from "../methods/str-pad.ts";
import { linesOf } from "../methods/str-split.ts";
import { strip } from "../methods/str-strip.ts";
import { binary } from "../operators.ts";
import { isString, str, textOf, truthy, typeName } from "../text.ts";
import { type Charge, PyDict, PyError, PyTuple, Traced, Undefined, type Value } from "../values.ts";
import { type FilterFunction, type Filters, filterOf } from "./filter.ts";
import { wordwrap } from "./wrap.ts";

// A text with origins stays one; everything else is printed.
function kept(value: Value): string | Traced {
  return value instanceof Traced ? value : str(value);
}

function titleWords(text: string): string {
  return text
    .split(/([-\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000({[<]+)/)
    .map((word) => {
      const [first = ""] = word;
      return first.toUpperCase() + word.slice(first.length).toLowerCase();
    })
    .join("");
}

function indent(bound: readonly (Value | undefined)[], charge: Charge): string {
  const [input = null, width = 4, first = false, blank = false] = bound;
  if (input instanceof Undefined) throw new PyError(input.errorType, input.message);
  if (!isString(input))
    throw new PyError("TypeError", `unsupported operand type(s) for +=: '${typeName(input)}' and 'str'`);
  const indention = isString(width) ? textOf(width) : textOf(binaryText(width, charge));
  const lines = linesOf(`${str(input)}\n`).map((it) => it.text);
  charge(1 + lines.length, str(input).length + lines.length * indention.length);
  const everyLine = truthy(blank);
  const [head = "", ...rest] = lines;
  const indented = rest.map((line) => (everyLine || line !== "" ? indention + line : line));
  return [truthy(first) ? indention + head : head, ...indented].join("\n");
}

function binaryText(width: Value, charge: Charge): string {
  const text = binary("*", " ", width, charge);
  return isString(text) ? textOf(text) : "";
}

function truncate(bound: readonly (Value | undefined)[], charge: Charge): Value {
  const [input = null, length, killWords = false, end = "...", leeway = null] = bound;
  const most = asCount(length, 255);
  const ending = str(end);
  const slack = leeway === null ? 5 : asCount(leeway, 5);
  const endingLength = pointLength(ending);
  if (most < endingLength) throw new PyError("AssertionError", `expected length >= ${endingLength}, got ${most}`);
  if (slack < 0) throw new PyError("AssertionError", `expected leeway >= 0, got ${slack}`);
  if (lengthOf(input) <= most + slack) return input;
  const text = str(input);
  charge(1 + text.length / 64);
  const characters = points(text);
  const cut = characters.slice(0, most - endingLength).join("");
  const space = cut.lastIndexOf(" ");
  return (truthy(killWords) || space < 0 ? cut : cut.slice(0, space)) + ending;
}

const format: FilterFunction = (input, positional, keyword, { charge }) => {
  if (positional.length > 0 && keyword.size > 0)
    throw new PyError("FilterArgumentError", "can't handle positional and keyword arguments at the same time");
  return formatPercent(str(input), keyword.size > 0 ? PyDict.from(keyword) : new PyTuple(positional), charge);
};

function replace(bound: readonly (Value | undefined)[], charge: Charge): string {
  const [input = null, old = null, by = null, count = null] = bound;
  return replaced(str(input), str(old), str(by), count === null ? -1 : asCount(count, -1), charge);
}

const asString = filterOf("soft_str", [], ([value]) => kept(value));

function changing(callee: string, change: (text: string) => Value): FilterFunction {
  return filterOf(callee, [], ([value], { charge }) => {
    const text = str(value);
    charge(1 + text.length / 256);
    return change(text);
  });
}

/** The filters on text; those that only cut the ends off keep the origins. */
export const textFilters: Filters = new Map([
  ["string", asString],
  ["safe", filterOf("do_mark_safe", [], ([value]) => kept(value))],
  ["upper", changing("do_upper", (text) => text.toUpperCase())],
  ["lower", changing("do_lower", (text) => text.toLowerCase())],
  ["capitalize", changing("do_capitalize", capitalized)],
  ["title", changing("do_title", titleWords)],
  [
    "wordcount",
    filterOf("do_wordcount", [], ([value], { charge }) => {
      let count = 0;
      for (const _ of str(value).matchAll(/[\p{L}\p{N}_]+/gu)) {
        charge(1);
        count++;
      }
      return count;
    }),
  ],
  [
    "trim",
    filterOf("do_trim", ["chars"], ([value, characters = null], { charge }) => {
      const text = kept(value);
      charge(1 + textOf(text).length / 256);
      if (characters !== null && !isString(characters))
        throw new PyError("TypeError", `strip arg must be None or str, not ${typeName(characters)}`);
      return strip(text, characters === null ? undefined : textOf(characters), "both");
    }),
  ],
  [
    "center",
    filterOf("do_center", ["width"], ([value, width], { charge }) =>
      padded(str(value), asCount(width, 80), "center", charge),
    ),
  ],
  ["replace", filterOf("do_replace", ["old", "new", "count"], (bound, { charge }) => replace(bound, charge), 2)],
  ["indent", filterOf("do_indent", ["width", "first", "blank"], (bound, { charge }) => indent(bound, charge))],
  [
    "truncate",
    filterOf("do_truncate", ["length", "killwords", "end", "leeway"], (bound, { charge }) => truncate(bound, charge)),
  ],
  [
    "wordwrap",
    filterOf(
      "do_wordwrap",
      ["width", "break_long_words", "wrapstring", "break_on_hyphens"],
      ([value, width, breakWords = true, between = null, onHyphens = true], { charge }) =>
        wordwrap(
          str(value),
          {
            width: asCount(width, 79),
            longWords: truthy(breakWords) ? "broken" : "kept",
            hyphens: truthy(onHyphens) ? "broken" : "kept",
          },
          between === null ? "\n" : str(between),
          charge,
        ),
    ),
  ],
  ["format", format],
]);
