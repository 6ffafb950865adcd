import { inSource, type SourceSpan, type Span } from "../base/span.ts";
import type { Node, Template } from "../jinja/ast.ts";
import { everyChild, type Tree } from "../jinja/walk.ts";
import type { ProjectSnapshot, SourceFile } from "../project/snapshot.ts";
import { type Dialect, dialectOf } from "../sql/dialect.ts";
import { outline, type Query } from "../sql/outline.ts";
import { templateOf } from "./symbol-at.ts";

/** A part of a file that has a name, and what stands in it. */
export interface DocumentSymbol {
  readonly name: string;
  readonly kind: "config" | "macro" | "test" | "snapshot" | "docs" | "variable" | "cte";
  readonly span: SourceSpan;
  /** The name itself. */
  readonly nameSpan: SourceSpan;
  readonly children: readonly DocumentSymbol[];
}

/** The outline of a template's file: its `config()`, macros and other blocks, variables, and CTEs. */
export function documentSymbols(snapshot: ProjectSnapshot, path: string): readonly DocumentSymbol[] {
  const file = snapshot.files.get(path);
  if (!file || /\.(?:ya?ml|py)$/.test(path)) return [];
  const template = templateOf(file);
  const dialect = dialectOf(snapshot.environment.target.type);
  const isSql = path.endsWith(".sql");
  const found = [...partsOf(template.body), ...(isSql ? ctesOf(file, template, dialect) : [])];
  return found.sort((a, b) => a.span.start - b.span.start);
}

/** Parts of a stretch of the template; a macro's variables stand below it, those of an `if` beside it. */
function partsOf(trees: readonly Tree[]): readonly DocumentSymbol[] {
  return trees.flatMap(partsIn);
}

function partsIn(it: Tree): readonly DocumentSymbol[] {
  switch (it.kind) {
    case "macro": {
      const kind = it.tag === "test" || it.tag === "data_test" ? "test" : "macro";
      return [{ name: it.name, kind, span: it.span, nameSpan: it.nameSpan, children: partsOf(it.body) }];
    }
    case "dbt-block":
      return [{ name: it.name, kind: it.tag, span: it.span, nameSpan: it.nameSpan, children: partsOf(it.body) }];
    case "set":
    case "set-block":
      if (it.target.kind !== "name-target") return [];
      return [{ name: it.target.name, kind: "variable", span: it.span, nameSpan: it.target.span, children: [] }];
    case "call":
      if (it.callee.kind !== "name" || it.callee.name !== "config") return [];
      return [{ name: "config", kind: "config", span: it.span, nameSpan: it.callee.span, children: [] }];
    default: {
      const below: DocumentSymbol[] = [];
      everyChild(it, (child) => {
        below.push(...partsIn(child));
        return true;
      });
      return below;
    }
  }
}

/**
 * The CTEs of a file, read off its own text: what stands in `{{ … }}` is taken for a name, tags for
 * nothing. So they are there while the template is half-typed, and in both branches of an `if`.
 */
function ctesOf(file: SourceFile, template: Template, dialect: Dialect): readonly DocumentSymbol[] {
  return inQuery(outline(withoutTags(file.text, template), dialect).query);
}

function inQuery({ ctes, branches }: Query): readonly DocumentSymbol[] {
  const below = branches.flatMap((it) => [
    ...it.from.flatMap((item) => (item.query ? inQuery(item.query) : [])),
    ...it.subqueries.flatMap((sub) => inQuery(sub.query)),
  ]);
  const own = ctes.map(({ name, nameSpan, span, query }): DocumentSymbol => {
    return { name, kind: "cte", span: asSource(span), nameSpan: asSource(nameSpan), children: inQuery(query) };
  });
  return [...own, ...below];
}

/** What was outlined is the file's own text, only blanked: the offsets are the file's. */
const asSource = ({ start, end }: Span) => inSource(start, end);

/** The SQL of a template, everything at its place. */
function withoutTags(text: string, { body }: Template): string {
  const kept: Span[] = [];
  const names: Span[] = [];
  const visit = (it: Tree): boolean => {
    if (it.kind === "text") kept.push(it.span);
    else if (it.kind === "print") {
      // What is printed before any SQL, `config(…)` above all, is no part of the query.
      if (kept.some(({ start, end }) => text.slice(start, end).trim() !== "")) names.push(it.span);
    } else if (it.kind !== "macro" && it.kind !== "set-block") everyChild(it, visit);
    return true;
  };
  for (const it of body satisfies readonly Node[]) visit(it);
  const printed = new Set(names);
  const pieces: string[] = [];
  let at = 0;
  for (const span of [...kept, ...names].sort((a, b) => a.start - b.start)) {
    const { start, end } = span;
    pieces.push(blank(text.slice(at, start)));
    pieces.push(printed.has(span) ? "x".repeat(end - start) : text.slice(start, end));
    at = end;
  }
  return pieces.join("") + blank(text.slice(at));
}

const blank = (text: string) => text.replaceAll(/[^\n]/g, " ");
