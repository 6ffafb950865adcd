import { overlaps } from "../base/span.ts";
import type { RefCall, SourceCall } from "../project/snapshot.ts";
import type { FromItem, Select } from "../sql/outline.ts";
import { selectsOf } from "../sql/selects.ts";
import { conditionsOf } from "./conditions.ts";
import { type Subject, selfReadsOf, type WorldView } from "./subject.ts";

/** A relation of another node that a select reads rows from. */
export interface Input {
  readonly select: Select;
  readonly item: FromItem;
}

/** Whether the model reads anything: a `ref()` or a `source()` that is more than a comment. */
export function hasInputs(subject: Subject): boolean {
  const { refs, sources } = subject.node.facts;
  return refs.length + sources.length > 0 && inputsOf(subject.worlds.incremental, subject).length > 0;
}

/** The relations that a world's SQL reads, the model's own table and CTEs left out. */
export function inputsOf(view: WorldView, subject: Subject): readonly Input[] {
  const self = selfReadsOf(view, subject.node);
  const { query } = view.outline;
  const ctes = new Set(query.ctes.map((it) => it.name.toLowerCase()));
  const inputs: Input[] = [];
  for (const { select } of selectsOf(query)) {
    for (const item of select.from) {
      const isCte =
        item.relation.length === 1 && ctes.has((item.relation[0] ?? "").toLowerCase()) && !isEphemeral(item);
      if (item.kind === "subquery" || item.kind === "other" || isCte || self.isSelf(item)) continue;
      // `unnest(t.items)` reads no relation; what a template printed there may.
      if (item.kind === "function" && !isPrinted(view, item)) continue;
      inputs.push({ select, item });
    }
  }
  return inputs;
}

/**
 * The relation that gives the model its rows: the one that a filter should stand at.
 *
 * The final select is followed through CTEs along its first FROM item; undefined where that does not
 * lead to a relation that the template printed.
 */
export function drivingInput(view: WorldView, subject: Subject): Input | undefined {
  const inputs = inputsOf(view, subject);
  const byCte = new Map(view.outline.query.ctes.map((it) => [it.name.toLowerCase(), it.query]));
  let select = view.outline.query.branches[0];
  for (let steps = 0; select && steps < 50; steps++) {
    const here: Select = select;
    const item = here.from[0];
    if (!item) return undefined;
    const input = inputs.find((it) => it.item === item);
    if (input) return isPrinted(view, item) ? input : undefined;
    const name = item.relation.length === 1 ? item.relation[0]?.toLowerCase() : undefined;
    const query = item.query ?? (name === undefined ? undefined : byCte.get(name));
    if (name !== undefined) byCte.delete(name);
    select = query?.branches[0];
  }
  return undefined;
}

/** dbt calls the CTE that it makes of an ephemeral model by this prefix and the model's name. */
function isEphemeral(item: FromItem): boolean {
  return item.relation[0]?.startsWith("__dbt__cte__") ?? false;
}

function isPrinted({ compiled }: WorldView, item: FromItem): boolean {
  return compiled.segments.some((it) => it.kind === "printed" && overlaps(it.rendered, item.span));
}

/** Whether the SQL selects no rows by design (`where 1=0`, `limit 0`): a table that hooks fill. */
export function selectsNothing(view: WorldView): boolean {
  const main = view.outline.query.branches;
  const empty = conditionsOf(view.outline).filter((it) =>
    it.clause === "limit"
      ? it.text === "0 "
      : /^(?:1 (?:=|==) [02-9]|0 (?:=|==) 1|FALSE|1 (?:<>|!=) 1) $/.test(it.text),
  );
  return main.length > 0 && main.every((select) => empty.some((it) => it.select === select));
}

/** Names of the refs and sources that the parser recorded, for rules about how inputs are called. */
export function inputNames({ node: { facts } }: Subject): readonly string[] {
  return [...facts.refs.map((it: RefCall) => it.name), ...facts.sources.map((it: SourceCall) => it.table)];
}

/** Whether no run ever adds to the table: `full_refresh: true` rebuilds it each time, whatever the command says (spec 1.2). */
export function isAlwaysRebuilt({ node: { facts } }: Subject): boolean {
  return facts.config.full_refresh === true;
}

/** Whether a hook empties the table, or parts of it, before the new rows are inserted. */
export function isEmptiedBefore({ node: { facts } }: Subject): boolean {
  const hooks = [facts.config["pre_hook"], facts.config["pre-hook"]].flat();
  return hooks.some((it) => {
    const sql = typeof it === "object" && it !== null && "sql" in it ? it["sql"] : it;
    return typeof sql === "string" && /\b(?:truncate|delete)\b/i.test(sql);
  });
}
