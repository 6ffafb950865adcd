import { outputOf, outputRoots } from "../../../analysis/output.ts";
import type { Roots } from "../../../analysis/scope.ts";
import { type Mismatch, mismatchesOf } from "../../../analysis/watermark-match.ts";
import { defineRule, type IncrementalContext } from "../../define-rule.ts";
import type { Fix } from "../../finding.ts";
import { placeOf } from "../../place.ts";
import { replaceFix } from "../../replace.ts";
import { bad } from "./bad.ts";
import { good } from "./good.ts";

export const watermarkColumnMismatch = defineRule({
  name: "watermark-column-mismatch",
  since: "0.1.0",
  severity: "warning",
  looksAt: "incremental-model",
  worlds: ["incremental"],
  summary: "The filter compares a column with the maximum of another quantity.",
  why: `
A watermark works when both sides mean the same: the newest \`updated_at\` that is stored, and the rows that are newer by
\`updated_at\`. Compared with another column, a business date with the time of loading for one, rows that come between the
two are never read, or the same rows are read on every run.

A column counts as the same when it is an alias, a cast, a truncation or an aggregate of the other, followed through CTEs
and models. What can't be followed is not reported.
`,
  fix: "sometimes",
  bad,
  good,
  check(context) {
    for (const mismatch of mismatchesOf(context.subject)) {
      const { aggregate, column, isClock } = mismatch;
      const place = placeOf(context.compiled, aggregate.columnSpan);
      if (!place) continue;
      const what = isClock ? "the time of the run that stored a row" : `not made from ${column}`;
      context.report({
        ...place,
        message: `${column} is compared with ${aggregate.function}(${aggregate.column}), which is ${what}. Incremental runs leave out rows, or read them again, where the two differ.`,
        fixes: fixesOf(context, mismatch),
      });
    }
  },
});

/** The column that the model makes of what the row is filtered by. */
function fixesOf(context: IncrementalContext, { aggregate, roots }: Mismatch): readonly Fix[] {
  const { subject } = context;
  const names = outputOf(subject, "incremental")?.names ?? [];
  const output = names.find((it) => isEqual(outputRoots(subject, it), roots.row));
  if (output === undefined) return [];
  const title = `Read ${aggregate.function}(${output})`;
  return replaceFix(context, aggregate.columnSpan, output, title);
}

function isEqual(a: Roots | undefined, b: Roots): boolean {
  return a !== undefined && a.size === b.size && [...a].every((it) => b.has(it));
}
