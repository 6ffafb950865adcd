import { sameName } from "../sql/names.ts";
import type { Outline, Select } from "../sql/outline.ts";
import { selectsOf } from "../sql/selects.ts";
import { type SelfReads, type Subject, selfReadsOf, type WorldView } from "./subject.ts";

/**
 * Whether the incremental world leaves out rows that the table already has, by joining it and keeping
 * what found no partner.
 *
 * Only the tree can tell for certain. Without one the answer is `unknown` where the SQL has the look
 * of it, so that a rule stays quiet rather than guess; `no` where it doesn't.
 */
export function antiJoinOnSelf(subject: Subject): "yes" | "no" | "unknown" {
  const view = subject.worlds.incremental;
  if (view.compiled.thisUses.length === 0) return "no";
  const self = selfReadsOf(view, subject.node);
  if (!looksLikeAntiJoin(view.outline, self)) return "no";
  if (view.tree === undefined || view.tree === "unparsable") return "unknown";
  const names = selfNames(view, subject, self);
  const found = view.tree.selects.flatMap((it) => it.antiJoins);
  return found.some((it) => names.some((name) => sameName(name, lastPart(it)))) ? "yes" : "no";
}

function looksLikeAntiJoin(outline: Outline, self: SelfReads): boolean {
  return selectsOf(outline.query).some(({ select }) => joinsSelf(select, self) || excludesSelf(outline, select, self));
}

function joinsSelf(select: Select, self: SelfReads): boolean {
  return select.from.some((it) => {
    const isOptional = it.join === "left" || it.join === "anti" || it.join === "full";
    return isOptional && (self.isSelf(it) || (it.query !== undefined && self.reads(it.query)));
  });
}

/** `not in (select … from this)`, `not exists (…)`, `<> all (…)`: a NOT stands right before the subquery's bracket. */
function excludesSelf({ tokens }: Outline, select: Select, self: SelfReads): boolean {
  return select.subqueries.some(({ query }) => {
    if (!self.reads(query)) return false;
    const opener = tokens.findLastIndex((it) => it.end <= query.span.start && it.word === "(");
    const before = tokens.slice(Math.max(0, opener - 3), opener).map((it) => it.word);
    return before.includes("NOT") || before.includes("ALL");
  });
}

/** How the tree may call the table: its own name, or that of a CTE that reads nothing else. */
function selfNames(view: WorldView, { node }: Subject, self: SelfReads): readonly string[] {
  const ctes = view.outline.query.ctes.filter((it) => self.reads(it.query)).map((it) => it.name);
  return [node.facts.relation.identifier, ...ctes];
}

function lastPart(relation: string): string {
  return relation.slice(relation.lastIndexOf(".") + 1);
}
