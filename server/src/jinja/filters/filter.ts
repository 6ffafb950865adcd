import { bind } from "../arguments.ts";
import type { Interpreter } from "../interpreter.ts";
import type { KeywordArguments, Value } from "../values.ts";

/** `input | name(positional…, keyword…)` */
export type FilterFunction = (
  input: Value,
  positional: readonly Value[],
  keyword: KeywordArguments,
  interpreter: Interpreter,
) => Value;

/** Filters by name. */
export type Filters = ReadonlyMap<string, FilterFunction>;

/** The input and the arguments, put in the order of the parameters; what was left out is undefined. */
type Bound = readonly [input: Value, ...rest: (Value | undefined)[]];

/**
 * A filter whose arguments go by place and by name. `callee` is the Python function that errors name;
 * `required` counts the parameters without a default, the input not among them.
 */
export function filterOf(
  callee: string,
  parameters: readonly string[],
  run: (bound: Bound, interpreter: Interpreter) => Value,
  required = 0,
): FilterFunction {
  return (input, positional, keyword, interpreter) => {
    const [, ...rest] = bind(callee, ["value", ...parameters], [input, ...positional], keyword, required + 1);
    return run([input, ...rest], interpreter);
  };
}
