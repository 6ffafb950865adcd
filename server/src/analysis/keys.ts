import type { Location } from "../base/location.ts";
import { overlaps } from "../base/span.ts";
import { resolveRef } from "../project/resolve.ts";
import type { Node, TestUse } from "../project/snapshot.ts";
import { sameName } from "../sql/names.ts";
import type { Outline, Select, TokenRange } from "../sql/outline.ts";
import { selectsOf } from "../sql/selects.ts";
import { conditionsOf, next } from "./conditions.ts";
import { drivingInput } from "./inputs.ts";
import type { Subject } from "./subject.ts";
import { suggestedColumns } from "./upstream.ts";

/** Columns that may well be a model's unique key, and how that is known. */
export interface KeyCandidate {
  readonly columns: readonly string[];
  /** Completes a title: `unique test in orders.yml`. */
  readonly reason: string;
}

const MOST = 4;

/** The likeliest keys of a model, surest first; only of columns that it makes, where those are known. */
export function keyCandidates(subject: Subject): readonly KeyCandidate[] {
  const output = suggestedColumns(subject);
  const isOutput = (column: string) => output === undefined || output.some((it) => sameName(it, column));
  const found = new Map<string, KeyCandidate>();
  for (const candidate of [
    ...declaredKeys(subject.node, ""),
    ...surrogateKeys(subject),
    ...dedupeKeys(subject),
    ...upstreamKeys(subject),
    ...groupKeys(subject),
  ]) {
    const key = candidate.columns.join(",").toLowerCase();
    if (candidate.columns.length > 0 && candidate.columns.every(isOutput) && !found.has(key)) found.set(key, candidate);
  }
  return [...found.values()].slice(0, MOST);
}

/** What a properties file says to be unique: tests and constraints. */
function declaredKeys({ facts }: Node, of: string): readonly KeyCandidate[] {
  const where = (what: string, at: Location) => `${what}${of} in ${at.path.slice(at.path.lastIndexOf("/") + 1)}`;
  const ofColumns = facts.columns.flatMap((column) => [
    ...column.tests
      .filter((it) => it.name === "unique")
      .map((it) => ({ columns: [column.name], reason: where("unique test", it.at) })),
    ...column.constraints
      .filter((it) => it === "primary_key" || it === "unique")
      .map((it) => ({
        columns: [column.name],
        reason: where(it === "unique" ? "unique constraint" : "primary key", column.at),
      })),
  ]);
  const ofModel = facts.tests.flatMap((it) => {
    const columns = testedColumns(it);
    return columns.length > 0 ? [{ columns, reason: where("unique test", it.at) }] : [];
  });
  return [...ofColumns, ...ofModel];
}

function testedColumns({ name, arguments: given }: TestUse): readonly string[] {
  if (name.endsWith("unique_combination_of_columns")) {
    const columns = given["combination_of_columns"];
    return Array.isArray(columns) ? columns.filter((it) => typeof it === "string") : [];
  }
  const column = given["column_name"];
  return name === "unique" && typeof column === "string" && /^\w+$/.test(column) ? [column] : [];
}

/** A column whose value a surrogate key macro prints. */
function surrogateKeys({ snapshot, worlds }: Subject): readonly KeyCandidate[] {
  const { outline, compiled } = worlds.incremental;
  return selectsOf(outline.query).flatMap(({ select }) =>
    select.columns.flatMap((column) => {
      if (column.name === undefined) return [];
      const isHashed = compiled.segments.some((it) => {
        if (it.kind === "scaffold" || !overlaps(it.rendered, column.span)) return false;
        if (it.frame) return /surrogate_key/i.test(it.frame.macro);
        const { path, span } = it.source;
        return (
          it.kind !== "verbatim" &&
          /surrogate_key/i.test(snapshot.files.get(path)?.text.slice(span.start, span.end) ?? "")
        );
      });
      return isHashed ? [{ columns: [column.name], reason: "surrogate key" }] : [];
    }),
  );
}

/** One row for each of these is what the query itself asks for. */
function dedupeKeys({ worlds }: Subject): readonly KeyCandidate[] {
  const { outline } = worlds.incremental;
  const kept = conditionsOf(outline).filter((it) => / = 1 $/.test(it.text));
  return selectsOf(outline.query).flatMap(({ select }) => {
    const ranges = [
      ...kept.filter((it) => it.clause === "qualify" && it.select === select).map((it) => it.range),
      ...select.columns
        .filter(
          (it) =>
            it.name !== undefined &&
            kept.some((condition) => condition.text.endsWith(`${it.name?.toUpperCase()} = 1 `)),
        )
        .map((it) => it.expression),
    ];
    const partitions = ranges.map((it) => ({
      columns: partitionColumns(outline, it),
      reason: "the rows are deduplicated by it",
    }));
    if (!select.distinctOn) return partitions;
    return [...partitions, { columns: plainColumns(outline, select.distinctOn), reason: "distinct on" }];
  });
}

/** The columns of `partition by …` in a window; none if one of them is not a plain column. */
function partitionColumns(outline: Outline, { first, end }: TokenRange): readonly string[] {
  for (let at = first; at < end; at++) {
    if (outline.tokens[at]?.word !== "PARTITION") continue;
    let stop = at + 2;
    while (stop < end && !/^(?:ORDER|ROWS|RANGE|\))$/.test(outline.tokens[stop]?.word ?? ""))
      stop = next(outline, stop);
    return plainColumns(outline, { first: at + 2, end: stop });
  }
  return [];
}

/** `a, t.b` → a, b; none if anything else stands there. */
function plainColumns({ sql, tokens }: Outline, { first, end }: TokenRange): readonly string[] {
  const text = sql.slice(tokens[first]?.start ?? 0, tokens[end - 1]?.end ?? 0);
  const columns = text.split(",").map((it) => /^\s*(?:\w+\.)?"?([A-Za-z_]\w*)"?\s*$/.exec(it)?.[1]);
  return columns.every((it) => it !== undefined) ? columns : [];
}

/** What is unique in the relation that gives the rows. */
function upstreamKeys(subject: Subject): readonly KeyCandidate[] {
  const { snapshot, node, worlds } = subject;
  const name = drivingInput(worlds.incremental, subject)?.item.relation.at(-1);
  for (const call of node.facts.refs) {
    const found = resolveRef(snapshot, node.packageName, call);
    if (found.kind !== "found" || name === undefined) continue;
    const { identifier } = found.node.facts.relation;
    if (sameName(identifier, name) || name === `__dbt__cte__${found.node.name}`) {
      return declaredKeys(found.node, ` of ${found.node.name}`);
    }
  }
  return [];
}

/** A grouped query has one row for each group. */
function groupKeys({ worlds }: Subject): readonly KeyCandidate[] {
  const { outline } = worlds.incremental;
  const [main] = outline.query.branches;
  const group = main?.clauses.find((it) => it.kind === "group by");
  if (!main || !group || outline.query.branches.length > 1) return [];
  return [{ columns: groupedColumns(outline, main, group.body), reason: "the rows are grouped by it" }];
}

function groupedColumns(outline: Outline, main: Select, body: TokenRange): readonly string[] {
  const text = outline.sql.slice(outline.tokens[body.first]?.start ?? 0, outline.tokens[body.end - 1]?.end ?? 0);
  if (!/^\s*\d+(?:\s*,\s*\d+)*\s*$/.test(text)) return plainColumns(outline, body);
  const names = text.split(",").map((it) => main.columns[Number(it) - 1]?.name);
  return names.every((it) => it !== undefined) ? names : [];
}
