import type { Finding, Severity } from "../lint/finding.ts";
import type { ProjectSnapshot } from "../project/snapshot.ts";
import type { Output } from "./command.ts";
import { placeOf } from "./findings-json.ts";
import { type Style, styleOf } from "./style.ts";

/**
 * Findings for people: by file, in the order of the text. What one place in a macro causes in several
 * models is told once, below that place, with the calls it shows at.
 */
export function findingsAsText(findings: readonly Finding[], snapshot: ProjectSnapshot, output: Output): string {
  if (findings.length === 0) return "Nothing to report.\n";
  const style = styleOf(output);
  const groups = new Map<string, Finding[]>();
  for (const it of findings) {
    const key = it.cause ? `${it.cause.path} ${it.rule} ${it.message} ${it.cause.span.start}` : it.at.path;
    const group = groups.get(key) ?? [];
    if (group.length === 0) groups.set(key, group);
    group.push(it);
  }
  const blocks = [...groups.values()].map((group) =>
    group[0]?.cause ? byCause(group, snapshot, style) : byFile(group, snapshot, style),
  );
  return `${blocks.join("\n\n")}\n\n${totals(findings, style)}\n`;
}

function byFile(group: readonly Finding[], snapshot: ProjectSnapshot, style: Style): string {
  const lines = group.map((it) => {
    const { line, column } = placeOf(snapshot, it.at);
    return `  ${style.dim(`${line}:${column}`.padEnd(8))}${headline(it, style)}`;
  });
  return [style.strong(group[0]?.at.path ?? ""), ...lines].join("\n");
}

function byCause(group: readonly Finding[], snapshot: ProjectSnapshot, style: Style): string {
  const [first] = group;
  if (!first?.cause) return "";
  const cause = placeOf(snapshot, first.cause);
  const calls = group.map((it) => {
    const { path, line, column } = placeOf(snapshot, it.at);
    return style.dim(`          at ${path}:${line}:${column}`);
  });
  const place = style.dim(`${cause.line}:${cause.column}`.padEnd(8));
  return [style.strong(cause.path), `  ${place}${headline(first, style)}`, ...calls].join("\n");
}

function headline({ severity, message, rule, worlds }: Finding, style: Style): string {
  const only = worlds.length === 1 ? ` ${style.dim(`[${worlds[0]}]`)}` : "";
  return `${colours(style)[severity](severity)} ${message} ${style.dim(rule)}${only}`;
}

function colours(style: Style): Readonly<Record<Severity, (text: string) => string>> {
  return { error: style.bad, warning: style.warn, info: style.good, hint: style.dim };
}

function totals(findings: readonly Finding[], style: Style): string {
  const severities: readonly Severity[] = ["error", "warning", "info", "hint"];
  const parts = severities.flatMap((severity) => {
    const count = findings.filter((it) => it.severity === severity).length;
    if (count === 0) return [];
    const word = severity === "info" || count === 1 ? severity : `${severity}s`;
    return [colours(style)[severity](`${count} ${word}`)];
  });
  return parts.join(", ");
}
