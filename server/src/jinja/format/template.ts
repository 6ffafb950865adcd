import { growth } from "../growth.ts";
import { quoted, repr, str } from "../text.ts";
import { type Charge, PyError, Unknown, type Value } from "../values.ts";
import { formatValue } from "./spec.ts";

/** What `str.format` takes its fields from, and how it looks into them. */
export interface FormatArguments {
  readonly positional: readonly Value[];
  readonly keyword: (name: string) => Value | undefined;
  readonly attribute: (object: Value, name: string) => Value;
  readonly item: (object: Value, key: Value) => Value;
}

interface Run {
  readonly args: FormatArguments;
  readonly charge: Charge;
  /** The number of the next `{}`. */
  next: number;
  /** Whether a field has been numbered by hand. */
  numbered: boolean;
}

/** `text.format(…)`: fields with conversion, nested fields in the spec, attributes and items as the sandbox allows them. */
export function formatTemplate(text: string, args: FormatArguments, charge: Charge): string {
  return expand(text, { args, charge, next: 0, numbered: false }, 2);
}

function expand(text: string, run: Run, depth: number): string {
  if (depth < 0) throw new PyError("ValueError", "Max string recursion exceeded");
  const parts: string[] = [];
  const grow = growth(run.charge);
  let at = 0;
  while (at < text.length) {
    const brace = /[{}]/g;
    brace.lastIndex = at;
    const found = brace.exec(text);
    const end = found ? found.index : text.length;
    let part = text.slice(at, end);
    at = end + 1;
    if (found && text.charAt(at) === found[0]) {
      part += found[0];
      at++;
    } else if (found?.[0] === "}") {
      throw new PyError("ValueError", "Single '}' encountered in format string");
    } else if (found) {
      const close = closingBrace(text, at);
      part += field(text.slice(at, close), run, depth);
      at = close + 1;
    }
    grow(1, part.length);
    parts.push(part);
  }
  return parts.join("");
}

function closingBrace(text: string, from: number): number {
  if (from >= text.length) throw new PyError("ValueError", "Single '{' encountered in format string");
  let open = 1;
  let inBrackets = false;
  for (let at = from; at < text.length; at++) {
    const character = text.charAt(at);
    if (character === "[") inBrackets = true;
    else if (character === "]") inBrackets = false;
    if (inBrackets) continue;
    if (character === "{") open++;
    if (character === "}" && --open === 0) return at;
  }
  throw new PyError("ValueError", "expected '}' before end of string");
}

const FIELD = /^((?:\[[^\]]*\]|[^![\]:{])*)(?:!([^:]*))?(?::(.*))?$/s;

function field(text: string, run: Run, depth: number): string {
  const found = FIELD.exec(text);
  if (!found) throw new PyError("ValueError", "unexpected '{' in field name");
  const [, name = "", conversion, spec = ""] = found;
  const value = lookup(name, run);
  const converted = conversion === undefined ? value : convert(value, conversion);
  const expanded = /[{}]/.test(spec) ? expand(spec, run, depth - 1) : spec;
  return formatValue(converted, expanded, run.charge);
}

function convert(value: Value, conversion: string): Value {
  if (value instanceof Unknown) return value;
  if (conversion === "s") return str(value);
  if (conversion === "r" || conversion === "a") return conversion === "r" ? repr(value) : ascii(repr(value));
  if (conversion === "") throw new PyError("ValueError", "end of string while looking for conversion specifier");
  throw new PyError("ValueError", `Unknown conversion specifier ${quoted(conversion).slice(1, -1)}`);
}

/** Escapes what isn't ASCII, as Python's `ascii` does with a repr. */
export function ascii(text: string): string {
  return text.replace(/[^\0-\x7f]/gu, (character) => {
    const hex = (character.codePointAt(0) ?? 0).toString(16);
    if (hex.length <= 2) return `\\x${hex.padStart(2, "0")}`;
    return hex.length <= 4 ? `\\u${hex.padStart(4, "0")}` : `\\U${hex.padStart(8, "0")}`;
  });
}

const STEP = /\.([^.[]*)|\[([^\]]*)\]/g;

function lookup(name: string, run: Run): Value {
  const head = /^[^.[]*/.exec(name)?.[0] ?? "";
  let value = argument(head, name, run);
  let at = head.length;
  for (const step of name.slice(at).matchAll(STEP)) {
    const [whole, attribute, key = ""] = step;
    at += whole.length;
    if ((attribute ?? key) === "") throw new PyError("ValueError", "Empty attribute in format string");
    if (attribute !== undefined) value = run.args.attribute(value, attribute);
    else value = run.args.item(value, /^\d+$/.test(key) ? Number(key) : key);
  }
  if (at < name.length) {
    const missing =
      name.charAt(at) === "["
        ? "expected '}' before end of string"
        : "Only '.' or '[' may follow ']' in format field specifier";
    throw new PyError("ValueError", missing);
  }
  return value;
}

// Only a field without any name is numbered; `{.x}` asks for the keyword argument with no name.
function argument(head: string, name: string, run: Run): Value {
  if (name !== "" && !/^\d+$/.test(head)) {
    const value = run.args.keyword(head);
    if (value === undefined) throw new PyError("KeyError", quoted(head));
    return value;
  }
  if (head === "" ? run.numbered : run.next > 0)
    throw new PyError("ValueError", "cannot switch from manual field specification to automatic field numbering");
  const index = head === "" ? run.next : Number(head);
  if (head === "") run.next = index + 1;
  else run.numbered = true;
  const value = run.args.positional[index];
  if (value === undefined) throw new PyError("IndexError", "tuple index out of range");
  return value;
}
