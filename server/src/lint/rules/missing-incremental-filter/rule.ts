import { conditionsOf } from "../../../analysis/conditions.ts";
import { isIdle } from "../../../analysis/idle-conditions.ts";
import {
  drivingInput,
  hasInputs,
  type Input,
  isAlwaysRebuilt,
  isEmptiedBefore,
  selectsNothing,
} from "../../../analysis/inputs.ts";
import { limitOf } from "../../../analysis/limits.ts";
import { isRunSnapshot } from "../../../analysis/run-date.ts";
import { isUnknown, type Strategy, strategyOf } from "../../../analysis/strategy.ts";
import { defineRule, type IncrementalContext } from "../../define-rule.ts";
import { watermarkFix } from "../../filter-fix.ts";
import type { Severity } from "../../finding.ts";
import { placeOf } from "../../place.ts";
import { isComputed, settingPlace } from "../../settings.ts";
import { bad } from "./bad.ts";
import { good } from "./good.ts";

export const missingIncrementalFilter = defineRule({
  name: "missing-incremental-filter",
  since: "0.1.0",
  severity: "warning",
  looksAt: "incremental-model",
  worlds: ["incremental"],
  summary: "The incremental run reads its whole input, every time.",
  why: `
An incremental model is worth its trouble only when a run reads less than everything. Without a filter each run scans
and merges the whole input; with \`append\` it stores the whole input once more.

It is an error with \`append\`, since every row is duplicated, and an info with \`insert_overwrite\`, and where
\`materialized\` is computed, so that the model may be a table after all.
`,
  fix: "sometimes",
  bad,
  good,
  check(context) {
    const { subject, template, snapshot, report } = context;
    const { node, environment } = subject;
    const strategy = strategyOf(node.facts, environment);
    const usual = severityOf(strategy);
    if (!usual || isUnknown(node.facts.unknownConfig, "materialized") || !hasInputs(subject)) return;
    if (limitOf(subject) !== "none" || isDeliberate(context)) return;

    const view = subject.worlds.incremental;
    const input = drivingInput(view, subject);
    const place = input && placeOf(view.compiled, input.item.span);
    report({
      at: place?.at ?? settingPlace(context, ["materialized"]),
      cause: place?.cause,
      message: `${finding(context, input)}: ${consequence(strategy)}`,
      severity: isComputed(snapshot, node, template, "materialized") ? "info" : usual,
      fixes: input ? watermarkFix(context, input) : [],
    });
  },
});

/** Every adapter's default but one reads and keeps everything, so a model that sets nothing is judged without a profile too. */
function severityOf({ name, explicit }: Strategy): Severity | undefined {
  switch (name) {
    case "append":
      return "error";
    case "insert_overwrite":
      return "info";
    case "microbatch":
    case "custom":
      return undefined;
    case "unknown":
      return explicit ? undefined : "warning";
    default:
      return "warning";
  }
}

function isDeliberate({ subject }: IncrementalContext): boolean {
  return (
    isAlwaysRebuilt(subject) ||
    isEmptiedBefore(subject) ||
    selectsNothing(subject.worlds.incremental) ||
    isRunSnapshot(subject)
  );
}

function consequence({ name }: Strategy): string {
  if (name === "append") return "each run inserts the whole table once more.";
  if (name === "insert_overwrite") return "each run reads and rewrites the whole table.";
  return "each run reads and merges the whole table.";
}

function finding(context: IncrementalContext, input: Input | undefined): string {
  const { worlds } = context.subject;
  const always = new Set(conditionsOf(worlds["full-refresh"].outline).map((it) => it.text));
  const idle = conditionsOf(worlds.incremental.outline).find((it) => isIdle(it) && !always.has(it.text));
  const name = inputName(context, input);
  if (!idle) return `No row of ${name} is filtered out in the incremental world`;
  const { start, end } = idle.span;
  const words = worlds.incremental.compiled.sql.slice(start, end).replace(/\s+/g, " ");
  return `\`${words}\` keeps the same rows of ${name} on every run`;
}

/** The node's own name; a file's or a function's text has none. */
function inputName({ subject: { node } }: IncrementalContext, input: Input | undefined): string {
  const identifier = input?.item.relation.at(-1)?.replace("__dbt__cte__", "");
  const [only, ...others] = [...node.facts.refs.map((it) => it.name), ...node.facts.sources.map((it) => it.table)];
  return identifier ?? (others.length === 0 && only !== undefined ? only : "its inputs");
}
