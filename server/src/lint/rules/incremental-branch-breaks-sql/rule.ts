import { spanOf } from "../../../analysis/conditions.ts";
import { knowsStructureAt } from "../../../analysis/known-rows.ts";
import type { WorldView } from "../../../analysis/subject.ts";
import { isOneDialect } from "../../../analysis/surely-read.ts";
import type { Location } from "../../../base/location.ts";
import type { World } from "../../../base/world.ts";
import { type Fault, faultsOf } from "../../../sql/faults.ts";
import { type BrokenWorld, faultFixes } from "../../branch-fixes.ts";
import { defineRule, type IncrementalContext } from "../../define-rule.ts";
import { placeOf } from "../../place.ts";
import { bad } from "./bad.ts";
import { good } from "./good.ts";

export const incrementalBranchBreaksSql = defineRule({
  name: "incremental-branch-breaks-sql",
  since: "0.1.0",
  severity: "error",
  looksAt: "incremental-model",
  worlds: ["incremental", "full-refresh"],
  summary: "The SQL is whole in one world only.",
  why: `
What stands in \`{% if is_incremental() %}\` is there in one world and missing in the other, and the SQL must be whole in
both. A keyword on the wrong side of the block leaves an \`and\` without a \`where\`, two \`where\`s, or a \`where\` without a
condition. Such a model works until the other world's turn comes: the second run, or the next full refresh.

Only what every database refuses is reported, and only where the other world has no such fault. It is an info where a
comment beside it says that it is meant to fail.
`,
  fix: "sometimes",
  bad,
  good,
  check(context) {
    const { subject, world } = context;
    const other: World = world === "incremental" ? "full-refresh" : "incremental";
    const [broken, whole] = [subject.worlds[world], subject.worlds[other]];
    if (!isGuarded(broken) || !isOneDialect(broken.compiled.sql, context.snapshot.environment)) return;
    if (broken.compiled.sql === whole.compiled.sql) return;
    const [fault] = faultsOf(broken.outline);
    if (
      !fault ||
      !knowsStructureAt(broken, spanOf(broken.outline, fault.at)) ||
      whole.outline.tokens.length === 0 ||
      faultsOf(whole.outline).length > 0
    )
      return;
    reportFault(context, fault, { broken, whole });
  },
});

/** Without an `is_incremental()` the worlds differ by something else, and what that is nobody here can say. */
function isGuarded({ compiled }: WorldView): boolean {
  return compiled.incrementalChecks.length > 0;
}

function reportFault(context: IncrementalContext, fault: Fault, worlds: BrokenWorld): void {
  const { outline } = worlds.broken;
  const span = spanOf(outline, fault.at);
  const place = placeOf(context.compiled, span);
  if (!place) return;
  const text = outline.sql.slice(span.start, span.end).replace(/\s+/g, " ");
  const isMeant = isDeliberate(context, place.cause ?? place.at);
  context.report({
    ...place,
    message: `${sentences[fault.kind](text, context.world)} ${outcomes[context.world]}`,
    ...(isMeant && { severity: "info" }),
    fixes: faultFixes(context, fault, worlds),
  });
}

const sentences: Readonly<Record<Fault["kind"], (text: string, world: World) => string>> = {
  "second where": (text, world) => `This ${text} is the second one of its select in the ${world} world.`,
  "late where": (text, world) => `This ${text} stands behind a clause that must follow it in the ${world} world.`,
  "condition without where": (text, world) => `No where stands before this ${text} in the ${world} world.`,
  "nothing behind": (text, world) => `Nothing stands behind this ${text} in the ${world} world.`,
  "nothing before": (text, world) => `Nothing stands before this ${text} in the ${world} world.`,
  "missing comma": (text, world) => `A comma is missing before ${text} in the ${world} world.`,
  "extra comma": (_, world) => `This comma is one too many in the ${world} world.`,
  "missing set operation": (_, world) => `This select follows another without a union in the ${world} world.`,
  "no query": (text, world) => `No select stands behind the CTE ${text} in the ${world} world.`,
  "unclosed bracket": (_, world) => `This bracket is never closed in the ${world} world.`,
  "extra bracket": (_, world) => `This bracket closes nothing in the ${world} world.`,
};

const outcomes: Readonly<Record<World, string>> = {
  incremental: "Every incremental run fails, after a first run that passes.",
  "full-refresh": "The first run and every full refresh fail.",
};

const purpose = /\b(?:expected|supposed|meant|intended|intentional(?:ly)?|deliberate(?:ly)?|on purpose)\b/i;
const failure = /\b(?:break|fail|error|invalid|refuse|stop)/i;

/** Whether a comment within three lines of a place says that it is meant to fail. */
function isDeliberate({ snapshot }: IncrementalContext, { path, span }: Location): boolean {
  const text = snapshot.files.get(path)?.text ?? "";
  const before = text.slice(0, span.start).split("\n").slice(-4);
  const after = text.slice(span.start).split("\n").slice(0, 4);
  const near = [...before.slice(0, -1), `${before.at(-1) ?? ""}${after[0] ?? ""}`, ...after.slice(1)];
  return near.some((line) => /--|#|\/\*/.test(line) && purpose.test(line) && failure.test(line));
}
