import { err, ok, type Result } from "../base/result.ts";
import { compilePhase } from "../compile/compile-phase.ts";
import { Dependencies } from "../compile/dependencies.ts";
import { takeNotes } from "../compile/notes-taken.ts";
import type { CompileOptions } from "../compile/options.ts";
import { pretenceOf } from "../compile/pretence.ts";
import { describeRef, unresolved } from "../compile/references.ts";
import { parseTemplate } from "../jinja/parser.ts";
import { render } from "../jinja/render.ts";
import { namesOf } from "../project/context/names.ts";
import { nodeRelation } from "../project/context/relation-of.ts";
import type { Phase } from "../project/context/scope.ts";
import { resolveRef } from "../project/resolve.ts";
import type { Node, ProjectSnapshot } from "../project/snapshot.ts";

/** A text of a node that is rendered when it runs: a hook. `ref()` may name any node, since no parser has looked for it. */
export function renderText(
  snapshot: ProjectSnapshot,
  node: Node,
  options: CompileOptions,
  text: string,
): Result<string, string> {
  const { environment } = snapshot;
  const pretence = pretenceOf("incremental", node, options);
  const dependencies = new Dependencies(snapshot, node);
  const ofModel = compilePhase({ snapshot, node, pretence, dependencies, ephemeral: () => undefined });
  const phase: Phase = {
    ...ofModel,
    ref(call) {
      const found = resolveRef(snapshot, node.packageName, call);
      if (found.kind !== "found") throw unresolved(node, describeRef(call), found.kind);
      const { relation, config } = found.node.facts;
      return nodeRelation(environment, { name: relation, config });
    },
  };
  const globals = namesOf({ environment, node, phase, notes: takeNotes() });
  const { text: sql, problems, unknowns } = render({ template: parseTemplate(text), path: node.path, globals });
  const [problem] = problems;
  if (problem) return err(problem.message);
  const [unknown] = unknowns;
  return unknown ? err(`${unknown.reason} Run it with dbt.`) : ok(sql);
}
