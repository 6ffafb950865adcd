import type { Interpreter } from "../interpreter.ts";
import type { KeywordArguments, Value } from "../values.ts";

/** A method of a Python type. `self` is of the type whose table it stands in. */
export type Method = (
  self: Value,
  positional: readonly Value[],
  keyword: KeywordArguments,
  interpreter: Interpreter,
) => Value;

/** The methods of one type, by name. */
export type Methods = ReadonlyMap<string, Method>;
