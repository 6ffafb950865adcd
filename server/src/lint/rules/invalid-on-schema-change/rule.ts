import { isUnknown } from "../../../analysis/strategy.ts";
import { WORLDS } from "../../../base/world.ts";
import { namesLike } from "../../../project/edit-distance.ts";
import type { Plain } from "../../../project/plain.ts";
import { defineRule, type IncrementalContext } from "../../define-rule.ts";
import type { Fix } from "../../finding.ts";
import { isComputed, setSetting, settingCause, settingPlace } from "../../settings.ts";
import { bad } from "./bad.ts";
import { good } from "./good.ts";

const VALUES: readonly string[] = ["ignore", "fail", "append_new_columns", "sync_all_columns"];
/** What dbt allows where a contract fixes the columns. */
const UNDER_CONTRACT: readonly string[] = ["append_new_columns", "fail"];

export const invalidOnSchemaChange = defineRule({
  name: "invalid-on-schema-change",
  since: "0.1.0",
  severity: "error",
  looksAt: "incremental-model",
  worlds: ["incremental"],
  summary: "The value of `on_schema_change` is not allowed here.",
  why: `
dbt takes a value that it doesn't know for \`ignore\` and says so in the log only: a new column is then never stored. That
is a warning.

An incremental model with an enforced contract must say \`append_new_columns\` or \`fail\`. With anything else, or nothing,
dbt refuses the whole project: an error.
`,
  fix: "always",
  bad,
  good,
  check(context) {
    const { node, snapshot, template, report } = context;
    const { config, unknownConfig } = node.facts;
    const value: unknown = config.on_schema_change;
    if (isUnknown(unknownConfig, "on_schema_change") || isComputed(snapshot, node, template, "on_schema_change"))
      return;
    const at = settingPlace(context, ["on_schema_change", "contract", "materialized"]);
    const cause = settingCause(node, "on_schema_change");
    if (isContracted(context)) {
      if (UNDER_CONTRACT.includes(String(value))) return;
      const says = node.facts.configOrigins.has("on_schema_change")
        ? `is ${String(value)}`
        : "is not set, which is ignore";
      report({
        at,
        cause: cause ?? settingCause(node, "contract"),
        worlds: WORLDS,
        message: `The contract is enforced, and on_schema_change ${says}. dbt refuses the project: it must be append_new_columns or fail.`,
        fixes: UNDER_CONTRACT.map((it) => setFix(context, it)),
      });
    } else if (!VALUES.includes(String(value))) {
      report({
        at,
        cause,
        severity: "warning",
        message: `dbt knows no on_schema_change '${String(value)}' and takes it for ignore. A column that the model gains is never stored by incremental runs.`,
        fixes: fixValues(String(value)).map((it) => setFix(context, it)),
      });
    }
  },
});

function isContracted({ node, snapshot, template }: IncrementalContext): boolean {
  const { config, unknownConfig } = node.facts;
  const contract: Plain | undefined = config["contract"];
  if (isUnknown(unknownConfig, "contract") || configIsTemplate()) return false;
  return typeof contract === "object" && contract !== null && "enforced" in contract && contract["enforced"] === true;

  function configIsTemplate(): boolean {
    const origin = node.facts.configOrigins.get("contract");
    return origin?.path !== node.path && isComputed(snapshot, node, template, "contract");
  }
}

/** The nearest one alone where a slip is plain, else all that there are. */
function fixValues(value: string): readonly string[] {
  const near = namesLike(value, VALUES, 1);
  return near.length > 0 ? near : VALUES;
}

function setFix(context: IncrementalContext, value: string): Fix {
  const edits = [setSetting(context, "on_schema_change", `'${value}'`)];
  return { title: `Set on_schema_change='${value}'`, edits };
}
