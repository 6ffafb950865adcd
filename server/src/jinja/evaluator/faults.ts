import type { Problem } from "../../base/problem.ts";
import { PyError } from "../values.ts";
import { Overrun } from "./limits.ts";
import { trail } from "./place.ts";
import type { Run } from "./run.ts";

/** What this shell or this command line doesn't give, another may. */
const SEVERITIES: ReadonlyMap<string, Problem["severity"]> = new Map([
  ["EnvVarMissingError", "info"],
  ["RequiredVarNotFoundError", "warning"],
]);

/** The problem that something thrown out of a render stands for; what is no fault of the template is thrown again. */
export function problemOf(run: Run, thrown: unknown): Problem {
  const { at, causes } = trail(run.place, run.site);
  if (thrown instanceof PyError) {
    const message = run.describe(thrown, causes.length === 0 ? "template" : "macro");
    return { kind: "jinja-syntax", message, at, causes, severity: SEVERITIES.get(thrown.type) };
  }
  if (thrown instanceof Overrun) {
    const severity = thrown.limit === "ours" ? "warning" : undefined;
    return { kind: "limit", message: thrown.message, at, causes, severity };
  }
  // Expressions can be nested deeper than our own stack allows: that, too, is the template's doing.
  if (thrown instanceof RangeError && thrown.message.includes("call stack"))
    return { kind: "limit", message: "This template is nested too deep to be evaluated.", at, causes };
  throw thrown;
}
