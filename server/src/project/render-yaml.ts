import type { Plain } from "../base/plain.ts";
import type { Problem } from "../base/problem.ts";
import { inSource, type SourceSpan } from "../base/span.ts";
import type { Expression, Template } from "../jinja/ast.ts";
import { toPlain } from "../jinja/convert.ts";
import type { Globals, Limits } from "../jinja/interpreter.ts";
import { parseTemplate } from "../jinja/parser.ts";
import { evaluate, render } from "../jinja/render.ts";
import { str } from "../jinja/text.ts";
import { PyError, Undefined, type Value } from "../jinja/values.ts";

/** What became of a string of a YAML file. On a failure the value is the text as it stands. */
export interface RenderedYaml {
  readonly value: Plain;
  readonly failure: YamlFailure | undefined;
}

export interface YamlFailure {
  readonly kind: Problem["kind"];
  readonly message: string;
  readonly severity?: Problem["severity"];
  /** In the string itself. */
  readonly span: SourceSpan;
}

export type RenderYaml = (text: string) => RenderedYaml;

/** How the strings of one kind of YAML file are rendered. */
export interface YamlScope {
  readonly render: RenderYaml;
}

/** A setting is one line: what needs more than this is a mistake. */
const LIMITS: Partial<Limits> = { steps: 200_000, size: 1_000_000, time: 300 };

/** Renders strings of YAML files with these names. */
export function renderWith(globals: Globals): RenderYaml {
  return (text) => renderYamlString(text, globals);
}

/**
 * Renders a string of a YAML file as dbt does (spec 6.3).
 *
 * A text that is one `{{ … }}` and nothing else keeps the type of its value; everything else, and a bare
 * literal, gives text. `as_number`, `as_bool` and `as_native` at its end read the text as a Python literal.
 */
export function renderYamlString(text: string, globals: Globals): RenderedYaml {
  const template = parseTemplate(text);
  const [broken] = template.problems;
  if (broken) return { value: text, failure: { kind: "jinja-syntax", ...broken } };
  const expression = onlyExpression(template);
  if (expression && expression.kind !== "literal") return native(text, expression, globals);

  const { text: value, problems } = render({ template, path: "", globals, limits: LIMITS });
  const [first] = problems;
  return first ? { value: text, failure: failureOf(first) } : { value, failure: undefined };
}

function onlyExpression({ body }: Template): Expression | undefined {
  const printing = body.filter((it) => it.kind !== "comment" && !(it.kind === "text" && it.value === ""));
  const [only] = printing;
  return printing.length === 1 && only?.kind === "print" ? only.value : undefined;
}

function native(text: string, expression: Expression, globals: Globals): RenderedYaml {
  const cast = expression.kind === "filter" && CASTS.has(expression.name) ? expression : undefined;
  const result = evaluate(cast?.input ?? expression, globals, LIMITS);
  if (!result.ok) return { value: text, failure: failureOf(result.error) };
  try {
    const value = cast ? casted(cast.name, result.value) : result.value;
    return { value: value instanceof Undefined ? null : toPlain(value), failure: undefined };
  } catch (error) {
    if (!(error instanceof PyError)) throw error;
    return { value: text, failure: { kind: "config", message: error.message, span: expression.span } };
  }
}

const CASTS = new Set(["as_text", "as_number", "as_bool", "as_native"]);

function casted(filter: string, value: Value): Value {
  if (filter === "as_text") return str(value);
  const read = typeof value === "string" ? pythonLiteral(value) : value;
  if (filter === "as_number" && typeof toPlain(read) !== "number")
    throw new PyError("JinjaRenderingError", `Could not convert value '${str(value)}' into type 'number'`);
  if (filter === "as_bool" && typeof read !== "boolean")
    throw new PyError("JinjaRenderingError", `Could not convert value '${str(value)}' into type 'bool'`);
  return read;
}

/** Python's `literal_eval` for the words and numbers that settings hold; anything else stays the text it is. */
function pythonLiteral(text: string): Value {
  if (text === "True") return true;
  if (text === "False") return false;
  if (text === "None") return null;
  const literal = parseTemplate(`{{ ${text} }}`);
  const expression = literal.problems.length === 0 ? onlyExpression(literal) : undefined;
  if (!expression || !isLiteral(expression)) return text;
  const read = evaluate(expression, { lookup: () => undefined }, LIMITS);
  return read.ok ? read.value : text;
}

function isLiteral(it: Expression): boolean {
  switch (it.kind) {
    case "literal":
      return it.type !== "boolean" && it.type !== "none";
    case "list":
    case "tuple":
      return it.items.every(isLiteral);
    case "dict":
      return it.entries.every(({ key, value }) => isLiteral(key) && isLiteral(value));
    case "unary":
      return it.operator !== "not" && isLiteral(it.operand);
    default:
      return false;
  }
}

/** Dbt's own complaints about a missing setting are the user's configuration, not the template's grammar. */
function failureOf({ kind, message, at, severity }: Problem): YamlFailure {
  return { kind, message, severity, span: inSource(at.span.start, at.span.end) };
}
