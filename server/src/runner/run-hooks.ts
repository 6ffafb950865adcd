import { err, ok, type Result } from "../base/result.ts";
import { merged } from "../project/node-config.ts";
import type { Node, ProjectSnapshot } from "../project/snapshot.ts";
import { renderText } from "./render-text.ts";

/** A hook of a whole run, ready to be sent. */
export interface RunHook {
  /** As in dbt's manifest: `operation.shop.shop-on-run-start-0`. */
  readonly uniqueId: string;
  readonly sql: string;
}

export interface RunHooks {
  readonly start: readonly RunHook[];
  readonly end: readonly RunHook[];
}

/**
 * The `on-run-start` and `on-run-end` hooks of the project and its packages, packages last.
 *
 * All are rendered before anything runs: a hook that needs what only dbt has (`results`, a query's
 * answer) refuses the run as a whole.
 */
export function runHooks(snapshot: ProjectSnapshot): Result<RunHooks, string> {
  const start = hooksOf(snapshot, "start");
  if (!start.ok) return start;
  const end = hooksOf(snapshot, "end");
  return end.ok ? ok({ start: start.value, end: end.value }) : end;
}

function hooksOf(snapshot: ProjectSnapshot, when: "start" | "end"): Result<readonly RunHook[], string> {
  const hooks: RunHook[] = [];
  for (const it of snapshot.environment.packages) {
    for (const [index, text] of it.runHooks[when].entries()) {
      const node = operation(snapshot, {
        packageName: it.name,
        path: it.file,
        name: `${it.name}-on-run-${when}-${index}`,
      });
      const rendered = renderText(snapshot, node, {}, text);
      if (!rendered.ok) return err(`The on-run-${when} hook of ${it.name} can't be run here: ${rendered.error}`);
      if (rendered.value.trim() !== "") hooks.push({ uniqueId: node.uniqueId, sql: rendered.value });
    }
  }
  return ok(hooks);
}

/** A hook is a node of its own, which is nothing that could be incremental. */
function operation(
  { environment }: ProjectSnapshot,
  { packageName, path, name }: Pick<Node, "packageName" | "path" | "name">,
): Node {
  const { database, schema } = environment.target;
  return {
    uniqueId: `operation.${packageName}.${name}`,
    resourceType: "model",
    packageName,
    name,
    path,
    fqn: [packageName, "hooks", name],
    file: undefined,
    facts: {
      config: { ...merged("model", []).config, materialized: "operation" },
      configOrigins: new Map(),
      unknownConfig: new Set(),
      relation: { database, schema, identifier: name },
      refs: [],
      sources: [],
      macros: [],
      columns: [],
      tests: [],
      problems: [],
    },
  };
}
