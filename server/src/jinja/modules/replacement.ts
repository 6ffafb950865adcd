import { quoted } from "../text.ts";
import { PyError } from "../values.ts";
import type { Engine, Found } from "./pattern.ts";

/** A stretch of text, or the number of a group whose text goes here. */
export type TemplatePart = string | number;

const ESCAPES: ReadonlyMap<string, string> = new Map([
  ["n", "\n"],
  ["t", "\t"],
  ["r", "\r"],
  ["a", "\x07"],
  ["b", "\b"],
  ["f", "\f"],
  ["v", "\v"],
  ["\\", "\\"],
]);

/** Reads the replacement of `re.sub`: `\1`, `\g<1>`, `\g<name>` and escapes. */
export function parseTemplateText(template: string, engine: Engine): readonly TemplatePart[] {
  const parts: TemplatePart[] = [];
  let at = 0;
  for (const found of template.matchAll(/\\(?:g<([^>]*)>|(0[0-7]{0,2}|[0-3][0-7]{2})|([1-9]\d?)|(.?))/gs)) {
    const [whole, name, octal, digits, letter] = found;
    parts.push(template.slice(at, found.index));
    at = found.index + whole.length;
    if (name !== undefined) parts.push(groupNamed(name, engine));
    else if (octal !== undefined) parts.push(String.fromCharCode(Number.parseInt(octal, 8)));
    else if (digits !== undefined) parts.push(numbered(Number(digits), engine));
    else parts.push(escaped(letter ?? "", found.index));
  }
  return [...parts, template.slice(at)];
}

function escaped(letter: string, at: number): string {
  const known = ESCAPES.get(letter);
  if (known !== undefined) return known;
  if (letter === "") throw new PyError("error", `bad escape (end of pattern) at position ${at}`);
  if (/[a-zA-Z]/.test(letter)) throw new PyError("error", `bad escape \\${letter} at position ${at}`);
  return `\\${letter}`;
}

function groupNamed(name: string, engine: Engine): number {
  if (/^\d+$/.test(name)) return numbered(Number(name), engine);
  const number = engine.names.get(name);
  if (number === undefined) throw new PyError("IndexError", `unknown group name ${quoted(name)}`);
  return number;
}

function numbered(group: number, engine: Engine): number {
  if (group > engine.groupCount) throw new PyError("error", `invalid group reference ${group}`);
  return group;
}

/** The replacement for one match. */
export function expandTemplate(template: readonly TemplatePart[], text: string, found: Found): string {
  return template
    .map((part) => {
      if (typeof part === "string") return part;
      const span = found[part];
      return span ? text.slice(span[0], span[1]) : "";
    })
    .join("");
}
