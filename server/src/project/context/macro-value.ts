import type { Interpreter } from "../../jinja/interpreter.ts";
import { macroValue } from "../../jinja/render.ts";
import { truthy } from "../../jinja/text.ts";
import { HostObject, type NativeCall, PyError, Undefined, Unknown, type Value } from "../../jinja/values.ts";
import type { MacroDefinition } from "../snapshot.ts";
import type { Names, Notes } from "./scope.ts";

/** A macro that dbt brings along, in native code; binds its arguments as a Jinja macro does (missing ones are undefined). */
export interface DbtMacro {
  readonly name: string;
  readonly parameters: readonly (string | readonly [name: string, fallback: Value])[];
  /** Whether an unknown argument reaches `run`; otherwise the result is that unknown. */
  readonly takesUnknown?: boolean;
  readonly run: (given: readonly Value[], call: DbtCall) => Value;
}

/** What a native macro may use beside its arguments. */
export interface DbtCall {
  readonly names: Names;
  readonly interpreter: Interpreter;
  /** The body of the `call` block that the macro was called by. */
  readonly caller: Value | undefined;
  /** Calls another macro by name, so that a project's override of it wins. */
  invoke(name: string, ...given: readonly Value[]): Value;
}

/** A macro as templates hold it, of the project or dbt's own; tells the notes of every call. */
class Macro extends HostObject {
  readonly typeName = "MacroGenerator";
  override readonly call: NativeCall;
  readonly #name: string;
  readonly #notes: Notes;
  constructor(name: string, notes: Notes, call: NativeCall) {
    super();
    this.#name = name;
    this.#notes = notes;
    this.call = name.endsWith(".is_incremental") ? this.#checked(call) : this.#told(call);
  }
  override str(): string {
    this.#used();
    return "<dbt.clients.jinja.MacroGenerator object>";
  }
  override truthy(): boolean {
    this.#used();
    return true;
  }
  #used(): void {
    if (this.#name.endsWith(".is_incremental")) this.#notes.incrementalNamed();
  }
  #told(call: NativeCall): NativeCall {
    return (positional, keyword, interpreter) => {
      this.#notes.macroCalled(this.#name, interpreter);
      return call(positional, keyword, interpreter);
    };
  }
  #checked(call: NativeCall): NativeCall {
    const told = this.#told(call);
    return (positional, keyword, interpreter) => {
      const result = told(positional, keyword, interpreter);
      this.#notes.incrementalChecked(truthy(result), interpreter);
      return result;
    };
  }
}

/** A macro of the project or of an installed package. All names in it are those of the node that is rendered, as in dbt. */
export function projectMacro({ packageName, macro, file }: MacroDefinition, names: Names): HostObject {
  const label = `${packageName}.${macro.callName}`;
  const inner = macroValue({ macro, path: file.path, text: file.text, label, globals: names });
  return new Macro(label, names.scope.notes, (positional, keyword, interpreter) =>
    interpreter.call(inner, positional, keyword),
  );
}

/** One of dbt's own macros. */
export function dbtMacro(macro: DbtMacro, names: Names): HostObject {
  return new Macro(`dbt.${macro.name}`, names.scope.notes, (positional, keyword, interpreter) => {
    const { given, caller } = arrange(macro, positional, keyword);
    const unknown = macro.takesUnknown ? undefined : given.find((it) => it instanceof Unknown);
    if (unknown) return unknown;
    const invoke = (name: string, ...values: readonly Value[]) => {
      const callee = names.lookup(name);
      if (callee === undefined) throw new PyError("UndefinedError", `'${name}' is undefined`);
      return interpreter.call(callee, values, new Map());
    };
    return macro.run(given, { names, interpreter, caller, invoke });
  });
}

function arrange(macro: DbtMacro, positional: readonly Value[], keyword: ReadonlyMap<string, Value>) {
  const open = new Map(keyword);
  const caller = open.get("caller");
  open.delete("caller");
  const given = macro.parameters.map((parameter, at) => {
    const name = typeof parameter === "string" ? parameter : parameter[0];
    const value = at < positional.length ? positional[at] : open.get(name);
    if (at >= positional.length) open.delete(name);
    if (value !== undefined) return value;
    return typeof parameter === "string" ? new Undefined(`parameter '${name}' was not provided`) : parameter[1];
  });
  const [surplus] = open.keys();
  const called = `macro 'dbt_macro__${macro.name}'`;
  if (surplus !== undefined) throw new PyError("TypeError", `${called} takes no keyword argument '${surplus}'`);
  if (positional.length > macro.parameters.length)
    throw new PyError("TypeError", `${called} takes not more than ${macro.parameters.length} argument(s)`);
  return { given, caller };
}
