import { iterate } from "../iterate.ts";
import { typeName } from "../text.ts";
import {
  type Charge,
  type KeywordArguments,
  NativeFunction,
  PyDict,
  PyError,
  Undefined,
  type Value,
} from "../values.ts";

/** `dict(mapping or pairs, name=value, …)` */
export const dict = new NativeFunction("dict", (positional, keyword, { charge }) =>
  dictOf(positional, keyword, charge),
);

/** A new dict of another mapping or of pairs, and of keyword arguments, which win. */
export function dictOf(positional: readonly Value[], keyword: KeywordArguments, charge: Charge): PyDict {
  const [source, second] = positional;
  if (second !== undefined)
    throw new PyError("TypeError", `dict expected at most 1 argument, got ${positional.length}`);
  const made = new PyDict();
  if (source instanceof PyDict) for (const [key, value] of source.entries()) made.set(key, value);
  else if (source !== undefined && !(source instanceof Undefined)) addPairs(made, source, charge);
  for (const [name, value] of keyword) made.set(name, value);
  charge(made.size, made.size);
  return made;
}

function addPairs(made: PyDict, source: Value, charge: Charge): void {
  let at = 0;
  for (const it of iterate(source)) {
    charge(1);
    const [key, value, ...rest] = pair(it, at);
    const length = [key, value].filter((part) => part !== undefined).length + rest.length;
    if (key === undefined || value === undefined || rest.length > 0)
      throw new PyError("ValueError", `dictionary update sequence element #${at} has length ${length}; 2 is required`);
    made.set(key, value);
    at++;
  }
}

function pair(value: Value, at: number): readonly Value[] {
  try {
    return [...iterate(value)];
  } catch (error) {
    if (!(error instanceof PyError)) throw error;
    const what = `cannot convert dictionary update sequence element #${at} to a sequence`;
    throw new PyError("TypeError", typeName(value) === "str" ? error.message : what);
  }
}
