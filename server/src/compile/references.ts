import { PyError } from "../jinja/values.ts";
import type { Node, RefCall, SourceCall } from "../project/snapshot.ts";

/** dbt's words for a `ref` or `source` that leads nowhere, or to what is switched off (spec 6.6). */
export function unresolved(node: Node, what: string, why: "missing" | "disabled"): PyError {
  const kind = node.resourceType.charAt(0).toUpperCase() + node.resourceType.slice(1);
  const reason = why === "missing" ? "was not found" : "is disabled";
  return new PyError(
    "CompilationError",
    `${kind} '${node.uniqueId}' (${node.path}) depends on ${what} which ${reason}`,
  );
}

/** A `ref` as dbt names it in errors. */
export function describeRef({ name, packageName, version }: RefCall): string {
  const inPackage = packageName === undefined ? "" : ` in package or project '${packageName}'`;
  return `a node named '${name}'${version === undefined ? "" : ` with version '${version}'`}${inPackage}`;
}

/** A `source` as dbt names it in errors. */
export function describeSource({ source, table }: SourceCall): string {
  return `a source named '${source}.${table}'`;
}

/** dbt's error for a `ref` that its parser has not seen, since it stands in a branch that only runs later (spec 1.4). */
export function notInferred(node: Node, { name, packageName }: RefCall): PyError {
  const call = packageName === undefined ? `ref('${name}')` : `ref('${packageName}', '${name}')`;
  return new PyError(
    "CompilationError",
    `dbt was unable to infer all dependencies for the model "${node.name}".\n` +
      "This typically happens when ref() is placed within a conditional block.\n\n" +
      `To fix this, add the following hint to the top of the model "${node.name}":\n\n-- depends_on: {{ ${call} }}`,
  );
}
