import { isPlainMap } from "../../base/plain.ts";
import { bind } from "../../jinja/arguments.ts";
import { fromPlain } from "../../jinja/convert.ts";
import { str } from "../../jinja/text.ts";
import { HostObject, type NativeCall, type NativeFunction, PyError, type Value } from "../../jinja/values.ts";
import type { Plain } from "../plain.ts";
import type { Environment } from "../snapshot.ts";
import { lookUpVar, type VarScope } from "../vars.ts";
import { native } from "./native.ts";
import type { Scope } from "./scope.ts";

/** `var(name, default)`, with `var.has_var(name)`. While parsing, a variable that nobody set is none (spec 6.3). */
export class Var extends HostObject {
  readonly typeName = "Var";
  readonly #scope: Scope;
  constructor(scope: Scope) {
    super();
    this.#scope = scope;
  }
  override readonly call: NativeCall = (positional, keyword, interpreter) => {
    const [name, fallback] = bind("var", ["var_name", "default"], positional, keyword, 1);
    const { environment, node, notes, phase } = this.#scope;
    notes.read("var");
    const wanted = str(name ?? null);
    const found = variable(environment, node.packageName, wanted);
    // A text that is set may be a template itself; the default that a call gives is taken as it stands.
    if (typeof found === "string" && mayBeTemplate.test(found)) return interpreter.render(found);
    if (found !== undefined) return fromPlain(found);
    if (fallback !== undefined) return fallback;
    if (!phase.execute) return null;
    const supplied = JSON.stringify(variables(environment, node.packageName), printable, 4);
    throw new PyError(
      "RequiredVarNotFoundError",
      `Required var '${wanted}' not found in config:\nVars supplied to ${node.name} = ${supplied}`,
    );
  };
  override attribute(name: string): Value | undefined {
    if (name !== "has_var") return undefined;
    return native(
      name,
      ["var_name"],
      ([it]) => {
        const { environment, node, notes } = this.#scope;
        notes.read("var");
        return variable(environment, node.packageName, str(it ?? null)) !== undefined;
      },
      1,
    );
  }
}

const mayBeTemplate = /\{[{%#]/;

/** What `var(name)` is in a file of that package; undefined when nobody sets it. */
export function variable(environment: Environment, packageName: string, name: string): Plain | undefined {
  return lookUpVar(varScope(environment, packageName), name);
}

function varScope(environment: Environment, packageName: string): VarScope {
  const own = environment.packages.find((it) => it.name === packageName) ?? environment.root;
  return { commandLine: environment.commandLineVars, root: environment.root.vars, own: own.vars, packageName };
}

/** All of them, for the message that says which there are. */
function variables(environment: Environment, packageName: string): { readonly [key: string]: Plain } {
  const { own, root, commandLine } = varScope(environment, packageName);
  const block = root[packageName];
  return { ...own, ...root, ...(isPlainMap(block) ? block : {}), ...commandLine };
}

function printable(_key: string, value: unknown): unknown {
  return typeof value === "bigint" ? String(value) : value;
}

const SECRET = "DBT_ENV_SECRET";

/** `env_var(name, default)`: always text; secrets are for profiles only (spec 6.3). */
export function envVar({ environment, notes }: Scope): NativeFunction {
  return native(
    "env_var",
    ["var", "default"],
    ([variableName, fallback]) => {
      notes.read("env_var");
      const name = str(variableName ?? null);
      if (name.startsWith(SECRET))
        throw new PyError(
          "ParsingError",
          `Secret env vars are allowed only in profiles.yml or packages.yml. Found '${name}' referenced elsewhere.`,
        );
      const value = Object.hasOwn(environment.env, name) ? environment.env[name] : undefined;
      if (value !== undefined) return value;
      if (fallback !== undefined && fallback !== null) return fallback;
      throw new PyError("EnvVarMissingError", `Env var required but not provided: '${name}'`);
    },
    1,
  );
}
