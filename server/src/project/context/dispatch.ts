import { PyError, Unknown, type Value } from "../../jinja/values.ts";
import type { Environment } from "../snapshot.ts";

/** Adapters that take over another's macros where they have none of their own. */
const PARENTS: ReadonlyMap<string, string> = new Map([
  ["redshift", "postgres"],
  ["databricks", "spark"],
]);

/** The prefixes that `adapter.dispatch` tries, in order (spec 6.5). */
function dispatchPrefixes(adapter: string): readonly string[] {
  const parent = PARENTS.get(adapter);
  return [adapter, ...(parent ? [parent] : []), "default"];
}

interface Search {
  readonly environment: Environment;
  readonly name: string;
  readonly namespace: string | undefined;
  /** A macro by its full name, in one package or (undefined) as the node's template would find it. */
  find(name: string, packageName: string | undefined): Value | undefined;
}

/** What `adapter.dispatch(name, namespace)` answers: packages first, then prefixes; dbt's own error when nothing is found. */
export function dispatch({ environment, name, namespace, find }: Search): Value {
  if (name.includes(".")) throw dotted(name);
  const missing = environment.missingPackages.find((it) => it.name === namespace);
  const packages = searchOrder(environment, namespace);
  const tried: string[] = [];
  for (const packageName of packages)
    for (const prefix of dispatchPrefixes(environment.target.type)) {
      const wanted = `${prefix}__${name}`;
      const found = find(wanted, packageName);
      if (found !== undefined) return found;
      tried.push(packageName === undefined ? `'${wanted}'` : `'${packageName}.${wanted}'`);
    }
  if (missing) return new Unknown(notInstalled(missing.name));
  throw new PyError(
    "CompilationError",
    `In dispatch: No macro named '${name}' found within namespace: '${namespace ?? "None"}'\n    Searched for: ${tried.join(", ")}`,
  );
}

/** Why a macro of a package can't be evaluated. */
export function notInstalled(packageName: string): string {
  return `The package "${packageName}" is not installed: run \`dbt deps\`.`;
}

function searchOrder(environment: Environment, namespace: string | undefined): readonly (string | undefined)[] {
  if (namespace === undefined) return [undefined];
  const configured = environment.root.dispatch.find((it) => it.macroNamespace === namespace)?.searchOrder;
  if (configured && configured.length > 0) return configured;
  const isDependency = namespace === "dbt" || environment.packages.some((it) => it.name === namespace);
  return isDependency ? [...new Set([environment.root.name, namespace])] : [undefined];
}

function dotted(name: string): PyError {
  const [namespace = "", ...rest] = name.split(".");
  return new PyError(
    "CompilationError",
    `In adapter.dispatch, got a macro name of "${name}", but "." is not a valid macro name component. ` +
      `Did you mean \`adapter.dispatch("${rest.join(".")}", macro_namespace="${namespace}")\`?`,
  );
}
