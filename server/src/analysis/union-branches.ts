import { overlaps } from "../base/span.ts";
import type { FromItem, Query, Select } from "../sql/outline.ts";
import { selectsOf } from "../sql/selects.ts";
import { readsClock } from "./clock.ts";
import { type Condition, conditionsOf } from "./conditions.ts";
import { entered, originOf, outermost, type Scope, scopeOf } from "./scope.ts";
import { type SelfReads, type Subject, selfReadsOf } from "./subject.ts";
import { upstreamOf } from "./upstream.ts";

/** A branch of a union that a run reads whole, beside one that it doesn't. */
export interface UnfilteredBranch {
  readonly select: Select;
  readonly item: FromItem;
  readonly filtered: FromItem;
  /** What the two read, as the user calls it. */
  readonly names: { readonly open: string; readonly filtered: string };
}

/**
 * The branches of unions that nothing limits in the incremental world, where another branch is limited there.
 *
 * Any sign of a limit counts, in the branch or in what it reads: an own table, a clock, a printed value, another input
 * than in the full-refresh world. A filter behind the union counts for all of its branches.
 */
export function unfilteredBranches(subject: Subject): readonly UnfilteredBranch[] {
  const { incremental: view } = subject.worlds;
  const reading = readingOf(subject);
  return queriesOf(view.outline.query).flatMap((query) => {
    if (query.branches.length < 2 || query.operators.some((it) => !it.startsWith("UNION"))) return [];
    const whole = scopeOfQuery(query, reading);
    if (!whole) return [];
    const branches = query.branches.map((select) => ({ select, facts: factsOf(select, whole, reading, new Set()) }));
    const filtered = branches.find((it) => it.facts.hasFilter)?.select.from[0];
    if (!filtered || branches.some((it) => readsSelfItself(it.select, reading))) return [];
    const inside = new Set(branches.flatMap((it) => [...it.facts.selects]));
    const outside = selectsOf(view.outline.query).filter((it) => !inside.has(it.select));
    if (outside.some((it) => limits(it.select, reading) !== "none")) return [];
    return branches.flatMap(({ select, facts }) => {
      const item = select.from[0];
      const isOpen = item !== undefined && !facts.isLimited && facts.inputs > 0 && !facts.readsSmall;
      const names = isOpen ? { open: calledBy(item, whole), filtered: calledBy(filtered, whole) } : undefined;
      return item && names ? [{ select, item, filtered, names }] : [];
    });
  });
}

interface Reading {
  readonly subject: Subject;
  readonly self: SelfReads;
  readonly scope: Scope;
  /** Conditions of the incremental world, by select. */
  readonly conditions: ReadonlyMap<Select, readonly Condition[]>;
  /** What the full-refresh world has too. */
  readonly full: { readonly conditions: ReadonlySet<string>; readonly relations: ReadonlySet<string> };
}

function readingOf(subject: Subject): Reading {
  const { incremental, "full-refresh": full } = subject.worlds;
  const { snapshot, node } = subject;
  const conditions = new Map<Select, Condition[]>();
  for (const it of conditionsOf(incremental.outline)) {
    const others = conditions.get(it.select) ?? [];
    conditions.set(it.select, others);
    others.push(it);
  }
  const relations = selectsOf(full.outline.query).flatMap(({ select }) => select.from.map(nameOf));
  return {
    subject,
    self: selfReadsOf(incremental, node),
    scope: outermost({ snapshot, node, outline: incremental.outline, upstream: upstreamOf(snapshot, node) }),
    conditions,
    full: {
      conditions: new Set(conditionsOf(full.outline).map((it) => `${it.clause} ${it.text}`)),
      relations: new Set(relations),
    },
  };
}

const nameOf = (item: FromItem) => item.relation.join(".").toLowerCase();

function queriesOf(query: Query): readonly Query[] {
  const nested = query.branches.flatMap((it) => [
    ...it.from.flatMap((item) => item.query ?? []),
    ...it.subqueries.map((sub) => sub.query),
  ]);
  return [query, ...[...query.ctes.map((it) => it.query), ...nested].flatMap(queriesOf)];
}

