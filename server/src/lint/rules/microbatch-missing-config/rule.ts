import { hasStrategyMacro, isUnknown } from "../../../analysis/strategy.ts";
import { timeColumns } from "../../../analysis/time-columns.ts";
import { WORLDS } from "../../../base/world.ts";
import type { Node } from "../../../project/snapshot.ts";
import { configKeyword } from "../../config-call.ts";
import { defineRule, type IncrementalContext, type Report } from "../../define-rule.ts";
import type { Fix } from "../../finding.ts";
import { addSettings, isComputed, setSetting, settingCause, settingPlace } from "../../settings.ts";
import { bad } from "./bad.ts";
import { good } from "./good.ts";

const SIZES: readonly string[] = ["hour", "day", "month", "year"];
const NEEDED = ["event_time", "begin", "batch_size"] as const;

export const microbatchMissingConfig = defineRule({
  name: "microbatch-missing-config",
  since: "0.1.0",
  severity: "error",
  looksAt: "incremental-model",
  worlds: ["incremental"],
  summary: "A microbatch model lacks `event_time`, `begin` or `batch_size`.",
  why: `
dbt cuts the time since \`begin\` into batches of \`batch_size\` and selects each by \`event_time\`. It refuses the whole
project when one of them is missing, or when \`batch_size\` is none of \`hour\`, \`day\`, \`month\` and \`year\`.
`,
  fix: "sometimes",
  bad,
  good,
  check(context) {
    const { node, report } = context;
    if (!isMicrobatch(context)) return;
    const missing = NEEDED.filter((it) => isMissing(node, it));
    if (missing.length > 0) report(missingReport(context, missing));
    const size = node.facts.config["batch_size"];
    if (isMissing(node, "batch_size") || isUnknown(node.facts.unknownConfig, "batch_size") || isGiven(context)) return;
    if (SIZES.includes(String(size))) return;
    report({
      at: settingPlace(context, ["batch_size", "incremental_strategy", "materialized"]),
      cause: settingCause(node, "batch_size"),
      worlds: WORLDS,
      message: `batch_size is ${String(size)}, and dbt cuts batches by hour, day, month or year only. It refuses the project.`,
      fixes: SIZES.map((it) => ({
        title: `Set batch_size='${it}'`,
        edits: [setSetting(context, "batch_size", `'${it}'`)],
      })),
    });
  },
});

/** A project's own macro may do without the settings, unless dbt is told to batch for it as well. */
function isMicrobatch({ subject: { environment }, node }: IncrementalContext): boolean {
  const { config, unknownConfig } = node.facts;
  if (config.incremental_strategy !== "microbatch" || isUnknown(unknownConfig, "incremental_strategy")) return false;
  const isBatched = environment.root.flags["require_batched_execution_for_custom_microbatch_strategy"] === true;
  return isBatched || !hasStrategyMacro("microbatch", environment.macros);
}

/** A value that isn't known is not missing. */
function isMissing({ facts }: Node, key: string): boolean {
  const value = facts.config[key];
  return (value === null || value === undefined || value === "") && !isUnknown(facts.unknownConfig, key);
}

function isGiven({ snapshot, node, template }: IncrementalContext): boolean {
  return isComputed(snapshot, node, template, "batch_size");
}

function missingReport(context: IncrementalContext, missing: readonly string[]): Report {
  const [last, ...others] = [...missing].reverse();
  const list = others.length > 0 ? `${others.reverse().join(", ")} and ${last}` : last;
  return {
    at: settingPlace(context, ["incremental_strategy", "materialized"]),
    cause: settingCause(context.node, "incremental_strategy"),
    worlds: WORLDS,
    message: `${context.node.name} is built in microbatches and sets no ${list}. dbt refuses the project.`,
    fixes: addFix(context, missing),
  };
}

/** `begin` is a placeholder; which column tells the time must be plain from the model's own. */
function addFix(context: IncrementalContext, missing: readonly string[]): readonly Fix[] {
  const [time] = timeColumns(context.subject);
  if (missing.some((it) => configKeyword(context.template, it)) || (missing.includes("event_time") && !time)) return [];
  const values: Readonly<Record<string, string>> = {
    event_time: `'${time}'`,
    begin: `'${new Date().getUTCFullYear()}-01-01'`,
    batch_size: "'day'",
  };
  const settings = missing.map((it) => `${it}=${values[it]}`);
  return [{ title: `Set ${settings.join(", ")}`, edits: [addSettings(context, settings)] }];
}
