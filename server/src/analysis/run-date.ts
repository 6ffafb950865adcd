import type { Outline, OutputColumn } from "../sql/outline.ts";
import { readsClock } from "./clock.ts";
import type { Subject } from "./subject.ts";

/**
 * Whether every run writes a partition of its own: a partition column that no input gives, such as
 * `current_date as exported_on`. Reading everything is then the point of the model.
 */
export function isRunSnapshot(subject: Subject): boolean {
  const partitions = partitionColumns(subject);
  const { outline, compiled } = subject.worlds.incremental;
  return outline.query.branches.some((select) =>
    select.columns.some((it) => {
      if (it.name === undefined || !partitions.has(it.name.toLowerCase())) return false;
      return readsClock(outline, it.expression) || (compiled.reads.size > 0 && isConstant(outline, it));
    }),
  );
}

function partitionColumns({ node: { facts } }: Subject): ReadonlySet<string> {
  const given = [facts.config["partition_by"], facts.config["partitioned_by"]].flat();
  const names = given.flatMap((it) => {
    if (typeof it === "string") return it.split(",");
    if (typeof it === "object" && it !== null && "field" in it && typeof it["field"] === "string") return [it["field"]];
    return [];
  });
  return new Set(names.map((it) => it.trim().toLowerCase()));
}

const noColumn = new Set(
  "CAST AS DATE TIMESTAMP DATETIME INTERVAL DAY VARCHAR STRING TEXT TO_DATE PARSE_DATE".split(" "),
);

function isConstant({ tokens }: Outline, { expression: { first, end } }: OutputColumn): boolean {
  for (let at = first; at < end; at++) {
    const token = tokens[at];
    if (token?.kind === "name" || token?.word === "*") return false;
    if (token?.kind === "word" && !noColumn.has(token.word) && tokens[at + 1]?.word !== "(") return false;
  }
  return true;
}