function scopeOfQuery(query: Query, { scope }: Reading): Scope | undefined {
  const [first] = query.branches;
  return first && scopeOf(first, scope.outline.query, scope);
}

interface BranchFacts {
  readonly isLimited: boolean;
  /** Whether a condition of the incremental world is what limits it. */
  readonly hasFilter: boolean;
  /** Relations that it reads, seeds and small tables among them. */
  readonly inputs: number;
  readonly readsSmall: boolean;
  readonly selects: ReadonlySet<Select>;
}

/** What limits a select, and what it reads, through CTEs and subqueries. */
function factsOf(select: Select, scope: Scope, reading: Reading, selects: Set<Select>): BranchFacts {
  const own = limits(select, reading);
  const facts = { isLimited: own !== "none", hasFilter: own === "filter", inputs: 0, readsSmall: false, selects };
  if (selects.has(select)) return facts;
  selects.add(select);
  const visit = (query: Query, around: Scope) => {
    const inner = entered(around, query);
    for (const branch of query.branches) {
      const found = factsOf(branch, inner, reading, selects);
      facts.isLimited ||= found.isLimited;
      facts.hasFilter ||= found.hasFilter;
      facts.inputs += found.inputs;
      facts.readsSmall ||= found.readsSmall;
    }
  };
  for (const item of select.from) {
    const origin = originOf(item, scope);
    if (origin.kind === "query") visit(origin.query, origin.scope);
    else if (item.kind === "relation") {
      facts.inputs++;
      facts.readsSmall ||= isSmall(item, origin.kind === "node" && origin.node.resourceType === "seed");
    }
    if (origin.kind === "node" && origin.node.resourceType === "seed") facts.readsSmall = true;
  }
  for (const { query } of select.subqueries) visit(query, scope);
  return facts;
}

/** A model by its own name: its table may be called something else, and like another one. */
function calledBy(item: FromItem, scope: Scope): string {
  const origin = originOf(item, scope);
  return origin.kind === "node" ? origin.node.name : (item.relation.at(-1) ?? item.alias ?? "a subquery");
}

/** Tables of a few rows, by their names: reading them whole costs nothing. */
function isSmall({ relation }: FromItem, isSeed: boolean): boolean {
  return (
    isSeed ||
    /(?:^|_)(?:dim|dims|seed|static|lookup|lkp|map|mapping|calendar|spine)(?:_|$)/i.test(relation.at(-1) ?? "")
  );
}

// A condition of a join may limit only what is looked up.
const filtering: ReadonlySet<Condition["clause"]> = new Set(["where", "prewhere", "having", "qualify"]);

/** How a select limits its rows by itself: by a condition that only an incremental run has, by anything else that changes from run to run. */
function limits(select: Select, reading: Reading): "filter" | "other" | "none" {
  const { self, full, subject } = reading;
  const { outline, compiled } = subject.worlds.incremental;
  const conditions = reading.conditions.get(select) ?? [];
  const isNew = (it: Condition) => !full.conditions.has(`${it.clause} ${it.text}`);
  if (conditions.some((it) => filtering.has(it.clause) && isNew(it))) return "filter";
  if (select.subqueries.some((it) => it.clause !== "select" && self.reads(it.query))) return "filter";
  if (select.from.some((it) => self.isSelf(it) || !full.relations.has(nameOf(it)))) return "other";
  const relations = select.from.map((it) => it.span);
  const isPrinted = (it: Condition) =>
    compiled.segments.some(
      (segment) =>
        segment.kind === "printed" &&
        overlaps(segment.rendered, it.span) &&
        !relations.some((relation) => overlaps(relation, segment.rendered)),
    );
  return conditions.some((it) => it.clause === "limit" || isNew(it) || readsClock(outline, it.range) || isPrinted(it))
    ? "other"
    : "none";
}

/** A union of old and new rows: the table itself is one of the branches. */
function readsSelfItself(select: Select, { self }: Reading): boolean {
  return select.from.some((it) => self.isSelf(it) || (it.query !== undefined && self.reads(it.query)));
}
