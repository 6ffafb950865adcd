import { inSource } from "../src/base/span.ts";
import type { Interpreter } from "../src/jinja/interpreter.ts";
import { HostObject, PyError, Unknown } from "../src/jinja/values.ts";

/** What stops a call that takes more than the interpreter allows. */
export class Overrun extends Error {}

/** An interpreter for tests of native functions: it counts what it is charged and remembers what was unknown. */
export interface TestInterpreter extends Interpreter {
  readonly charged: { steps: number; largest: number };
  readonly reasons: string[];
}

/** An interpreter that calls host objects, refuses to render, and ends what is charged beyond the limits with an `Overrun`. */
export function interpreterOf(limits: { readonly steps?: number; readonly size?: number } = {}): TestInterpreter {
  const { steps: mostSteps = 1_000_000, size: mostSize = 1_000_000 } = limits;
  const charged = { steps: 0, largest: 0 };
  const reasons: string[] = [];
  const interpreter: TestInterpreter = {
    charged,
    reasons,
    frame: undefined,
    site: { path: "models/m.sql", span: inSource(0, 0) },
    call(callee, positional, keyword) {
      if (callee instanceof HostObject && callee.call) return callee.call(positional, keyword, interpreter);
      throw new PyError("TypeError", "not callable");
    },
    render() {
      throw new Error("this interpreter renders nothing");
    },
    returnValue() {
      throw new Error("this interpreter runs no macro");
    },
    charge(steps, size = 0) {
      charged.steps += steps;
      charged.largest = Math.max(charged.largest, size);
      if (charged.steps > mostSteps || size > mostSize) throw new Overrun("over the limit");
    },
    unknown(reason) {
      reasons.push(reason);
      return new Unknown(reason);
    },
  };
  return interpreter;
}
