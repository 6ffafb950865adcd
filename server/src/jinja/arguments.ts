import { asInteger, clamped, isIntegral } from "./numbers.ts";
import { isString, textOf, typeName } from "./text.ts";
import { type KeywordArguments, PyError, Undefined, Unknown, type Value } from "./values.ts";

/**
 * Puts arguments where a Python function `callee(parameters…)` would: by place, then by name.
 *
 * The first `required` parameters have no default. Throws Python's TypeError for what is missing,
 * surplus, unknown or given twice. The answer has one entry for each parameter.
 */
export function bind(
  callee: string,
  parameters: readonly string[],
  positional: readonly Value[],
  keyword: KeywordArguments,
  required = 0,
): readonly (Value | undefined)[] {
  if (positional.length > parameters.length) {
    const most = parameters.length;
    const takes =
      required < most
        ? `from ${required} to ${most} positional arguments`
        : `${most} positional argument${most === 1 ? "" : "s"}`;
    throw new PyError("TypeError", `${callee}() takes ${takes} but ${positional.length} were given`);
  }
  const bound: (Value | undefined)[] = parameters.map((_, at) => positional[at]);
  for (const [name, value] of keyword) {
    const at = parameters.indexOf(name);
    if (at < 0) throw new PyError("TypeError", `${callee}() got an unexpected keyword argument '${name}'`);
    if (at < positional.length)
      throw new PyError("TypeError", `${callee}() got multiple values for argument '${name}'`);
    bound[at] = value;
  }
  const missing = parameters.filter((_, at) => at < required && bound[at] === undefined).map((it) => `'${it}'`);
  if (missing.length > 0)
    throw new PyError(
      "TypeError",
      `${callee}() missing ${missing.length} required positional argument${missing.length === 1 ? "" : "s"}: ${missing.join(" and ")}`,
    );
  return bound;
}

/** Checks the arguments of a method that Python takes by place only. */
export function countArguments(
  name: string,
  positional: readonly Value[],
  keyword: KeywordArguments,
  [least, most]: readonly [number, number],
): void {
  if (keyword.size > 0) throw new PyError("TypeError", `${name}() takes no keyword arguments`);
  const given = positional.length;
  if (given >= least && given <= most) return;
  if (most <= 1 && name.includes(".")) {
    const takes = most === 0 ? "no arguments" : least === most ? "exactly one argument" : "at most 1 argument";
    throw new PyError("TypeError", `${name}() takes ${takes} (${given} given)`);
  }
  const bound = given < least ? least : most;
  const how = least === most ? "" : given < least ? "at least " : "at most ";
  const short = name.slice(name.indexOf(".") + 1);
  throw new PyError("TypeError", `${short} expected ${how}${bound} argument${bound === 1 ? "" : "s"}, got ${given}`);
}

/** An argument that has to be an int, as a number to count with; `otherwise` where it is left out or unknown. */
export function asCount(value: Value | undefined, otherwise: number): number {
  if (value === undefined || value instanceof Unknown) return otherwise;
  if (isIntegral(value)) return clamped(asInteger(value));
  if (value instanceof Undefined) throw new PyError(value.errorType, value.message);
  throw new PyError("TypeError", `'${typeName(value)}' object cannot be interpreted as an integer`);
}

/** An argument that has to be a str. */
export function asText(value: Value | undefined, name: string): string {
  if (value !== undefined && isString(value)) return textOf(value);
  if (value instanceof Undefined) throw new PyError(value.errorType, value.message);
  throw new PyError("TypeError", `${name} must be str, not ${typeName(value ?? null)}`);
}
