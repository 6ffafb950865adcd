import type { Location } from "../base/location.ts";
import { contains, type SourceSpan } from "../base/span.ts";
import type { Parameter } from "../jinja/ast.ts";
import { type Tree, walk } from "../jinja/walk.ts";
import type { SourceFile } from "../project/snapshot.ts";
import { templateOf } from "./symbol-at.ts";

/**
 * Where a variable of a template gets its value, as read at an offset: the assignment, loop or
 * parameter that stands last before it, in the innermost macro that has one.
 */
export function localPlace(file: SourceFile, name: string, offset: number): Location | undefined {
  const found: { readonly span: SourceSpan; readonly depth: number }[] = [];
  walk(templateOf(file).body, {
    enter(it, parents) {
      const isScope = it.kind === "macro" || it.kind === "call-block";
      if (isScope && !contains(it.span, offset)) return "skip";
      const depth = parents.filter((parent) => parent.kind === "macro" || parent.kind === "call-block").length;
      for (const span of namesIn(it, name)) found.push({ span, depth: isScope ? depth + 1 : depth });
      return undefined;
    },
  });
  const before = found.filter((it) => it.span.start <= offset);
  const deepest = Math.max(...before.map((it) => it.depth));
  const last = before.findLast((it) => it.depth === deepest);
  return last && { path: file.path, span: last.span };
}

function namesIn(it: Tree, name: string): readonly SourceSpan[] {
  if (it.kind === "name-target") return it.name === name ? [it.span] : [];
  if (it.kind !== "macro" && it.kind !== "call-block") return [];
  return it.parameters.filter((parameter) => parameter.name === name).map(nameSpan);
}

function nameSpan({ span, name }: Parameter): SourceSpan {
  return { ...span, end: span.start + name.length };
}
