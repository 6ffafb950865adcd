import type { Node, Parameter } from "../ast.ts";
import { str } from "../text.ts";
import { HostObject, type NativeCall, PyDict, PyError, PyTuple, Undefined, type Value } from "../values.ts";
import type { Given } from "./calls.ts";
import { evaluate } from "./expressions.ts";
import type { Place } from "./place.ts";
import type { Run } from "./run.ts";
import { Scope } from "./scope.ts";
import { ReturnSignal } from "./signals.ts";
import { Writer } from "./writer.ts";

/** What calling a macro needs of how it was written. */
interface MacroCode {
  readonly name: string;
  readonly parameters: readonly Parameter[];
  readonly body: readonly Node[];
  readonly uses: { readonly caller: boolean; readonly varargs: boolean; readonly kwargs: boolean };
}

/**
 * Where a macro belongs, which decides what its names mean and what its text is blamed on.
 *
 * - `project`: a file of the project or a package; sees its globals only, and is what `return` ends.
 * - `local`: defined in the template that runs; sees the scope around its definition.
 * - `caller`: the body of a `call` block; as `local`, but no call of its own: its text is the block's.
 */
type MacroHome =
  | { readonly kind: "project"; readonly label: string; readonly place: Place }
  | { readonly kind: "local" | "caller"; readonly label: string; readonly place: Place; readonly scope: Scope };

/** A macro as a value: callable, and with the attributes that Jinja2 gives it. */
export class MacroObject extends HostObject {
  readonly typeName = "Macro";
  readonly code: MacroCode;
  readonly home: MacroHome;
  constructor(code: MacroCode, home: MacroHome) {
    super();
    this.code = code;
    this.home = home;
  }
  override readonly call: NativeCall = (positional, keyword, interpreter) =>
    interpreter.call(this, positional, keyword);

  override str(): string {
    return this.home.kind === "caller" ? "<Macro anonymous>" : `<Macro '${this.code.name}'>`;
  }
  override attribute(name: string): Value | undefined {
    const { code } = this;
    switch (name) {
      case "name":
        return code.name;
      case "arguments":
        return new PyTuple(code.parameters.map((it) => it.name));
      case "catch_kwargs":
        return code.uses.kwargs;
      case "catch_varargs":
        return code.uses.varargs;
      case "caller":
        return code.uses.caller;
      default:
        return undefined;
    }
  }
}

/** Runs a macro: what it printed, with origins, or what it handed to `return`. */
export function invoke(run: Run, macro: MacroObject, given: Given): Value {
  const bound = arrange(macro.code, given);
  const before = run.checkpoint();
  run.meter.depth = before.depth + 1;
  enter(run, macro);
  bind(run, macro.code, bound);
  if (macro.home.kind !== "project") run.execute(macro.code.body);
  else {
    run.returnable = true;
    try {
      run.execute(macro.code.body);
    } catch (signal) {
      if (!(signal instanceof ReturnSignal)) throw signal;
      run.reset(before);
      return signal.value;
    }
  }
  const printed = run.printed();
  run.reset(before);
  return printed;
}

/** Around the macros of project files: dbt takes each out of its file, so that no name beside it is known to it. */
const NO_NAMES = new Scope(undefined);

function enter(run: Run, { home }: MacroObject): void {
  const { place } = home;
  const called = { macro: home.label, site: run.site, caller: run.place.frame };
  run.place = home.kind === "caller" ? place : { ...place, frame: called };
  run.scope = new Scope(home.kind === "project" ? NO_NAMES : home.scope);
  run.out = new Writer(run.meter);
}

/** Arguments in the order of the parameters; undefined where the call gave none. */
interface Arranged {
  readonly values: readonly (Value | undefined)[];
  readonly extra: readonly (readonly [name: string, value: Value])[];
}

function arrange({ name, parameters, uses }: MacroCode, { positional, keyword }: Given): Arranged {
  const open = new Map(keyword);
  const values: (Value | undefined)[] = [];
  for (const [at, parameter] of parameters.entries()) {
    if (at < positional.length) values.push(positional[at]);
    else {
      values.push(open.get(parameter.name));
      open.delete(parameter.name);
    }
  }
  const extra: [string, Value][] = [];
  if (uses.caller && !parameters.some((it) => it.name === "caller")) {
    const caller = open.get("caller");
    open.delete("caller");
    extra.push(["caller", caller ?? new Undefined("No caller defined")]);
  }
  if (uses.kwargs) extra.push(["kwargs", PyDict.from(open)]);
  else refuseKeywords(name, open);
  const surplus = positional.slice(parameters.length);
  if (uses.varargs) extra.push(["varargs", new PyTuple(surplus)]);
  else if (surplus.length > 0)
    throw new PyError("TypeError", `macro '${name}' takes not more than ${parameters.length} argument(s)`);
  return { values, extra };
}

function refuseKeywords(name: string, left: ReadonlyMap<string, Value>): void {
  const [first] = left.keys();
  if (first === undefined) return;
  if (left.has("caller"))
    throw new PyError(
      "TypeError",
      `macro '${name}' was invoked with two values for the special caller argument. This is most likely a bug.`,
    );
  throw new PyError("TypeError", `macro '${name}' takes no keyword argument '${str(first)}'`);
}

// All given values first: a default may name any other parameter, and finds it where the call gave it.
function bind(run: Run, { parameters }: MacroCode, { values, extra }: Arranged): void {
  const { scope } = run;
  for (const [name, value] of extra) scope.bind(name, value);
  for (const [at, { name }] of parameters.entries()) {
    const value = values[at];
    scope.bind(name, value === undefined ? new Undefined(`'${name}' is undefined`) : value);
  }
  for (const [at, { name, fallback }] of parameters.entries()) {
    if (values[at] !== undefined) continue;
    scope.bind(name, fallback ? evaluate(run, fallback) : new Undefined(`parameter '${name}' was not provided`));
  }
}
