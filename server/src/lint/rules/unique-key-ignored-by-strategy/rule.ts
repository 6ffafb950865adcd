import { adapterFacts, adapterOf } from "../../../analysis/adapter.ts";
import { keyOf, type Strategy, strategyOf } from "../../../analysis/strategy.ts";
import { defineRule, type IncrementalContext } from "../../define-rule.ts";
import type { Fix, Severity } from "../../finding.ts";
import { columnsLiteral, isComputed, removeSetting, setSetting, settingCause, settingPlace } from "../../settings.ts";
import { bad } from "./bad.ts";
import { good } from "./good.ts";

export const uniqueKeyIgnoredByStrategy = defineRule({
  name: "unique-key-ignored-by-strategy",
  since: "0.1.0",
  severity: "warning",
  looksAt: "incremental-model",
  worlds: ["incremental"],
  summary: "A `unique_key` is set, and the strategy never reads it.",
  why: `
The key looks like a promise that no row is stored twice, and nothing keeps it: \`append\` inserts whatever is selected,
\`insert_overwrite\` replaces whole partitions and \`microbatch\` whole batches. Trino and Spark append by default and Athena
overwrites, so there a key without a strategy does nothing.

It is a warning with \`append\`, an info with \`insert_overwrite\` and \`microbatch\`, and an error with \`microbatch\` on
DuckDB, whose adapter refuses the two together.
`,
  fix: "sometimes",
  bad,
  good,
  check(context) {
    const { subject, node, snapshot, template, report } = context;
    const adapter = adapterOf(subject.environment);
    const strategy = strategyOf(node.facts, subject.environment);
    const key = keyOf(node.facts.config);
    const severity = severityOf(strategy, adapter);
    if (key.length === 0 || !severity || isComputed(snapshot, node, template, "incremental_strategy")) return;
    if (adapter === "clickhouse" && isReplacedByEngine(context, key)) return;
    report({
      at: settingPlace(context, ["unique_key", "incremental_strategy", "materialized"]),
      cause: settingCause(node, "unique_key"),
      message: messageOf(strategy, columnsLiteral(key), severity),
      severity,
      fixes: fixes(context, adapter),
    });
  },
});

function severityOf({ name }: Strategy, adapter: string | undefined): Severity | undefined {
  switch (name) {
    case "append":
      return "warning";
    case "insert_overwrite":
      return "info";
    case "microbatch":
      // Without a profile it may be one of the adapters that match a batch's rows by the key.
      if (adapter === undefined || adapter === "postgres" || adapter === "clickhouse") return undefined;
      return adapter === "duckdb" ? "error" : "info";
    default:
      return undefined;
  }
}

/** ClickHouse itself drops all but the newest of the rows that its sorting key calls the same. */
function isReplacedByEngine({ node }: IncrementalContext, key: readonly string[]): boolean {
  const { engine, order_by: order } = node.facts.config;
  if (typeof engine !== "string" || !/Replacing|Collapsing|Aggregating|Summing/i.test(engine)) return false;
  const sorted = new Set((JSON.stringify(order ?? "").match(/\w+/g) ?? []).map((it) => it.toLowerCase()));
  const columns = key.flatMap((it) => it.match(/\w+/g) ?? []);
  return columns.every((it) => sorted.has(it.toLowerCase()));
}

function messageOf({ name, explicit }: Strategy, key: string, severity: Severity): string {
  if (severity === "error") return `dbt-duckdb refuses microbatch with unique_key=${key}. Every incremental run fails.`;
  const who = explicit ? name : `${name}, the adapter's default,`;
  const effect = {
    append: "a row that is selected again is stored again",
    insert_overwrite: "an incremental run replaces whole partitions, and rows in others keep their duplicates",
    microbatch: "an incremental run replaces whole batches, and matches no rows",
  };
  const does = name === "append" || name === "insert_overwrite" ? effect[name] : effect.microbatch;
  return `unique_key=${key} has no effect, as ${who} never reads it: ${does}.`;
}

function fixes(context: IncrementalContext, adapter: string | undefined): readonly Fix[] {
  const matching = ["merge", "delete+insert"].filter((it) => adapterFacts(adapter)?.strategies.includes(it));
  const removal = removeSetting(context, "unique_key");
  return [
    ...matching.map((it) => ({
      title: `Set incremental_strategy='${it}'`,
      edits: [setSetting(context, "incremental_strategy", `'${it}'`)],
    })),
    ...(removal ? [{ title: "Remove unique_key", edits: [removal] }] : []),
  ];
}
