import type { Problem } from "../base/problem.ts";
import type { Macro, Template } from "./ast.ts";
import type { CallFrame } from "./output.ts";
import type { KeywordArguments, Piece, PyError, Value } from "./values.ts";

/** How far a template may go. A render that overruns ends with a `limit` problem, never with an exception. */
export interface Limits {
  /** Evaluation steps (nodes visited, loop turns, items produced). Default 5,000,000. */
  readonly steps: number;
  /** Nesting of calls. Default 200. */
  readonly depth: number;
  /** UTF-16 code units printed, and the size of any single value. Default 20,000,000. */
  readonly size: number;
  /** Milliseconds of work of one render; what a busy machine gives to others is not counted. Default 1,500. */
  readonly time: number;
}

/** Where names come from. Macros of other files are found here too, at the moment of the call (late binding). */
export interface Globals {
  /** Undefined when there is no such name. */
  lookup(name: string): Value | undefined;
}

/**
 * What using an undefined value does beyond printing it: `fail` as in Jinja2, or `spread` as in dbt's
 * parse phase, where its attributes, items and calls are undefined too and nothing is raised.
 */
export type UndefinedNames = "fail" | "spread";

export interface RenderRequest {
  readonly template: Template;
  /** Written into the origins of what the template prints. */
  readonly path: string;
  readonly globals: Globals;
  readonly limits?: Partial<Limits>;
  /** Default: `fail`. */
  readonly undefinedNames?: UndefinedNames;
  /** Default: the error's own message. */
  readonly describe?: Describe;
}

/** What an evaluation error is told as, by where it was thrown: in the template itself, or in a macro that it calls. */
export type Describe = (error: PyError, where: "template" | "macro") => string;

export interface Rendered {
  readonly text: string;
  /** Their lengths add up to `text`'s. */
  readonly pieces: readonly Piece[];
  /** Evaluation errors and overruns, placed in the file where they happened, with the calls that led there. The parser's are in `template.problems`. */
  readonly problems: readonly Problem[];
  /** Every reason why a part of the text is not known, with the place in the template that asked. */
  readonly unknowns: readonly Unknowing[];
}

export interface Unknowing {
  readonly reason: string;
  /** Outermost: the call in the template itself. */
  readonly at: Problem["at"];
  readonly causes: Problem["causes"];
}

/** A macro that a project file defines: callable, with the names of its own package around it. */
export interface MacroSource {
  readonly macro: Macro;
  readonly path: string;
  readonly text: string;
  /** For call frames: `package.name`. */
  readonly label: string;
  readonly globals: Globals;
}

/** What native functions may ask of the evaluator that called them. */
export interface Interpreter {
  /** Calls any callable value, with limits and call frames. */
  call(callee: Value, positional: readonly Value[], keyword: KeywordArguments): Value;
  /** Renders a text as a template in the caller's globals (dbt's `render`). */
  render(text: string): string;
  /** Ends the running macro with this value (dbt's `return`). Never comes back. */
  returnValue(value: Value): never;
  /** Counts work and stops a render that overruns; call it before taking memory (`size` in code units or items). */
  charge(steps: number, size?: number): void;
  /** Marks the render as partly unknown and gives the value to go on with. */
  unknown(reason: string): Value;
  /** The running call, innermost first; undefined at the template's top level. */
  readonly frame: CallFrame | undefined;
  /** Where in the source the expression being evaluated stands. */
  readonly site: Problem["at"];
}
