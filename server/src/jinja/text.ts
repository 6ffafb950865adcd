import { NamedTuple } from "./named-tuple.ts";
import { floatText, integerText } from "./numbers.ts";
import {
  HostObject,
  PyDict,
  PyError,
  PyFloat,
  PyList,
  PySet,
  PyTuple,
  Traced,
  Undefined,
  Unknown,
  type Value,
} from "./values.ts";

/** What stands in printed text for a value that is not known. */
export const UNKNOWN_TEXT = "__unknown__";

/** The longest repr, in UTF-16 code units. Lists that hold one another many times have endless ones. */
const LARGEST_TEXT = 4_000_000;

const DEEPEST = 400;

/** The characters of a str. */
export function textOf(value: string | Traced): string {
  return typeof value === "string" ? value : value.text;
}

/** Whether the value is a str in Python. */
export function isString(value: Value): value is string | Traced {
  return typeof value === "string" || value instanceof Traced;
}

/** The name of the value's type as Python's errors spell it. */
export function typeName(value: Value): string {
  if (value === null) return "NoneType";
  if (typeof value === "string" || value instanceof Traced) return "str";
  if (typeof value === "boolean") return "bool";
  if (typeof value === "number" || typeof value === "bigint") return "int";
  if (value instanceof PyFloat) return "float";
  if (value instanceof PyList) return "list";
  if (value instanceof PyTuple) return "tuple";
  if (value instanceof PyDict) return "dict";
  if (value instanceof PySet) return "set";
  if (value instanceof Undefined) return "Undefined";
  return value instanceof Unknown ? "Unknown" : value.typeName;
}

/** Python's `bool(value)`; an unknown is false. */
export function truthy(value: Value): boolean {
  if (typeof value === "boolean") return value;
  if (value === null || value instanceof Undefined || value instanceof Unknown) return false;
  if (typeof value === "string") return value !== "";
  if (typeof value === "number") return value !== 0;
  if (typeof value === "bigint") return true;
  if (value instanceof Traced) return value.text !== "";
  if (value instanceof PyFloat) return value.value !== 0;
  if (value instanceof PyList || value instanceof PyTuple) return value.items.length > 0;
  if (value instanceof PyDict || value instanceof PySet) return value.size > 0;
  return value.truthy();
}

/** Python's `str(value)`: what `{{ value }}` prints. */
export function str(value: Value): string {
  if (typeof value === "string") return value;
  if (value instanceof Traced) return value.text;
  if (value instanceof Undefined) return "";
  return value instanceof HostObject ? value.str() : repr(value);
}

/** Python's `repr(value)`: how the value looks inside a printed list. */
export function repr(value: Value): string {
  const writer: Writer = { parts: [], length: 0, open: [] };
  write(value, writer);
  return writer.parts.join("");
}

interface Writer {
  readonly parts: string[];
  length: number;
  /** The containers being written, for those that hold themselves. */
  readonly open: Value[];
}

function put(writer: Writer, text: string): void {
  writer.length += text.length;
  if (writer.length > LARGEST_TEXT) throw new PyError("MemoryError", "the value is too large to be printed");
  writer.parts.push(text);
}

function write(value: Value, writer: Writer): void {
  if (value instanceof PyList) writeItems(value, value.items, ["[", "]"], writer);
  else if (value instanceof NamedTuple && value.label !== undefined) writeFields(value, value.label, writer);
  else if (value instanceof PyTuple)
    writeItems(value, value.items, ["(", value.items.length === 1 ? ",)" : ")"], writer);
  else if (value instanceof PySet && value.size > 0) writeItems(value, value.values(), ["{", "}"], writer);
  else if (value instanceof PyDict) writeDict(value, writer);
  else put(writer, value instanceof PySet ? "set()" : atom(value));
}

function atom(value: Exclude<Value, PyList | PyTuple | PySet | PyDict>): string {
  if (value === null) return "None";
  if (typeof value === "string") return quoted(value);
  if (typeof value === "boolean") return value ? "True" : "False";
  if (typeof value === "number" || typeof value === "bigint") return integerText(value);
  if (value instanceof Traced) return quoted(value.text);
  if (value instanceof PyFloat) return floatText(value.value);
  if (value instanceof Undefined) return "Undefined";
  return value instanceof Unknown ? UNKNOWN_TEXT : value.repr();
}

function writeItems(
  owner: PyList | PyTuple | PySet,
  items: Iterable<Value>,
  [start, end]: readonly [string, string],
  writer: Writer,
): void {
  if (!enter(owner, writer, `${start}...${end}`)) return;
  put(writer, start);
  let first = true;
  for (const item of items) {
    if (!first) put(writer, ", ");
    first = false;
    write(item, writer);
  }
  put(writer, end);
  writer.open.pop();
}

function writeFields(tuple: NamedTuple, label: string, writer: Writer): void {
  put(writer, `${label}(`);
  tuple.items.forEach((item, at) => {
    put(writer, `${at === 0 ? "" : ", "}${tuple.names[at]}=`);
    write(item, writer);
  });
  put(writer, ")");
}

function writeDict(dict: PyDict, writer: Writer): void {
  if (!enter(dict, writer, "{...}")) return;
  put(writer, "{");
  let first = true;
  for (const [key, value] of dict.entries()) {
    if (!first) put(writer, ", ");
    first = false;
    write(key, writer);
    put(writer, ": ");
    write(value, writer);
  }
  put(writer, "}");
  writer.open.pop();
}

// A container inside itself is only hinted at.
function enter(owner: Value, writer: Writer, hint: string): boolean {
  if (writer.open.includes(owner)) {
    put(writer, hint);
    return false;
  }
  if (writer.open.length >= DEEPEST)
    throw new PyError("RecursionError", "maximum recursion depth exceeded while getting the repr of an object");
  writer.open.push(owner);
  return true;
}

const PLAIN = /^[ !#-&(-[\]-~]*$/;
const UNPRINTABLE = /[\\\p{C}\p{Z}]/gu;
const SHORT_ESCAPES: ReadonlyMap<string, string> = new Map([
  ["\\", "\\\\"],
  ["\n", "\\n"],
  ["\r", "\\r"],
  ["\t", "\\t"],
]);

/** A str as Python source: single quotes unless only they occur inside, escapes for what can't be printed. */
export function quoted(text: string): string {
  if (PLAIN.test(text)) return `'${text}'`;
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  const escaped = text.replace(UNPRINTABLE, (character) => (character === " " ? " " : escapeOf(character)));
  return quote + (quote === "'" ? escaped.replaceAll("'", "\\'") : escaped) + quote;
}

/** Whether Python's `repr` shows a character as it is. */
export function isPrintable(character: string): boolean {
  return character === " " || !/[\p{C}\p{Z}]/u.test(character);
}

function escapeOf(character: string): string {
  const short = SHORT_ESCAPES.get(character);
  if (short) return short;
  const code = character.codePointAt(0) ?? 0;
  const hex = code.toString(16);
  if (code <= 0xff) return `\\x${hex.padStart(2, "0")}`;
  return code <= 0xffff ? `\\u${hex.padStart(4, "0")}` : `\\U${hex.padStart(8, "0")}`;
}
