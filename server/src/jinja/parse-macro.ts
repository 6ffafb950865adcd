import type { SourceSpan } from "../base/span.ts";
import type { Expression, MacroTag, Node, Parameter } from "./ast.ts";
import type { Cursor } from "./cursor.ts";
import { specialNamesRead } from "./macro-uses.ts";
import type { OpenBlock } from "./open-block.ts";
import { parseItems } from "./parse-arguments.ts";
import { parseExpression } from "./parse-expression.ts";
import { spanOf, type Token } from "./tokens.ts";

/** `{% macro name(…) %}` */
export function parseMacro(c: Cursor): OpenBlock {
  const name = parseName(c);
  return macroBlock(c, { tag: "macro", name, callName: name.text, parameters: parseSignature(c) });
}

/** dbt's `{% test name(…) %}`; `data_test` is its newer spelling, and either may end with the older word. */
export function parseTest(c: Cursor, tag: "test" | "data_test"): OpenBlock {
  const name = parseName(c);
  return macroBlock(c, { tag, name, callName: `test_${name.text}`, parameters: parseSignature(c) });
}

/** dbt's `{% materialization name, adapter='…' %}` or `{% materialization name, default %}`. */
export function parseMaterialization(c: Cursor): OpenBlock {
  const name = parseName(c);
  const parameters: Parameter[] = [];
  let adapter = "default";
  while (c.takeIf(",")) {
    const option = c.expectName();
    if (!option) break;
    if (option.text === "default") continue;
    if (option.text !== "adapter" && option.text !== "supported_languages") {
      c.problem(`materialization '${name.text}' received unknown argument '${option.text}'.`, spanOf(option));
    }
    if (!c.expect("=")) break;
    const value = parseExpression(c);
    if (option.text === "adapter") adapter = adapterName(c, value);
    else parameters.push({ name: option.text, fallback: value, span: c.spanFrom(option.start) });
  }
  const callName = `materialization_${name.text}_${adapter}`;
  return macroBlock(c, { tag: "materialization", name, callName, parameters });
}

function adapterName(c: Cursor, value: Expression): string {
  if (value.kind === "literal" && value.type === "string") return String(value.value);
  if (value.kind !== "missing") c.problem("the adapter of a materialization has to be a string", value.span);
  return "";
}

/** `{% call(x) callee(…) %}` */
export function parseCall(c: Cursor): OpenBlock {
  const parameters = c.is("(") ? parseSignature(c) : [];
  const call = parseExpression(c);
  if (call.kind !== "call" && call.kind !== "missing") c.problem("expected call", call.span);
  const body: Node[] = [];
  const close: OpenBlock["close"] = (span, closed) => {
    const uses = usesOf(parameters, body);
    return [{ kind: "call-block", parameters, call, body, closed, uses, span }];
  };
  return { word: "call", awaits: ["endcall"], body, close };
}

/** dbt's `{% snapshot name %}` and `{% docs name %}`. */
export function parseDbtBlock(c: Cursor, tag: "snapshot" | "docs"): OpenBlock {
  const name = parseName(c);
  const body: Node[] = [];
  const close: OpenBlock["close"] = (span, closed) => [
    { kind: "dbt-block", tag, name: name.text, nameSpan: name.span, body, closed, span },
  ];
  return { word: tag, awaits: [`end${tag}`], body, close };
}

interface MacroHead {
  readonly tag: MacroTag;
  readonly name: { readonly text: string; readonly span: SourceSpan };
  readonly callName: string;
  readonly parameters: readonly Parameter[];
}

function macroBlock(c: Cursor, { tag, name, callName, parameters }: MacroHead): OpenBlock {
  const head = c.tag.span;
  const body: Node[] = [];
  const close: OpenBlock["close"] = (span, closed) => {
    const uses = usesOf(parameters, body);
    const common = { kind: "macro", tag, name: name.text, callName, nameSpan: name.span } as const;
    return [{ ...common, parameters, body, head, closed, uses, span }];
  };
  return { word: tag, awaits: tag === "data_test" ? ["endtest", "enddata_test"] : [`end${tag}`], body, close };
}

/** Jinja2 hands `varargs` and `kwargs` over only where they are read and no parameter has that name. */
function usesOf(parameters: readonly Parameter[], body: readonly Node[]) {
  const read = specialNamesRead(body);
  const surplus = (name: "varargs" | "kwargs") => read.has(name) && parameters.every((it) => it.name !== name);
  return { caller: read.has("caller"), varargs: surplus("varargs"), kwargs: surplus("kwargs") };
}

function parseName(c: Cursor): { readonly text: string; readonly span: SourceSpan } {
  const token = c.expectName();
  if (!token) return { text: "", span: c.gap() };
  refuseConstant(c, token);
  return { text: token.text, span: spanOf(token) };
}

const constants = new Set(["true", "True", "false", "False", "none", "None"]);

function refuseConstant(c: Cursor, token: Token): void {
  if (constants.has(token.text)) c.problem("can't assign to 'name'", spanOf(token));
}

function parseSignature(c: Cursor): readonly Parameter[] {
  const parameters: Parameter[] = [];
  if (!c.is("(")) {
    c.expected("(");
    return parameters;
  }
  parseItems(c, ")", () => {
    const parameter = parseParameter(c, parameters);
    if (parameter) parameters.push(parameter);
  });
  return parameters;
}

function parseParameter(c: Cursor, before: readonly Parameter[]): Parameter | undefined {
  const token = c.expectName();
  if (!token) return undefined;
  refuseConstant(c, token);
  const name = token.text;
  if (before.some((it) => it.name === name)) {
    c.problem(`duplicate argument '${name}' in function definition`, spanOf(token));
  }
  if (c.takeIf(":")) parseType(c);
  const fallback = c.takeIf("=") ? parseExpression(c) : undefined;
  if (!fallback && before.some((it) => it.fallback)) {
    c.problem("non-default argument follows default argument", spanOf(token));
  }
  return { name, fallback, span: c.spanFrom(token.start) };
}

/** `string` or `dict[string, int]`: dbt has read and ignored types of parameters since 1.10. */
function parseType(c: Cursor): void {
  if (!c.enter()) return;
  if (c.expectName() && c.is("[")) parseItems(c, "]", () => parseType(c));
  c.leave();
}
