import type { Location } from "../base/location.ts";
import { inSource } from "../base/span.ts";
import type { Template } from "../jinja/ast.ts";
import type { Node, ProjectSnapshot, SourceFile } from "../project/snapshot.ts";
import { configCall, configCalls, configKeyword } from "./config-call.ts";
import type { Edit } from "./finding.ts";
import { startOf } from "./start-of.ts";

interface Written {
  readonly file: SourceFile;
  readonly template: Template;
}

/** Where a finding about settings stands: the first of them that the file's `config(…)` has, else its name, else the first line of the file. */
export function settingPlace({ file, template }: Written, keys: readonly string[]): Location {
  const at = (span: Location["span"]) => ({ path: file.path, span });
  for (const key of keys) {
    const keyword = configKeyword(template, key);
    if (keyword) return at(keyword.span);
  }
  const call = configCall(template);
  if (call) return at(call.callee.span);
  return startOf(file);
}

/** The edit that gives a setting a value (as Jinja writes it): in the file's own `config(…)`, or in a new one at its head. */
export function setSetting(written: Written, key: string, value: string): Edit {
  const present = configKeyword(written.template, key);
  const edit = (span: Location["span"], text: string): Edit => ({ at: { path: written.file.path, span }, text });
  return present ? edit(present.value.span, value) : addSettings(written, [`${key}=${value}`]);
}

/** The edit that adds settings (as Jinja writes them: `key=value`) which the file's own `config(…)` hasn't got. */
export function addSettings({ file, template }: Written, settings: readonly string[]): Edit {
  const edit = (offset: number, text: string): Edit => ({
    at: { path: file.path, span: inSource(offset, offset) },
    text,
  });
  const call = configCall(template);
  const last = call?.arguments.keyword.at(-1);
  if (!call?.closed || !last || call.arguments.positional.length > 0 || call.arguments.keywordSplat) {
    return edit(0, `{{ config(${settings.join(", ")}) }}\n\n`);
  }
  // Settings on lines of their own stay so.
  const line = file.text.lastIndexOf("\n", last.span.start) + 1;
  const indent = file.text.slice(line, last.span.start);
  const isOwnLine = line > call.span.start && /^[ \t]*$/.test(indent);
  return edit(last.span.end, settings.map((it) => `,${isOwnLine ? `\n${indent}` : " "}${it}`).join(""));
}

/** The edit that takes a setting out of the file's own `config(…)`; undefined where it isn't written there. */
export function removeSetting({ file, template }: Written, key: string): Edit | undefined {
  const call = configCall(template);
  const keyword = configKeyword(template, key);
  if (!call?.closed || !keyword) return undefined;
  let { start, end } = keyword.span;
  const after = /^\s*,\s*/.exec(file.text.slice(end));
  // The last setting takes the comma before it along.
  if (after) end += after[0].length;
  else start -= /,?\s*$/.exec(file.text.slice(0, start))?.[0].length ?? 0;
  return { at: { path: file.path, span: inSource(start, end) }, text: "" };
}

/** Columns as Jinja writes them: a string for one, a list for several. */
export function columnsLiteral(columns: readonly string[]): string {
  const [first, ...others] = columns.map((it) => `'${it.replaceAll("'", "\\'")}'`);
  return others.length === 0 ? (first ?? "none") : `[${[first, ...others].join(", ")}]`;
}

/** Whether a setting's value is a Jinja expression, in the file or in YAML, so that another run may see another one. */
export function isComputed(snapshot: ProjectSnapshot, node: Node, template: Template, key: string): boolean {
  if (configCalls(template).isConditional) return true;
  const keyword = configKeyword(template, key);
  if (keyword) return keyword.value.kind !== "literal";
  const origin = node.facts.configOrigins.get(key);
  if (!origin) return false;
  // A key that the file sets without writing it there comes out of a mapping or a macro.
  if (origin.path === node.path) return true;
  const { text } = snapshot.files.get(origin.path) ?? { text: "" };
  return /^[^\r\n]*\{[{%]/.test(text.slice(origin.span.start));
}

/** Where a setting stands that another file than the model's own gives it, for a finding that names its cause. */
export function settingCause({ facts, path }: Node, key: string): Location | undefined {
  const origin = facts.configOrigins.get(key);
  return origin && origin.path !== path ? origin : undefined;
}
