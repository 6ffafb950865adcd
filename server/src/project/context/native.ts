import { bind } from "../../jinja/arguments.ts";
import type { Interpreter } from "../../jinja/interpreter.ts";
import { NativeFunction, type Value } from "../../jinja/values.ts";

/**
 * A function of dbt's context, called as a Python function is: by place, then by name.
 *
 * The first `required` parameters have no default; of the others `given` may be undefined.
 */
export function native(
  name: string,
  parameters: readonly string[],
  run: (given: readonly (Value | undefined)[], interpreter: Interpreter) => Value,
  required = 0,
): NativeFunction {
  return new NativeFunction(name, (positional, keyword, interpreter) =>
    run(bind(name, parameters, positional, keyword, required), interpreter),
  );
}
