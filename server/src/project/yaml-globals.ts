import type { Plain } from "../base/plain.ts";
import { fromPlain } from "../jinja/convert.ts";
import type { Globals } from "../jinja/interpreter.ts";
import { str } from "../jinja/text.ts";
import { NativeFunction, PyError, type Value } from "../jinja/values.ts";
import type { Target } from "./snapshot.ts";
import { publicTarget } from "./target-fields.ts";

/** What strings of a YAML file may ask for. */
export interface YamlNames {
  readonly env: { readonly [name: string]: string };
  /** Undefined when nobody sets the variable. */
  readonly lookUpVar: (name: string) => Plain | undefined;
  /** Undefined while the profile itself is read. */
  readonly target: Target | undefined;
  readonly projectName: string | undefined;
  /** Whether `env_var('DBT_ENV_SECRET…')` is allowed: in profiles.yml and packages.yml only. */
  readonly secrets: "allowed" | "refused";
}

const SECRET = "DBT_ENV_SECRET";

/** The names of dbt's YAML rendering (spec 6.3): `var`, `env_var`, `target`, `project_name`. */
export function yamlGlobals(names: YamlNames): Globals {
  const known = new Map<string, Value>([
    [
      "env_var",
      new NativeFunction("env_var", (given, named) =>
        envVar(names, argument("var", given[0] ?? named.get("var")), given[1] ?? named.get("default")),
      ),
    ],
    [
      "var",
      new NativeFunction("var", (given, named) =>
        // A default of none is a default.
        variable(
          names,
          argument("var", given[0] ?? named.get("name")),
          given.length > 1 ? given[1] : named.get("default"),
        ),
      ),
    ],
  ]);
  const { target, projectName } = names;
  return {
    lookup(name) {
      if (name === "target") return target && fromPlain(publicTarget(target));
      if (name === "project_name") return projectName;
      return known.get(name);
    },
  };
}

function argument(what: string, value: Value | undefined): string {
  if (value === undefined) throw new PyError("TypeError", `${what}() needs the name of what to look up`);
  return str(value);
}

function envVar(names: YamlNames, name: string, fallback: Value | undefined): Value {
  if (name.startsWith(SECRET) && names.secrets === "refused")
    throw new PyError(
      "CompilationError",
      `Secret env vars are allowed only in profiles.yml or packages.yml. Found '${name}' referenced elsewhere.`,
    );
  const value = Object.hasOwn(names.env, name) ? names.env[name] : undefined;
  if (value !== undefined) return value;
  if (fallback !== undefined && fallback !== null) return str(fallback);
  throw new PyError("EnvVarMissingError", `Env var required but not provided: '${name}'`);
}

function variable(names: YamlNames, name: string, fallback: Value | undefined): Value {
  const value = names.lookUpVar(name);
  if (value !== undefined) return fromPlain(value);
  if (fallback !== undefined) return fallback;
  throw new PyError("RequiredVarNotFoundError", `Required var '${name}' not found`);
}
