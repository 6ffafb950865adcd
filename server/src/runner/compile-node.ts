import { err, ok, type Result } from "../base/result.ts";
import { inRendered } from "../base/span.ts";
import type { World } from "../base/world.ts";
import { compile } from "../compile/compile.ts";
import type { Compiled } from "../compile/compiled.ts";
import type { CompileOptions } from "../compile/options.ts";
import { refusalOf } from "../compile/run-refusal.ts";
import { traceBack } from "../compile/source-map.ts";
import type { Catalog, Node, ProjectSnapshot } from "../project/snapshot.ts";
import type { FileRange } from "../protocol/events.ts";
import { commentsOf } from "./comments.ts";
import { rangeOf } from "./file-range.ts";
import type { NodePlan } from "./plan.ts";
import { type NodeProblem, type PreparedNode, prepareModel, prepareSeed } from "./prepare.ts";
import { renderHooks } from "./render-hooks.ts";

/**
 * Makes nodes ready to run: refuses what isn't supported, compiles a model against what the target really
 * holds at that moment, and renders its hooks. Nothing is sent before all of it went well.
 */
export function compileNode(
  snapshot: ProjectSnapshot,
  { asked, stamp }: { readonly asked: World; readonly stamp: string },
): (plan: NodePlan, catalog: Catalog) => Promise<Result<PreparedNode, NodeProblem>> {
  return async (plan, catalog) => {
    const { node } = plan;
    const refusal = refusalOf(snapshot, node, plan.branch.act);
    if (refusal !== null) return err({ message: refusal, at: null });
    if (node.resourceType === "seed") return prepareSeed(plan, snapshot.root, stamp);

    const options: CompileOptions = {
      relations: new Map([...catalog.relations].map(([key, it]) => [key, it.type])),
      fullRefresh: asked === "full-refresh",
    };
    const compiled = compile(snapshot, node, plan.branch.world, options);
    const problem = problemOf(snapshot, node, compiled);
    if (problem) return err(problem);
    const hooks = renderHooks(snapshot, node, options);
    if (!hooks.ok) return err(hooks.error);

    const { sql } = compiled;
    const locate = locatorOf(snapshot, node, compiled);
    const comments = commentsOf(snapshot, node);
    return ok(prepareModel(plan, { sql, hooks: hooks.value, comments, locate }, stamp));
  };
}

/** The way back from an offset of compiled SQL to the place in a file that stands for it; null where none does. */
export function locatorOf(
  snapshot: ProjectSnapshot,
  node: Node,
  { sql, segments }: Pick<Compiled, "sql" | "segments">,
): (offset: number) => FileRange | null {
  return (offset) => {
    const found = traceBack(segments, inRendered(offset, wordEnd(sql, offset)));
    return found ? rangeOf(snapshot, ownPlace(found, node)) : null;
  };
}

/** Why compiled SQL must not be sent: dbt would refuse the model, or a part of the text is a placeholder. */
function problemOf(snapshot: ProjectSnapshot, node: Node, { problems, unknowns }: Compiled): NodeProblem | undefined {
  const [problem] = problems;
  if (problem) return { message: problem.message, at: rangeOf(snapshot, problem.at) };
  const [unknown] = unknowns;
  if (!unknown) return undefined;
  return {
    message: `${node.name} is only partly known, so nothing of it was run: ${unknown.reason} Run it with dbt.`,
    at: rangeOf(snapshot, unknown.at),
  };
}

/** An error inside a macro's text is shown where the model calls the macro. */
function ownPlace({ at, frame }: NonNullable<ReturnType<typeof traceBack>>, node: Node) {
  if (at.path === node.path) return at;
  let outermost = frame;
  while (outermost?.caller) outermost = outermost.caller;
  return outermost?.site ?? at;
}

function wordEnd(sql: string, offset: number): number {
  const word = /^"(?:[^"]|"")*"|^[\w$.]+/u.exec(sql.slice(offset, offset + 200));
  return offset + (word?.[0].length ?? 1);
}
