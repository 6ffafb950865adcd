import { subjectOf } from "../analysis/subject.ts";
import { watermarksOf } from "../analysis/watermark.ts";
import { compile } from "../compile/compile.ts";
import type { Node, ProjectSnapshot } from "../project/snapshot.ts";

/**
 * The column of an incremental model's own table whose maximum its filter starts from:
 * `where updated_at > (select max(updated_at) from {{ this }})`. Undefined where the SQL doesn't say so plainly.
 */
export function watermarkColumn(snapshot: ProjectSnapshot, node: Node): string | undefined {
  if (node.facts.config.materialized !== "incremental") return undefined;
  const incremental = compile(snapshot, node, "incremental");
  const compiled = { incremental, "full-refresh": compile(snapshot, node, "full-refresh") };
  const columns = watermarksOf(subjectOf(snapshot, node, compiled)).flatMap(({ aggregate }) =>
    aggregate?.function === "max" && aggregate.column !== undefined ? [aggregate.column] : [],
  );
  const [first] = columns;
  const quoted = /^"((?:[^"]|"")*)"$/.exec(first ?? "")?.[1];
  return quoted === undefined ? first : quoted.replaceAll('""', '"');
}
