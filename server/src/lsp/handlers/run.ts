import type { LspRequests, RunResult } from "../../protocol/lsp.ts";
import type { SlowHandler } from "../dispatch.ts";
import { contextOf, type FileContext, type Session } from "../session.ts";
import { planOf } from "./plan.ts";

type Run = LspRequests["highwater/run"];

const refused = (name: string, message: string): RunResult => ({
  outcome: { status: "error", world: null, why: null, rows: null, ms: 0, message, at: null },
  runId: "",
  name,
});

export const onRun: SlowHandler<Session, Run["params"], Run["result"]> = {
  method: "highwater/run",
  empty: refused("", "The run failed inside the language server. The log says why."),
  async answer(session, { uri, world, withParents, withDownstream }, token) {
    const context = await contextOf(session, uri);
    if (!context) return refused("", "This file is no model of a dbt project.");
    const run = runOf(context, { world, withParents: withParents === true, withDownstream: withDownstream === true });
    token.onCancellationRequested(() => cancelOf(context));
    return run;
  },
};

interface RunChoice {
  readonly world: Run["params"]["world"];
  readonly withParents: boolean;
  readonly withDownstream: boolean;
}

/** Runs the model of a file, unless something stands in the way. Whether it may replace a table was asked before. */
export async function runOf(
  context: FileContext,
  { world, withParents, withDownstream }: RunChoice,
): Promise<RunResult> {
  const { session, project, snapshot, path, uri } = context;
  const plan = planOf(context, world);
  const node = snapshot.nodes.at(path);
  if (plan.refusal !== null || !node) return refused(node?.name ?? "", plan.refusal ?? "This file is no model.");
  const parents = withParents ? plan.missingParents : [];
  if (!withDownstream) return session.runs.run({ project, node, uri, world, others: parents });
  // What lies below is built anew as well, whatever made the model's own run a full refresh.
  const others = [...parents, ...plan.downstream];
  return session.runs.run({ project, node, uri, world: "full-refresh", others });
}

/** Stops the run in flight of the model of a file. */
export function cancelOf({ session, project, snapshot, path }: FileContext): void {
  const node = snapshot.nodes.at(path);
  if (node) session.runs.cancel(project, node.uniqueId);
}
