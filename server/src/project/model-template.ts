import { memo } from "../base/memo.ts";
import { inSource } from "../base/span.ts";
import type { DbtBlock, Node, Template } from "../jinja/ast.ts";
import { parseTemplate } from "../jinja/parser.ts";
import type { ResourceType, SourceFile } from "./snapshot.ts";

/**
 * What dbt renders of a model's file: the text without the whitespace at both ends (spec 7.3).
 *
 * The offsets stay those of the file: only the outer text nodes are shortened.
 */
export const modelTemplate = memo((file: SourceFile): Template => {
  if (isPython(file.path)) return { ...asText(file.text), hasJinja: false };
  const template = parseTemplate(file.text);
  const [start, end] = strippedSpan(file.text);
  return { ...template, body: shortened(template.body, start, end) };
});

/** dbt renders no Python model: whatever stands between braces there is Python's. */
export function isPython(path: string): boolean {
  return path.endsWith(".py");
}

function asText(text: string): Omit<Template, "hasJinja"> {
  const [start, end] = strippedSpan(text);
  const value = text.slice(start, end);
  return { text, body: value === "" ? [] : [{ kind: "text", value, span: inSource(start, end) }], problems: [] };
}

/** The part of a snapshot file that belongs to one of its blocks. */
const snapshotTemplates = memo((file: SourceFile): ReadonlyMap<string, Template> => {
  const template = parseTemplate(file.text);
  const blocks = template.body.filter((it): it is DbtBlock => it.kind === "dbt-block" && it.tag === "snapshot");
  return new Map(blocks.map((it) => [it.name, { ...template, body: withoutLastNewline(it.body) }]));
});

/** Jinja drops one newline at the end of a template, which for dbt is what stands in the block. */
function withoutLastNewline(body: readonly Node[]): readonly Node[] {
  const last = body.at(-1);
  if (last?.kind !== "text" || !last.value.endsWith("\n")) return body;
  const { value, span } = last;
  return [...body.slice(0, -1), { ...last, value: value.slice(0, -1), span: inSource(span.start, span.end - 1) }];
}

/** The template of a node; undefined for what has no text of its own (a seed, a snapshot in YAML). */
export function templateOf(node: {
  readonly resourceType: ResourceType;
  readonly name: string;
  readonly file: SourceFile | undefined;
}): Template | undefined {
  if (!node.file) return undefined;
  return node.resourceType === "snapshot" ? snapshotTemplates(node.file).get(node.name) : modelTemplate(node.file);
}

/** What Python's `str.strip()` takes for whitespace; unlike JavaScript's `trim`, the BOM is none. */
const isSpace = (code: number) =>
  code === 32 ||
  (code >= 9 && code <= 13) ||
  (code >= 28 && code <= 31) ||
  code === 0x85 ||
  code === 0xa0 ||
  code === 0x3000;

/** The stretch of a text that Python's `strip()` leaves. */
export function strippedSpan(text: string): readonly [start: number, end: number] {
  let start = 0;
  let end = text.length;
  while (start < end && isSpace(text.charCodeAt(start))) start++;
  while (end > start && isSpace(text.charCodeAt(end - 1))) end--;
  return [start, end];
}

function shortened(body: readonly Node[], start: number, end: number): readonly Node[] {
  return body.flatMap((node): readonly Node[] => {
    if (node.kind !== "text" || (node.span.start >= start && node.span.end <= end)) return [node];
    if (node.span.end <= start || node.span.start >= end) return [];
    const isFirst = node.span.start < start;
    const isLast = node.span.end > end;
    const value = isLast ? stripEnd(isFirst ? stripStart(node.value) : node.value) : stripStart(node.value);
    const span = inSource(Math.max(start, node.span.start), Math.min(end, node.span.end));
    return value === "" ? [] : [{ ...node, value, span }];
  });
}

function stripStart(text: string): string {
  return text.slice(strippedSpan(text)[0]);
}

function stripEnd(text: string): string {
  return text.slice(0, strippedSpan(text)[1]);
}
