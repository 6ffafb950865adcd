import type { Interpreter } from "../interpreter.ts";
import { isIterable, iterate } from "../iterate.ts";
import { isString, quoted, str, textOf, truthy, typeName } from "../text.ts";
import { PyDict, PyError, Undefined, type Value } from "../values.ts";
import { type FilterFunction, type Filters, filterOf } from "./filter.ts";
import { urlize } from "./urlize.ts";

const ENTITIES: ReadonlyMap<string, string> = new Map([
  ["&", "&amp;"],
  ["<", "&lt;"],
  [">", "&gt;"],
  ["'", "&#39;"],
  ['"', "&#34;"],
]);

/** The five characters that mean something in HTML, as entities. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>'"]/g, (it) => ENTITIES.get(it) ?? it);
}

const NAMED: ReadonlyMap<string, string> = new Map([
  ["amp", "&"],
  ["lt", "<"],
  ["gt", ">"],
  ["quot", '"'],
  ["apos", "'"],
  ["nbsp", "\xa0"],
  ["copy", "©"],
  ["reg", "®"],
  ["euro", "€"],
  ["hellip", "…"],
  ["ndash", "–"],
  ["mdash", "—"],
]);

// The names that occur in practice; HTML has two thousand more.
function unescapeHtml(text: string): string {
  return text.replace(/&(?:#(\d{1,7})|#[xX]([\da-fA-F]{1,6})|(\w{2,8}));/g, (whole, decimal, hex, name) => {
    if (name) return NAMED.get(name) ?? whole;
    const code = decimal ? Number(decimal) : Number.parseInt(hex, 16);
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : "\ufffd";
  });
}

/** The text between tags and comments, spaces collapsed and entities resolved. */
function stripTags(text: string): string {
  const bare = without(without(text, "<!--", "-->"), "<", ">");
  return unescapeHtml(
    bare
      .split(/[\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+/)
      .filter(Boolean)
      .join(" "),
  );
}

function without(text: string, start: string, end: string): string {
  const parts: string[] = [];
  let at = 0;
  for (;;) {
    const from = text.indexOf(start, at);
    const to = from < 0 ? -1 : text.indexOf(end, from);
    if (to < 0) break;
    parts.push(text.slice(at, from));
    at = to + end.length;
  }
  return parts.join("") + text.slice(at);
}

function xmlAttributes(value: Value, space: Value): string {
  if (value instanceof Undefined) throw new PyError(value.errorType, value.message);
  if (!(value instanceof PyDict))
    throw new PyError("AttributeError", `'${typeName(value)}' object has no attribute 'items'`);
  const written: string[] = [];
  for (const [key, it] of value.entries()) {
    if (it === null || it instanceof Undefined) continue;
    const name = str(key);
    if (/[\s/>=]/.test(name)) throw new PyError("ValueError", `Invalid character in attribute name: ${quoted(name)}`);
    written.push(`${escapeHtml(name)}="${escapeHtml(str(it))}"`);
  }
  return written.length > 0 && truthy(space) ? ` ${written.join(" ")}` : written.join(" ");
}

function urlQuoted(text: string): string {
  return encodeURIComponent(text.replace(/\p{Cs}/gu, "\ufffd")).replace(
    /[!'()*]/g,
    (it) => `%${it.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

function urlEncode(value: Value): string {
  if (isString(value) || !isIterable(value)) return urlQuoted(str(value)).replaceAll("%2F", "/");
  const pairs = value instanceof PyDict ? [...value.entries()] : Array.from(iterate(value), (it) => [...iterate(it)]);
  return pairs
    .map((pair) => {
      if (pair.length !== 2) throw new PyError("ValueError", "not a pair of a name and a value");
      return pair.map((it) => urlQuoted(str(it)).replaceAll("%20", "+")).join("=");
    })
    .join("&");
}

const escapeFilter: FilterFunction = filterOf("escape", [], ([value]) => escapeHtml(str(value)));

/** Steps for each character, charged before the work is begun: looking for words and tags costs more than copying. */
const STEPS_A_CHARACTER = 2;

function weighed(value: Value | undefined, { charge }: Interpreter): string {
  const text = str(value ?? null);
  charge(text.length * STEPS_A_CHARACTER);
  return text;
}

function urlizeWith(bound: readonly (Value | undefined)[], interpreter: Interpreter): string {
  const [value = null, limit = null, nofollow = false, target = null, rel = null, schemes = null] = bound;
  return urlize(weighed(value, interpreter), {
    limit: typeof limit === "number" ? limit : undefined,
    rel: [...(truthy(nofollow) ? ["nofollow"] : []), ...(rel === null ? [] : str(rel).split(/\s+/)), "noopener"],
    target: target === null ? undefined : str(target),
    schemes: schemes === null ? [] : Array.from(iterate(schemes), str),
    escape: escapeHtml,
  });
}

/** The filters for HTML and URLs. There is no markup type here: what is escaped twice is escaped twice. */
export const htmlFilters: Filters = new Map([
  ["escape", escapeFilter],
  ["e", escapeFilter],
  ["forceescape", escapeFilter],
  ["striptags", filterOf("do_striptags", [], ([value], interpreter) => stripTags(weighed(value, interpreter)))],
  ["xmlattr", filterOf("do_xmlattr", ["autospace"], ([value, space = true]) => xmlAttributes(value, space))],
  ["urlencode", filterOf("do_urlencode", [], ([value]) => urlEncode(isString(value) ? textOf(value) : value))],
  [
    "urlize",
    filterOf("do_urlize", ["trim_url_limit", "nofollow", "target", "rel", "extra_schemes"], (bound, interpreter) =>
      urlizeWith(bound, interpreter),
    ),
  ],
]);
