import { type AdapterFacts, adapterFacts, adapterOf } from "../../../analysis/adapter.ts";
import { hasStrategyMacro, isUnknown } from "../../../analysis/strategy.ts";
import { editDistance } from "../../../project/edit-distance.ts";
import { profileAdapters } from "../../../project/profile-targets.ts";
import { defineRule, type IncrementalContext } from "../../define-rule.ts";
import type { Fix } from "../../finding.ts";
import { isComputed, setSetting, settingCause, settingPlace } from "../../settings.ts";
import { bad } from "./bad.ts";
import { good } from "./good.ts";

export const invalidStrategyForAdapter = defineRule({
  name: "invalid-strategy-for-adapter",
  since: "0.1.0",
  severity: "error",
  looksAt: "incremental-model",
  worlds: ["incremental"],
  summary: "The adapter hasn't got the `incremental_strategy`.",
  why: `
dbt looks the strategy up only when there is a table to add to: the first run passes, in CI too, and every run after it
fails. A strategy of the project's own is a macro called \`get_incremental_<strategy>_sql\`.

Some strategies also ask for a \`file_format\`: a merge on Spark, \`replace_where\`, \`delete+insert\` and \`microbatch\` on
Databricks.
`,
  fix: "always",
  bad,
  good,
  check(context) {
    const { subject, node, snapshot, template, report } = context;
    const adapter = adapterOf(subject.environment);
    const facts = adapterFacts(adapter);
    const asked = node.facts.config.incremental_strategy;
    if (!facts || !asked || isUnknown(node.facts.unknownConfig, "incremental_strategy")) return;
    if (profileAdapters(snapshot).length > 1 || isComputed(snapshot, node, template, "incremental_strategy")) return;
    if (hasStrategyMacro(asked, subject.environment.macros)) return;
    const at = settingPlace(context, ["incremental_strategy", "materialized"]);
    const cause = settingCause(node, "incremental_strategy");
    if (!isTaken(asked, facts)) {
      const message = `dbt-${adapter} has no strategy ${asked}, and the project no macro for it. The first run passes, and every incremental run fails.`;
      report({ at, cause, message, fixes: strategyFixes(context, asked, facts) });
      return;
    }
    const formats = refusedFormat(context, asked, facts);
    if (!formats) return;
    const message = `dbt-${adapter} runs ${asked} only on ${formats.join(", ")} tables, and this is ${node.facts.config["file_format"] ?? "none of them"}. Every incremental run fails.`;
    report({ at, cause, message, fixes: formats.map((it) => formatFix(context, it)) });
  },
});

/** dbt's own macro for `delete+insert` is called `delete_insert`, so that name is taken as well. */
function isTaken(asked: string, { strategies }: AdapterFacts): boolean {
  return asked === "default" || strategies.includes(asked.replace("delete_insert", "delete+insert"));
}

/** The formats that the strategy asks for, where the model's is none of them; undefined where all is well, or not known. */
function refusedFormat(
  { snapshot, node, template }: IncrementalContext,
  asked: string,
  { formats, format }: AdapterFacts,
): readonly string[] | undefined {
  const wanted = formats[asked];
  if (!wanted || isUnknown(node.facts.unknownConfig, "file_format")) return undefined;
  if (isComputed(snapshot, node, template, "file_format")) return undefined;
  const given = node.facts.config["file_format"] ?? format;
  // Databricks calls an Iceberg table one of `table_format`.
  return typeof given !== "string" || wanted.includes(given.toLowerCase()) ? undefined : wanted;
}

/** What comes nearest in meaning to each strategy, where an adapter hasn't got it. */
const NEAREST: Readonly<Record<string, readonly string[]>> = {
  "delete+insert": ["merge", "insert_overwrite"],
  merge: ["delete+insert"],
  insert_overwrite: ["delete+insert", "merge"],
  replace_where: ["insert_overwrite", "delete+insert", "merge"],
  append: ["merge"],
};

function strategyFixes(context: IncrementalContext, asked: string, { strategies }: AdapterFacts): readonly Fix[] {
  const rank = (it: string) => {
    const near = NEAREST[asked]?.indexOf(it) ?? -1;
    const isSlip = editDistance(asked.toLowerCase(), it, 2) <= 2;
    return isSlip ? -1 : near >= 0 ? near : it === "microbatch" ? 9 : 5;
  };
  return [...strategies]
    .sort((a, b) => rank(a) - rank(b))
    .map((it) => ({
      title: `Set incremental_strategy='${it}'`,
      edits: [setSetting(context, "incremental_strategy", `'${it}'`)],
    }));
}

function formatFix(context: IncrementalContext, format: string): Fix {
  return { title: `Set file_format='${format}'`, edits: [setSetting(context, "file_format", `'${format}'`)] };
}
