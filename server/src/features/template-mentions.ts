import { inSource, type SourceSpan } from "../base/span.ts";
import type { Call, Expression, Keyword, Literal, Macro, Template } from "../jinja/ast.ts";
import { calleeName, dottedName, type Tree, walk } from "../jinja/walk.ts";
import type { RefCall } from "../project/snapshot.ts";
import { constantTexts } from "./constant-texts.ts";
import type { DbtSymbol, Mention } from "./symbol.ts";

/** Everything that a template names, outer calls before what stands in them. Half-typed calls count as soon as their first quote is there. */
export function templateMentions(template: Template): readonly Mention[] {
  const found: Mention[] = [];
  const taken = new Set<Tree>();
  walk(template.body, {
    enter(it) {
      if (taken.has(it)) return undefined;
      switch (it.kind) {
        case "call":
          take(ofCall(it, template));
          break;
        case "name":
          found.push({ symbol: { kind: "name", name: it.name, span: it.span }, hits: [it.span] });
          break;
        case "member": {
          // A dotted name is one thing, wherever in it the cursor stands.
          const name = dottedName(it);
          if (name === undefined) break;
          found.push({ symbol: { kind: "name", name, span: it.span }, hits: [it.span] });
          return "skip";
        }
        case "macro":
          found.push(ofMacro(it));
          break;
        case "dbt-block":
          if (it.tag === "docs") found.push(ofDocs(it));
      }
      return undefined;
    },
  });
  return found;

  function take(of: OfCall | undefined): void {
    if (!of) return;
    found.push(...of.mentions);
    for (const it of of.words) taken.add(it);
  }
}

interface OfCall {
  readonly mentions: readonly Mention[];
  /** The callee and arguments that the mention stands for. */
  readonly words: readonly Tree[];
}

function ofCall(call: Call, template: Template): OfCall | undefined {
  const name = calleeName(call)?.replace(/^builtins\./, "");
  if (name === "config") return { mentions: configKeys(call), words: [] };
  const all = readTexts(call, template);
  // A default value is no part of the variable's name.
  const texts = name === "var" ? all.slice(0, 1) : all;
  const symbol = name === undefined || texts.length === 0 ? undefined : symbolOf(name, call, texts);
  if (!symbol) return undefined;
  const words = [call.callee, ...texts.map((it) => it.expression)];
  const hits = [call.callee.span, ...texts.map((it) => it.span)];
  return { mentions: [{ symbol, hits }], words };
}

/** An argument that is a text: as written, or one of those that its variable holds. */
interface TextArgument {
  readonly values: readonly string[];
  readonly span: SourceSpan;
  readonly expression: Expression;
}

/** The texts that a call begins with; what follows another argument is something else. */
function readTexts({ arguments: { positional }, closed }: Call, template: Template): readonly TextArgument[] {
  const texts: TextArgument[] = [];
  for (const expression of positional) {
    const { span } = expression;
    if (isText(expression)) {
      // A quote that is not typed yet lets the text run into what stands behind it.
      const value = closed ? expression.value : (/^[^\s{}%]*/.exec(expression.value)?.[0] ?? "");
      const end = value === expression.value ? span.end : span.start + 1 + value.length;
      texts.push({ values: [value], span: inSource(span.start, end), expression });
      continue;
    }
    const values = expression.kind === "name" ? constantTexts(template).get(expression.name) : undefined;
    if (!values) break;
    texts.push({ values, span, expression });
  }
  return texts;
}

function symbolOf(name: string, call: Call, texts: readonly TextArgument[]): DbtSymbol | undefined {
  const [first, second] = texts;
  const [one = ""] = first?.values ?? [];
  const other = second?.values[0];
  const last = texts.at(-1);
  if (!last) return undefined;
  const isWhole = texts.length === call.arguments.positional.length;
  switch (name) {
    case "ref":
      return isWhole ? { kind: "ref", refs: refsOf(call, one, last.values, texts.length), span: last.span } : undefined;
    case "source":
      return isWhole ? { kind: "source", source: one, table: other, span: call.span } : undefined;
    case "var":
      return first && { kind: "var", name: one, span: first.span };
    case "doc":
      return { kind: "doc", packageName: other === undefined ? undefined : one, name: other ?? one, span: last.span };
    default:
      return undefined;
  }
}

function refsOf(call: Call, first: string, names: readonly string[], count: number): readonly RefCall[] {
  const version = call.arguments.keyword.find((it) => it.name === "v" || it.name === "version");
  const packageName = count > 1 ? first : undefined;
  return names.map((name) => ({ packageName, name, version: version && versionOf(version) }));
}

function versionOf({ value }: Keyword): string | number | undefined {
  if (value.kind !== "literal") return undefined;
  return typeof value.value === "string" || typeof value.value === "number" ? value.value : undefined;
}

function configKeys({ arguments: { keyword, positional } }: Call): readonly Mention[] {
  const [mapping] = positional;
  const entries = mapping?.kind === "dict" ? mapping.entries.map((it) => it.key).filter(isText) : [];
  const given: readonly (readonly [string, SourceSpan])[] = [
    ...keyword.map((it) => [it.name, it.nameSpan] as const),
    ...entries.map((it) => [it.value, it.span] as const),
  ];
  return given.map(([key, span]) => ({ symbol: { kind: "config-key", key, of: undefined, span }, hits: [span] }));
}

function ofMacro({ tag, name, callName, nameSpan }: Macro): Mention {
  const isTest = tag === "test" || tag === "data_test";
  const symbol: DbtSymbol = isTest
    ? { kind: "test", name, span: nameSpan }
    : { kind: "name", name: callName, span: nameSpan };
  return { symbol, hits: [nameSpan] };
}

function ofDocs({ name, nameSpan }: { readonly name: string; readonly nameSpan: SourceSpan }): Mention {
  return { symbol: { kind: "doc", packageName: undefined, name, span: nameSpan }, hits: [nameSpan] };
}

function isText(it: Expression): it is Literal & { value: string } {
  return it.kind === "literal" && it.type === "string";
}
