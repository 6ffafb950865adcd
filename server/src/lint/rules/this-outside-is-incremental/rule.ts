import { conditionsOf } from "../../../analysis/conditions.ts";
import type { WorldView } from "../../../analysis/subject.ts";
import { inSource, overlaps, type RenderedSpan } from "../../../base/span.ts";
import { defineRule, type IncrementalContext } from "../../define-rule.ts";
import { indentAt } from "../../filter-fix.ts";
import type { Edit, Fix } from "../../finding.ts";
import { insertionPoint } from "../../place.ts";
import { bad } from "./bad.ts";
import { good } from "./good.ts";

export const thisOutsideIsIncremental = defineRule({
  name: "this-outside-is-incremental",
  since: "0.1.0",
  severity: "error",
  looksAt: "incremental-model",
  worlds: ["full-refresh"],
  summary: "`{{ this }}` is queried outside `is_incremental()`.",
  why: `
On the first run the target table does not exist, and on a full refresh it is about to be replaced. A query that reads
it there fails in production and in CI, after passing on a machine where the table was already built.

\`{% else %}\` and \`not is_incremental()\` are no guards: they are just the runs without a table.
`,
  fix: "sometimes",
  bad,
  good,
  check({ compiled, subject, node, report, ...context }) {
    // A template that asks for the relation first guards itself; and a test of the macro's name is that rule's cause.
    if (compiled.reads.has("relation") || compiled.incrementalNames.length > 0) return;
    const view = subject.worlds["full-refresh"];
    for (const use of compiled.thisUses) {
      if (use.rendered && !isQueried(view, use.rendered)) continue;
      report({
        at: use.at,
        cause: use.causes.at(-1),
        message: `${node.name} reads its own table outside is_incremental(). The first run fails, as the table doesn't exist yet.`,
        fixes:
          use.rendered && use.causes.length === 0
            ? wrapFix({ compiled, subject, node, report, ...context }, use.rendered)
            : [],
      });
    }
  },
});

/** A name in a comment or in a string asks nothing of the database. */
function isQueried({ outline }: WorldView, rendered: RenderedSpan): boolean {
  return outline.tokens.some((it) => it.kind !== "string" && overlaps(it, rendered));
}

/** Puts the WHERE that reads the table into the guard, when it is all that the WHERE does. */
function wrapFix({ compiled, subject, file }: IncrementalContext, rendered: RenderedSpan): readonly Fix[] {
  const { outline } = subject.worlds["full-refresh"];
  const condition = conditionsOf(outline).find((it) => it.clause === "where" && overlaps(it.span, rendered));
  const where = condition?.select.clauses.find((it) => it.kind === "where");
  const count = conditionsOf(outline).filter((it) => it.clause === "where" && it.select === condition?.select).length;
  if (!where || count !== 1) return [];
  // Behind the keyword's first letter there is text of the user's own for certain.
  const first = insertionPoint(compiled, file.path, where.span.start + 1);
  const end = insertionPoint(compiled, file.path, where.span.end);
  if (first === undefined || end === undefined) return [];
  const start = first - 1;
  const line = `\n${indentAt(file.text, start)}`;
  const insert = (at: number, text: string): Edit => ({ at: { path: file.path, span: inSource(at, at) }, text });
  const edits = [insert(start, `{% if is_incremental() %}${line}`), insert(end, `${line}{% endif %}`)];
  return [{ title: "Wrap the filter in is_incremental()", edits }];
}
