import type { Location } from "../base/location.ts";
import { inSource } from "../base/span.ts";
import type { Template } from "../jinja/ast.ts";
import type { Node, ProjectSnapshot, SourceFile } from "../project/snapshot.ts";
import { configCall, configKeyword } from "./config-call.ts";
import type { Edit } from "./finding.ts";

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
  const start = /^\s*/.exec(file.text)?.[0].length ?? 0;
  const line = /^[^\r\n]*/.exec(file.text.slice(start))?.[0].trimEnd().length ?? 0;
  return at(inSource(start, start + line));
}

/** The edit that gives a setting a value (as Jinja writes it): in the file's own `config(…)`, or in a new one at its head. */
export function setSetting({ file, template }: Written, key: string, value: string): Edit {
  const edit = (span: Location["span"], text: string): Edit => ({ at: { path: file.path, span }, text });
  const present = configKeyword(template, key);
  if (present) return edit(present.value.span, value);
  const call = configCall(template);
  const last = call?.arguments.keyword.at(-1);
  if (!call?.closed || !last || call.arguments.positional.length > 0 || call.arguments.keywordSplat) {
    return edit(inSource(0, 0), `{{ config(${key}=${value}) }}\n\n`);
  }
  // Settings on lines of their own stay so.
  const line = file.text.lastIndexOf("\n", last.span.start) + 1;
  const indent = file.text.slice(line, last.span.start);
  const isOwnLine = line > call.span.start && /^[ \t]*$/.test(indent);
  return edit(inSource(last.span.end, last.span.end), `,${isOwnLine ? `\n${indent}` : " "}${key}=${value}`);
}

/** Columns as Jinja writes them: a string for one, a list for several. */
export function columnsLiteral(columns: readonly string[]): string {
  const [first, ...others] = columns.map((it) => `'${it.replaceAll("'", "\\'")}'`);
  return others.length === 0 ? (first ?? "none") : `[${[first, ...others].join(", ")}]`;
}

/** Whether a setting's value is a Jinja expression, in the file or in YAML, so that another run may see another one. */
export function isComputed(snapshot: ProjectSnapshot, node: Node, template: Template, key: string): boolean {
  const keyword = configKeyword(template, key);
  if (keyword) return keyword.value.kind !== "literal";
  const origin = node.facts.configOrigins.get(key);
  if (!origin || origin.path === node.path) return false;
  return (snapshot.files.get(origin.path)?.text.slice(origin.span.start, origin.span.end) ?? "").includes("{{");
}
