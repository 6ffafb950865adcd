import { typeName } from "../text.ts";
import { HostObject, type KeywordArguments, PyError, Undefined, Unknown, type Value } from "../values.ts";
import { invoke, MacroObject } from "./macros.ts";
import type { Run } from "./run.ts";

/** The values of a call's arguments. */
export interface Given {
  readonly positional: readonly Value[];
  readonly keyword: KeywordArguments;
}

/** `callee(…)` for any value; what can't be called is refused in Python's and Jinja2's words. */
export function callValue(run: Run, callee: Value, given: Given): Value {
  run.meter.step();
  if (callee instanceof MacroObject) return invoke(run, callee, given);
  if (callee instanceof HostObject && callee.call) return callee.call(given.positional, given.keyword, run);
  if (callee instanceof Unknown) return callee;
  if (callee instanceof Undefined) {
    if (run.undefinedNames === "spread") return callee;
    throw new PyError(callee.errorType, callee.message);
  }
  throw new PyError("TypeError", `'${typeName(callee)}' object is not callable`);
}
