import { type HostObject, Namespaced, Unknown, type Value } from "../../jinja/values.ts";
import type { Environment, MacroDefinition } from "../snapshot.ts";
import { contextNames } from "./context-names.ts";
import { dbtMacros } from "./dbt-macros/index.ts";
import { dispatch, notInstalled } from "./dispatch.ts";
import { dbtMacro, projectMacro } from "./macro-value.ts";
import type { Names, Scope } from "./scope.ts";
import { isUnmodelled } from "./unmodelled.ts";

/**
 * The names of one render, each made when first asked for.
 *
 * Macros come before everything else, so a project's own `ref` or `is_incremental` wins: those of the
 * node's package, then the root project's, then packages as namespaces, then dbt's (spec 6.5, 7.1).
 */
export function namesOf(scope: Scope): Names {
  const { environment, node } = scope;
  const known = new Map<string, Value | undefined>();
  const made = new Map<MacroDefinition, HostObject>();

  const macroOf = (definition: MacroDefinition | undefined): Value | undefined => {
    if (!definition) return undefined;
    let value = made.get(definition);
    if (!value) {
      value = projectMacro(definition, names);
      made.set(definition, value);
    }
    return value;
  };
  const ofDbt = (name: string): Value | undefined => {
    const macro = dbtMacros.get(name);
    if (macro) return dbtMacro(macro, names);
    return isUnmodelled(name) ? new Unknown(`dbt's own macro \`${name}\` is not evaluated here.`) : undefined;
  };
  const ofPackage = (name: string): Value | undefined => {
    if (environment.macros.packages.includes(name) || environment.packages.some((it) => it.name === name)) {
      const macros = environment.macros.in(name);
      return new Namespaced("dict", (macro) => macroOf(macros.get(macro)));
    }
    if (name === "dbt") return new Namespaced("dict", ofDbt);
    return mayBeMissing(name, environment) ? new Unknown(notInstalled(name)) : undefined;
  };
  const find = (name: string): Value | undefined =>
    macroOf(environment.macros.resolve(name, node.packageName)) ??
    ofPackage(name) ??
    ofDbt(name) ??
    contextNames.get(name)?.(names);

  const names: Names = {
    scope,
    results: new Map(),
    lookup(name) {
      if (known.has(name)) return known.get(name);
      const value = find(name);
      known.set(name, value);
      return value;
    },
    dispatch: (name, namespace) =>
      dispatch({
        environment,
        name,
        namespace,
        find(macro, packageName) {
          if (packageName === "dbt") return ofDbt(macro);
          if (packageName !== undefined) return macroOf(environment.macros.in(packageName).get(macro));
          return macroOf(environment.macros.resolve(macro, node.packageName)) ?? ofDbt(macro);
        },
      }),
  };
  return names;
}

/** A package that isn't installed brings others along that only it knows of. */
function mayBeMissing(name: string, { missingPackages }: Environment): boolean {
  if (missingPackages.length === 0) return false;
  // A package of another folder may be called anything.
  return missingPackages.some((it) => it.name === name || /^\W*$/.test(it.name)) || /^dbt_|_utils$/.test(name);
}
