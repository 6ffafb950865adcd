import type { Problem } from "../base/problem.ts";
import { err, ok, type Result } from "../base/result.ts";
import { inSource } from "../base/span.ts";
import type { Expression } from "./ast.ts";
import { evaluate as evaluateIn } from "./evaluator/expressions.ts";
import { problemOf } from "./evaluator/faults.ts";
import { MacroObject } from "./evaluator/macros.ts";
import { Run } from "./evaluator/run.ts";
import { MISSING } from "./evaluator/signals.ts";
import type { Globals, Limits, MacroSource, Rendered, RenderRequest, Unknowing } from "./interpreter.ts";
import type { HostObject, Value } from "./values.ts";

/**
 * What a template prints, where each run of it was written, and what went wrong.
 *
 * Total: an error or an overrun ends the text where it happened and becomes the one problem; what the
 * parser could not read is left out.
 */
export function render({ template, path, globals, limits, undefinedNames, describe }: RenderRequest): Rendered {
  const { text } = template;
  if (!template.hasJinja) return unchanged(text, path);
  const start = { span: inSource(0, 0) };
  const run = new Run({ path, text, globals, frame: undefined }, start, { limits, undefinedNames, describe });
  const { out } = run;
  const problems: Problem[] = [];
  try {
    run.execute(template.body);
    run.printed();
  } catch (thrown) {
    const problem = problemOf(run, thrown);
    if (run.hasGuessed && problem.kind === "jinja-syntax") run.unknowns.push(perhaps(problem));
    else problems.push(problem);
  }
  return { text: out.text, pieces: out.pieces, problems, unknowns: run.unknowns };
}

/** A macro of a project file as a value. It sees its globals only, and `return` ends it with any value. */
export function macroValue({ macro, path, text, label, globals }: MacroSource): HostObject {
  const { callName: name, parameters, body, uses } = macro;
  const place = { path, text, globals, frame: undefined };
  return new MacroObject({ name, parameters, body, uses }, { kind: "project", label, place });
}

/** The value of an expression that stands alone; the problem's place has no path, only a span in the expression's text. */
export function evaluate(expression: Expression, globals: Globals, limits?: Partial<Limits>): Result<Value, Problem> {
  const run = new Run({ path: "", text: "", globals, frame: undefined }, expression, { limits });
  try {
    return ok(evaluateIn(run, expression));
  } catch (thrown) {
    if (thrown === MISSING) return err(incomplete(expression));
    return err(problemOf(run, thrown));
  }
}

/** An error behind a decision that nobody could make here is one reason more why the text isn't known. */
function perhaps({ message, at, causes }: Problem): Unknowing {
  const [first = ""] = message.split("\n");
  return { reason: `What follows depends on something that isn't known; without it: ${first}`, at, causes };
}

function incomplete({ span }: Expression): Problem {
  return { kind: "jinja-syntax", message: "This expression is not complete.", at: { path: "", span }, causes: [] };
}

function unchanged(text: string, path: string): Rendered {
  const piece = { kind: "verbatim", length: text.length, path, start: 0, end: text.length, frame: undefined } as const;
  return { text, pieces: text === "" ? [] : [piece], problems: [], unknowns: [] };
}
