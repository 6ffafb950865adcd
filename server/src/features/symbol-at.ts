import type { Location } from "../base/location.ts";
import { memo } from "../base/memo.ts";
import { contains, type SourceSpan } from "../base/span.ts";
import type { Call, Expression, Keyword, Literal, Template } from "../jinja/ast.ts";
import { parseTemplate } from "../jinja/parser.ts";
import { calleeName, dottedName, type Tree, walk } from "../jinja/walk.ts";
import type { RefCall, SourceFile } from "../project/snapshot.ts";

/** A place in a file of the project. */
export interface FilePosition {
  readonly path: string;
  readonly offset: number;
}

/** What stands under the cursor of a template, by what it means to dbt. */
export type SymbolAt =
  | { readonly kind: "ref"; readonly ref: RefCall; readonly span: SourceSpan; readonly closed: boolean }
  | {
      readonly kind: "source";
      readonly source: string;
      readonly table: string | undefined;
      readonly span: SourceSpan;
      readonly closed: boolean;
    }
  | { readonly kind: "name"; readonly name: string; readonly span: SourceSpan }
  | { readonly kind: "config-key"; readonly key: string; readonly span: SourceSpan };

const templateOf = memo((file: SourceFile): Template => parseTemplate(file.text));

/** The innermost thing of the template at an offset; half-typed calls count as soon as their first quote is there. */
export function symbolAt(file: SourceFile, offset: number): SymbolAt | undefined {
  let found: SymbolAt | undefined;
  walk(templateOf(file).body, {
    enter(it) {
      if (!contains(it.span, offset)) return "skip";
      const symbol = symbolOf(it, offset);
      found = symbol ?? found;
      // A dotted name is one thing, wherever in it the cursor stands, and so is `ref(…)`.
      return symbol && it.kind !== "name" ? "skip" : undefined;
    },
  });
  return found;
}

function symbolOf(it: Tree, offset: number): SymbolAt | undefined {
  switch (it.kind) {
    case "call":
      return ofCall(it, offset);
    case "name":
      return { kind: "name", name: it.name, span: it.span };
    case "member":
      return ofMember(it);
    default:
      return undefined;
  }
}

function ofCall(call: Call, offset: number): SymbolAt | undefined {
  const name = calleeName(call)?.replace(/^builtins\./, "");
  const { positional, keyword } = call.arguments;
  if (name === "config") {
    const key = keyword.find((it) => contains(it.nameSpan, offset));
    return key && { kind: "config-key", key: key.name, span: key.nameSpan };
  }
  const last = positional.at(-1);
  const words = [call.callee, ...positional.filter((it) => it.kind === "literal")];
  if (!last || !words.some((it) => contains(it.span, offset))) return undefined;
  const texts = positional.filter(isText).map((it) => it.value);
  if (name === "ref") return ofRef(call, texts, last);
  if (name !== "source") return undefined;
  const [source = "", table] = texts;
  return { kind: "source", source, table, span: call.span, closed: call.closed };
}

function ofRef(call: Call, texts: readonly string[], last: Expression): SymbolAt | undefined {
  const [first, second] = texts;
  if (first === undefined || !isText(last)) return undefined;
  const version = call.arguments.keyword.find((it) => it.name === "v" || it.name === "version");
  const ref = {
    packageName: second === undefined ? undefined : first,
    name: second ?? first,
    version: version && versionOf(version),
  };
  return { kind: "ref", ref, span: last.span, closed: call.closed };
}

function versionOf({ value }: Keyword): string | number | undefined {
  if (value.kind !== "literal") return undefined;
  return typeof value.value === "string" || typeof value.value === "number" ? value.value : undefined;
}

function ofMember(it: Expression & { kind: "member" }): SymbolAt | undefined {
  const name = dottedName(it);
  return name === undefined ? undefined : { kind: "name", name, span: it.span };
}

function isText(it: Expression): it is Literal & { value: string } {
  return it.kind === "literal" && it.type === "string";
}

/** A location of a file as a whole. */
export const wholeFile = (path: string): Location => ({ path, span: { start: 0, end: 0 } as SourceSpan });
