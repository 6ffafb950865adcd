import type { World } from "../../base/world.ts";
import { runPlan } from "../../features/run-plan.ts";
import type { LspRequests, RunPlan } from "../../protocol/lsp.ts";
import type { SlowHandler } from "../dispatch.ts";
import { contextOf, type FileContext, type Session } from "../session.ts";

type Plan = LspRequests["highwater/plan"];

const NO_MODEL: RunPlan = {
  refusal: "This file is no model of a dbt project.",
  world: "unknown",
  why: null,
  target: "",
  isProtected: false,
  relation: "",
  rows: null,
  replaces: false,
  downstreamIncremental: [],
  downstream: [],
  missingParents: [],
  wantsDbt: false,
  note: null,
  terminal: "",
};

/** The target is looked at first: what is asked must be about what is there now. */
export const onPlan: SlowHandler<Session, Plan["params"], Plan["result"]> = {
  method: "highwater/plan",
  empty: NO_MODEL,
  async answer(session, { uri, world }) {
    const context = await freshContextOf(session, uri);
    return context ? planOf(context, world) : NO_MODEL;
  },
};

/** Longer than this a question doesn't wait: a run in flight may hold the runner up. What is not known then is asked about as such. */
const LOOK_MS = 2_000;

/** The context of a file after its project's target was looked at. */
export async function freshContextOf(session: Session, uri: string): Promise<FileContext | undefined> {
  const context = await contextOf(session, uri);
  if (!context) return undefined;
  const enough = new Promise<void>((resolve) => setTimeout(resolve, LOOK_MS));
  await Promise.race([session.look(context.project), enough]);
  return contextOf(session, uri);
}

/** The plan of a run as the session stands: trust and protected targets included. */
export function planOf({ session, project, snapshot, path }: FileContext, world: World): RunPlan {
  const { protectedTargets, target, profilesDir, vars, runnerEngine, dbtPath } = project.settings;
  const flag = (name: string, value: string | null) => (value === null ? "" : ` --${name} ${quoted(value)}`);
  const engine = runnerEngine === "auto" ? "" : flag("engine", runnerEngine);
  const flags =
    engine +
    flag("dbt-path", dbtPath) +
    flag("target", target) +
    flag("profiles-dir", profilesDir) +
    flag("vars", vars);
  const { trusted } = session.trust;
  return runPlan(snapshot, { path, world }, { trusted, protectedTargets, flags, engine: session.engine(project) });
}

const quoted = (text: string) => (/^[\w./@:+-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`);
