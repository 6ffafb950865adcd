import { floatText } from "../../jinja/numbers.ts";
import { parseYaml } from "../../yaml/parse.ts";
import type { Plain } from "../plain.ts";

/** A value as PyYAML's `safe_dump` writes it: block style, one entry a line, keys in the order given or sorted. */
export function pythonYaml(value: Plain, options: { readonly sortKeys: boolean }): string {
  if (isScalar(value) || isEmpty(value))
    return `${inline(value)}\n${isScalar(value) && plainScalar(value) ? "...\n" : ""}`;
  return `${block(value, 0, options.sortKeys).join("\n")}\n`;
}

type Collection = Exclude<Plain, null | boolean | number | bigint | string>;

function isScalar(value: Plain): value is Exclude<Plain, Collection> {
  return value === null || typeof value !== "object";
}

function isEmpty(value: Collection): boolean {
  return Array.isArray(value) ? value.length === 0 : Object.keys(value).length === 0;
}

function inline(value: Plain, indent = 0): string {
  if (value === null) return "null";
  if (typeof value === "string") return yamlString(value, indent);
  if (typeof value === "number") return Number.isInteger(value) ? String(value) : floatText(value);
  if (typeof value === "object") return Array.isArray(value) ? "[]" : "{}";
  return String(value);
}

function block(value: Collection, indent: number, sortKeys: boolean): string[] {
  const pad = " ".repeat(indent);
  if (Array.isArray(value))
    return value.flatMap((it: Plain) => {
      if (isScalar(it) || isEmpty(it)) return [`${pad}- ${inline(it, indent + 2)}`];
      const [first = "", ...rest] = block(it, indent + 2, sortKeys);
      return [`${pad}- ${first.slice(indent + 2)}`, ...rest];
    });
  const entries = Object.entries(value);
  if (sortKeys) entries.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  return entries.flatMap(([key, it]: [string, Plain]) => {
    const head = `${pad}${yamlString(key, indent)}:`;
    if (isScalar(it) || isEmpty(it)) return [`${head} ${inline(it, indent + 2)}`];
    // PyYAML does not indent a list inside a mapping.
    return [head, ...block(it, Array.isArray(it) ? indent : indent + 2, sortKeys)];
  });
}

function plainScalar(value: Plain): boolean {
  return typeof value !== "string" || !/^['"]/.test(yamlString(value, 0));
}

function yamlString(text: string, indent: number): string {
  if (/[\u0000-\u0009\u000b-\u001f\u007f-\u0084\u0086-\u009f\ufeff]/.test(text) || /[^\u0000-\u007f]/.test(text))
    return doubleQuoted(text);
  if (text.includes("\n"))
    return `'${text.replaceAll("'", "''").replace(/\n+/g, (it) => `\n${it}${" ".repeat(indent)}`)}'`;
  return standsPlain(text) ? text : `'${text.replaceAll("'", "''")}'`;
}

/** Whether YAML 1.1 reads the bare text back as this very string. */
function standsPlain(text: string): boolean {
  if (text === "" || /^[\s\-?:,[\]{}#&*!|>'"%@`=]/.test(text) || /:(?:\s|$)|\s#|\s$/.test(text)) {
    if (!/^[-?:][^\s]/.test(text) || /:(?:\s|$)|\s#|\s$/.test(text)) return false;
  }
  const { root, problems } = parseYaml({ text });
  return problems.length === 0 && root?.kind === "scalar" && root.value === text && !/^\d{4}-\d\d?-\d\d?/.test(text);
}

function doubleQuoted(text: string): string {
  const escaped = JSON.stringify(text).replace(/[\u007f-\uffff]/g, (it) => {
    const code = it.charCodeAt(0);
    return code <= 0xff ? `\\x${hex(code, 2)}` : `\\u${hex(code, 4)}`;
  });
  return escaped;
}

function hex(code: number, digits: number): string {
  return code.toString(16).toUpperCase().padStart(digits, "0");
}
