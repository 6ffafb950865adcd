import type { Interpreter } from "../interpreter.ts";
import { isString, textOf } from "../text.ts";
import { type KeywordArguments, PyError, Unknown, type Value } from "../values.ts";
import type { Method } from "./method.ts";

/** A str method that needs the characters only; an unknown argument makes the answer unknown. */
export function textMethod(
  run: (text: string, positional: readonly Value[], keyword: KeywordArguments, interpreter: Interpreter) => Value,
): Method {
  return (self, positional, keyword, interpreter) => {
    for (const it of [...positional, ...keyword.values()]) if (it instanceof Unknown) return it;
    const text = textOfSelf(self);
    interpreter.charge(1 + text.length / 256);
    return run(text, positional, keyword, interpreter);
  };
}

/** The characters of the str that a method was taken from. */
export function textOfSelf(self: Value): string {
  if (isString(self)) return textOf(self);
  throw new PyError("TypeError", "descriptor requires a 'str' object");
}
