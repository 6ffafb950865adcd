import type { Problem } from "../../base/problem.ts";
import { PyError } from "../values.ts";
import { Overrun } from "./limits.ts";
import { trail } from "./place.ts";
import type { Run } from "./run.ts";

/** The problem that something thrown out of a render stands for; what is no fault of the template is thrown again. */
export function problemOf(run: Run, thrown: unknown): Problem {
  const { at, causes } = trail(run.place, run.site);
  if (thrown instanceof PyError) return { kind: "jinja-syntax", message: thrown.message, at, causes };
  if (thrown instanceof Overrun) return { kind: "limit", message: thrown.message, at, causes };
  // Expressions can be nested deeper than our own stack allows: that, too, is the template's doing.
  if (thrown instanceof RangeError && thrown.message.includes("call stack"))
    return { kind: "limit", message: "This template is nested too deep to be evaluated.", at, causes };
  throw thrown;
}
