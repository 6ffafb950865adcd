import type { Plain } from "../base/plain.ts";
import type { PropertiesScope } from "./properties.ts";
import { renderWith, type YamlScope } from "./render-yaml.ts";
import type { Package, Target } from "./snapshot.ts";
import { lookUpVar } from "./vars.ts";
import { yamlGlobals } from "./yaml-globals.ts";

type Vars = { readonly [key: string]: Plain };
type Env = { readonly [name: string]: string };

/** profiles.yml and packages.yml: no target yet; only here may a secret be read (spec 6.3). */
export function profileScope(vars: Vars, env: Env): YamlScope {
  const lookUp = (name: string) => (Object.hasOwn(vars, name) ? vars[name] : undefined);
  return {
    render: renderWith(
      yamlGlobals({ env, lookUpVar: lookUp, target: undefined, projectName: undefined, secrets: "allowed" }),
    ),
  };
}

/** dbt_project.yml: its own `vars:` are not among the variables (spec 6.3). */
export function projectScope(vars: Vars, env: Env, target: Target | undefined): YamlScope {
  const lookUp = (name: string) => (Object.hasOwn(vars, name) ? vars[name] : undefined);
  return {
    render: renderWith(yamlGlobals({ env, lookUpVar: lookUp, target, projectName: undefined, secrets: "refused" })),
  };
}

/** Properties files, by package: with the vars of the root project and of their own package. */
export function propertiesScopes(
  vars: Vars,
  env: Env,
  target: Target,
  packages: readonly Package[],
): ReadonlyMap<string, PropertiesScope> {
  const root = packages[0];
  if (!root) return new Map();
  const scopeOf = (it: Package): PropertiesScope => {
    const seen = { commandLine: vars, root: root.vars, own: it.vars, packageName: it.name };
    const lookUp = (name: string) => lookUpVar(seen, name);
    const names = { env, lookUpVar: lookUp, target, projectName: root.name, secrets: "refused" } as const;
    return { package: it, root, target, render: renderWith(yamlGlobals(names)) };
  };
  return new Map(packages.map((it) => [it.name, scopeOf(it)]));
}
