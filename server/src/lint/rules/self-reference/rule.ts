import { cycleThrough } from "../../../project/cycles.ts";
import type { ProjectSnapshot } from "../../../project/snapshot.ts";
import { defineRule, type FileContext, type Report } from "../../define-rule.ts";
import { type RefUse, refsIn } from "../../refs.ts";
import { settingPlace } from "../../settings.ts";
import { startOf } from "../../start-of.ts";
import { bad } from "./bad.ts";
import { good } from "./good.ts";

export const selfReference = defineRule({
  name: "self-reference",
  since: "0.1.0",
  severity: "error",
  looksAt: "file",
  worlds: [],
  summary: "A model refers to itself, directly or through others.",
  why: `
dbt builds a model after everything that it refers to, so it refuses a project in which references lead back to where
they began. A model reads its own table by \`{{ this }}\`.
`,
  fix: "sometimes",
  bad,
  good,
  check(context) {
    const { snapshot, node, report } = context;
    if (!node?.facts.config.enabled) return;
    const uses = refsIn(snapshot, node);
    const own = uses.filter((it) => leadsTo(it, node.uniqueId));
    for (const it of own) report(toItself(context, it));
    const cycle = own.length > 0 ? undefined : cycleThrough(snapshot, node);
    if (cycle) report(aroundTo(context, uses, cycle));
  },
});

const STOPS = "dbt stops before it runs anything.";

function leadsTo({ resolved }: RefUse, uniqueId: string): boolean {
  return resolved.kind === "found" && "node" in resolved && resolved.node.uniqueId === uniqueId;
}

function toItself({ file }: FileContext, { written }: RefUse): Report {
  const at = { path: file.path, span: written.call.span };
  const message = `The model refers to itself. ${STOPS}`;
  return { at, message, fixes: [{ title: "Change to this", edits: [{ at, text: "this" }] }] };
}

/** The finding stands at the reference that leads on around the ring; at the file's head where a macro makes it. */
function aroundTo(context: FileContext, uses: readonly RefUse[], cycle: readonly string[]): Report {
  const { file, template, snapshot } = context;
  const [, next = cycle[0] ?? ""] = cycle;
  const use = uses.find((it) => leadsTo(it, next));
  const head = template ? settingPlace({ file, template }, []) : startOf(file);
  const span = use?.written.call.span ?? head.span;
  const [first = "", ...others] = cycle.map((it) => nameOf(snapshot, it));
  const way = [first, ...others, first].join(" → ");
  const what = others.length === 0 ? "A macro makes the model refer to itself" : `References lead in a ring: ${way}`;
  return { at: { path: file.path, span }, message: `${what}. ${STOPS}` };
}

function nameOf({ nodes }: ProjectSnapshot, uniqueId: string): string {
  const node = nodes.get(uniqueId);
  return node?.version ? `${node.name} v${node.version.v}` : (node?.name ?? uniqueId);
}
