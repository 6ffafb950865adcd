import { isAlwaysRebuilt, isEmptiedBefore } from "../../../analysis/inputs.ts";
import { knowsRows } from "../../../analysis/known-rows.ts";
import { strategyOf } from "../../../analysis/strategy.ts";
import { unfilteredBranches } from "../../../analysis/union-branches.ts";
import { copyFilterFix } from "../../copy-filter.ts";
import { defineRule } from "../../define-rule.ts";
import { placeOf } from "../../place.ts";
import { bad } from "./bad.ts";
import { good } from "./good.ts";

export const unionBranchNotFiltered = defineRule({
  name: "union-branch-not-filtered",
  since: "0.1.0",
  severity: "warning",
  looksAt: "incremental-model",
  worlds: ["incremental"],
  summary: "One branch of a union is filtered in the incremental world, another isn't.",
  why: `
Each branch of a union reads for itself, and so does its filter. A branch that was added later and got none is read and
merged whole on every run; with \`append\` its rows are stored again each time.

A branch counts as filtered when anything in it, or in what it reads, limits it: a condition of \`is_incremental()\`, a
join with rows that are limited, the clock, a variable. So does a filter behind the union.
`,
  fix: "sometimes",
  bad,
  good,
  check(context) {
    const { subject, node, snapshot, compiled, report } = context;
    const { incremental, "full-refresh": full } = subject.worlds;
    const { name } = strategyOf(node.facts, snapshot.environment);
    if (name === "microbatch" || isAlwaysRebuilt(subject) || isEmptiedBefore(subject)) return;
    if (!knowsRows(incremental) || !knowsRows(full)) return;
    for (const branch of unfilteredBranches(subject)) {
      const { open, filtered } = branch.names;
      const place = placeOf(compiled, branch.item.span);
      if (!place) continue;
      report({
        ...place,
        message: `The branch of ${filtered} is filtered, and that of ${open} isn't. Each incremental run reads the whole of ${open}${name === "append" ? ", and stores all of it again" : ""}.`,
        fixes: copyFilterFix(context, branch),
      });
    }
  },
});
