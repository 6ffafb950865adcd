import { hasOtherColumns, isPseudoColumn, makesColumn, outputOf } from "../../../analysis/output.ts";
import { selfAggregatesOf } from "../../../analysis/self-aggregates.ts";
import { addColumnFix, columnMeant } from "../../add-column.ts";
import { defineRule } from "../../define-rule.ts";
import { placeOf } from "../../place.ts";
import { replaceFix } from "../../replace.ts";
import { bad } from "./bad.ts";
import { good } from "./good.ts";

export const watermarkColumnNotInOutput = defineRule({
  name: "watermark-column-not-in-output",
  since: "0.1.0",
  severity: "error",
  looksAt: "incremental-model",
  worlds: ["incremental"],
  summary: "The filter reads a column of `{{ this }}` that the model doesn't make.",
  why: `
The table has the columns that the model selects, by the names that it gives them. \`max(ts)\` over it, where the model
calls the column \`event_at\`, fails on the second run.

Or worse: in a subquery the database looks for the name in the query around it too. It finds the input's own \`ts\` there,
compares each row with itself, and the filter means nothing.
`,
  fix: "sometimes",
  bad,
  good,
  check(context) {
    const { subject, node, compiled, report } = context;
    if (hasOtherColumns(subject)) return;
    const columns = outputOf(subject, "incremental");
    if (!columns) return;
    for (const it of selfAggregatesOf(subject)) {
      const place = placeOf(compiled, it.columnSpan);
      if (!place || isPseudoColumn(it.column) || makesColumn(subject, it.column)) continue;
      const meant = columnMeant(subject, it.column, columns.names);
      report({
        ...place,
        message: `${it.function}(${it.column}) reads a column that ${node.name} doesn't have. The incremental run fails, or the name means a column of the query around it and the filter compares each row with itself.`,
        fixes: [
          ...(meant === undefined ? [] : replaceFix(context, it.columnSpan, meant, `Read ${it.function}(${meant})`)),
          ...addColumnFix(context, it.column),
        ],
      });
    }
  },
});
