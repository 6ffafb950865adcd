import { hasColumn } from "../../../analysis/columns.ts";
import { hasOtherColumns, isPseudoColumn, makesColumn, outputOf } from "../../../analysis/output.ts";
import { isUnknown, keyOf, type Strategy, strategyOf } from "../../../analysis/strategy.ts";
import type { Location } from "../../../base/location.ts";
import { addColumnFix, columnMeant } from "../../add-column.ts";
import { configKeyword } from "../../config-call.ts";
import { defineRule, type IncrementalContext } from "../../define-rule.ts";
import type { Fix } from "../../finding.ts";
import { settingPlace } from "../../settings.ts";
import { bad } from "./bad.ts";
import { good } from "./good.ts";

export const uniqueKeyNotInOutput = defineRule({
  name: "unique-key-not-in-output",
  since: "0.1.0",
  severity: "error",
  looksAt: "incremental-model",
  worlds: ["incremental"],
  summary: "A column of `unique_key` is not among the model's columns.",
  why: `
The run compares the key's columns in the new rows with those in the table. A column that the model doesn't select is in
neither, so the database refuses the statement. The first run passes, as it only creates the table: the error comes with
the second, often in production.

Names are compared without quotes and without regard to case. Where a star leads out of sight nothing is reported.
`,
  fix: "sometimes",
  bad,
  good,
  check(context) {
    const { subject, node, snapshot, report } = context;
    const { config, unknownConfig, configOrigins } = node.facts;
    const { type } = snapshot.environment.target;
    if (isUnknown(unknownConfig, "unique_key") || hasOtherColumns(subject)) return;
    if (!comparesKey(strategyOf(node.facts, snapshot.environment), type)) return;
    const columns = outputOf(subject, "incremental");
    if (!columns) return;
    for (const key of keyOf(config)) {
      const column = plainName(key);
      if (column === undefined || isPseudoColumn(column)) continue;
      if (hasColumn(columns, column) !== "no" || makesColumn(subject, column)) continue;
      const at = keyPlace(context, key);
      const origin = configOrigins.get("unique_key");
      report({
        at: at ?? settingPlace(context, ["unique_key"]),
        cause: origin && origin.path !== node.path ? origin : undefined,
        message: `unique_key names ${column}, which ${node.name} doesn't select. Every incremental run fails: the column is neither in the new rows nor in the table.`,
        fixes: [...replaceFixes(at, columnMeant(subject, column, columns.names)), ...addColumnFix(context, column)],
      });
    }
  },
});

/** Whether the statement of an incremental run mentions the key's columns. */
function comparesKey({ name }: Strategy, adapterType: string): boolean {
  if (name === "microbatch") return adapterType === "postgres" || adapterType === "clickhouse";
  return name === "merge" || name === "delete+insert" || name === "legacy";
}

/** The name of a key that is one column; anything else is an expression, which has names of its own. */
function plainName(key: string): string | undefined {
  return /^\s*(?:([A-Za-z_]\w*)|"([^"]+)"|`([^`]+)`)\s*$/
    .exec(key)
    ?.slice(1)
    .find((it) => it !== undefined);
}

/** Where the file's own `config()` writes the key, without its quotes. */
function keyPlace({ file, template }: IncrementalContext, key: string): Location | undefined {
  const value = configKeyword(template, "unique_key")?.value;
  const items = value?.kind === "list" || value?.kind === "tuple" ? value.items : value ? [value] : [];
  for (const item of items) {
    if (item.kind === "literal" && item.value === key && item.content) return { path: file.path, span: item.content };
  }
  return undefined;
}

function replaceFixes(at: Location | undefined, meant: string | undefined): readonly Fix[] {
  if (!at || meant === undefined) return [];
  return [{ title: `Use ${meant}`, edits: [{ at, text: meant }] }];
}
