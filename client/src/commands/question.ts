import type { World } from "../../../server/src/base/world.ts";
import type { RunPlan } from "../../../server/src/protocol/lsp.ts";

/** What is asked before a run that replaces a table, touches a protected target, or lacks its parents. */
export interface Question {
  readonly message: string;
  readonly detail: string;
  readonly accept: string;
  /** The button that rebuilds the incremental models downstream as well; null where there are none. */
  readonly acceptAll: string | null;
  /** A name that must be typed after accepting; null where a click is enough. */
  readonly typed: string | null;
  readonly withParents: boolean;
}

/** The question that a plan asks; null for a run that can do no harm. */
export function questionBefore(name: string, asked: World, plan: RunPlan): Question | null {
  const parents = plan.missingParents.length;
  if (!plan.replaces && !plan.isProtected && parents === 0) return null;
  const rebuilds = plan.world !== "incremental";
  const act = asked === "full-refresh" || plan.world === "full-refresh" ? "Full refresh" : "Run";
  const sentences = [
    ...(plan.replaces ? [replacement(plan), downstream(plan)] : []),
    ...(parents > 0 ? [`${plan.target} has not got ${list(plan.missingParents)}, which ${name} reads.`] : []),
    ...(plan.note !== null && !plan.replaces ? [plan.note] : []),
    ...(plan.isProtected ? [`${plan.target} is a protected target.`] : []),
  ];
  const build = `Build ${parents === 1 ? "1 parent" : `${parents} parents`} first`;
  return {
    message: `${act} ${name} on ${plan.target}?`,
    detail: sentences.filter((it) => it !== "").join("\n\n"),
    accept: parents > 0 ? build : act,
    acceptAll:
      act === "Full refresh" && plan.replaces && plan.downstreamIncremental.length > 0
        ? `${act} with downstream`
        : null,
    typed: plan.isProtected && rebuilds ? plan.target : null,
    withParents: parents > 0,
  };
}

function replacement({ world, why, relation, rows }: RunPlan): string {
  if (world === "unknown") {
    return `${relation} could not be looked at. If it exists, it may be dropped and built anew.`;
  }
  const size = rows === null ? "" : ` (${count(rows)} rows)`;
  const reason = why === null ? "" : ` ${REASONS[why]}`;
  return `It drops and rebuilds ${relation}${size}.${reason}`;
}

const REASONS: Readonly<Record<NonNullable<RunPlan["why"]>, string>> = {
  "target-missing": "There is no such table yet.",
  "target-is-view": "What stands there now is a view.",
  "no-table": "There is no such table yet.",
  "full-refresh-config": "The model sets full_refresh: true.",
  "full-refresh-forbidden": "The model sets full_refresh: false.",
};

function downstream({ downstreamIncremental: models }: RunPlan): string {
  if (models.length === 0) return "";
  const [subject, verb] =
    models.length === 1 ? ["1 incremental model", "keeps"] : [`${models.length} incremental models`, "keep"];
  return `${subject} downstream ${verb} rows of the old version: ${list(models)}.`;
}

const SHOWN = 8;

function list(names: readonly string[]): string {
  const more = names.length - SHOWN;
  return more > 0 ? `${names.slice(0, SHOWN).join(", ")} and ${more} more` : names.join(", ");
}

function count(rows: number): string {
  if (rows < 1_000_000) return rows.toLocaleString("en-US");
  return `${(rows / 1_000_000).toLocaleString("en-US", { maximumFractionDigits: 1 })} million`;
}
