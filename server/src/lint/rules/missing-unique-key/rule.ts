import { adapterFacts, adapterOf } from "../../../analysis/adapter.ts";
import { hasInputs, isAlwaysRebuilt, isEmptiedBefore, selectsNothing } from "../../../analysis/inputs.ts";
import { type KeyDemand, keyDemand } from "../../../analysis/key-demand.ts";
import { keyCandidates } from "../../../analysis/keys.ts";
import { type Strategy, strategyOf } from "../../../analysis/strategy.ts";
import { defineRule, type IncrementalContext } from "../../define-rule.ts";
import type { Fix, Severity } from "../../finding.ts";
import { columnsLiteral, setSetting, settingPlace } from "../../settings.ts";
import { bad } from "./bad.ts";
import { good } from "./good.ts";

export const missingUniqueKey = defineRule({
  name: "missing-unique-key",
  since: "0.1.0",
  severity: "warning",
  looksAt: "incremental-model",
  worlds: ["incremental"],
  summary: "The strategy matches rows by a key, and the model has none.",
  why: `
Without a \`unique_key\` there is nothing to match new rows with, so dbt inserts every selected row. A row that is
selected twice is stored twice, and a corrected row stands beside the one it should replace.

The finding is a warning where a run can select rows again (\`>=\`, a lookback, a window of the clock, no filter), and
an info where it can't: then the model appends, and \`incremental_strategy='append'\` says so. It is an error where the
adapter refuses to run: \`delete+insert\` on Databricks, \`microbatch\` on Postgres.
`,
  fix: "sometimes",
  bad,
  good,
  check(context) {
    const { subject, report } = context;
    const { node, environment } = subject;
    const strategy = strategyOf(node.facts, environment);
    const demand = keyDemand(subject, strategy);
    if (!demand || !hasInputs(subject) || selectsNothing(subject.worlds.incremental)) return;
    if (isAlwaysRebuilt(subject) || isEmptiedBefore(subject)) return;
    report({
      at: settingPlace(context, ["unique_key", "incremental_strategy", "materialized"]),
      message: `${sentence(strategy)} without a unique_key: ${consequence(demand)}`,
      severity: severities[demand],
      fixes: [...keyFixes(context), ...appendFix(context)],
    });
  },
});

const severities: Readonly<Record<KeyDemand, Severity>> = { refuses: "error", duplicates: "warning", appends: "info" };

function sentence({ name, explicit }: Strategy): string {
  if (name === "append" && !explicit) return "Incremental";
  return `${name[0]?.toUpperCase()}${name.slice(1)}`;
}

function consequence(demand: KeyDemand): string {
  switch (demand) {
    case "refuses":
      return "the adapter refuses the incremental run.";
    case "duplicates":
      return "every incremental run inserts all selected rows again.";
    case "appends":
      return "an incremental run only ever adds rows, and a corrected row stands beside its old version.";
  }
}

function keyFixes(context: IncrementalContext): readonly Fix[] {
  return keyCandidates(context.subject).map(({ columns, reason }) => {
    const value = columnsLiteral(columns);
    return { title: `Set unique_key=${value} (${reason})`, edits: [setSetting(context, "unique_key", value)] };
  });
}

function appendFix(context: IncrementalContext): readonly Fix[] {
  if (!adapterFacts(adapterOf(context.subject.environment))?.strategies.includes("append")) return [];
  const edits = [setSetting(context, "incremental_strategy", "'append'")];
  return [{ title: "Set incremental_strategy='append'", edits }];
}
