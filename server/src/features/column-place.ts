import type { Location } from "../base/location.ts";
import { compile } from "../compile/compile.ts";
import { traceBack } from "../compile/source-map.ts";
import type { Node, ProjectSnapshot } from "../project/snapshot.ts";
import { dialectOf } from "../sql/dialect.ts";
import { sameName } from "../sql/names.ts";
import { outline } from "../sql/outline.ts";

/** Where a model names one of its columns: in its own select list; undefined for one that comes out of a star. */
export function columnPlace(snapshot: ProjectSnapshot, node: Node, column: string): Location | undefined {
  if (!node.file || node.resourceType !== "model") return undefined;
  const { sql, segments } = compile(snapshot, node, "full-refresh");
  const { query } = outline(sql, dialectOf(snapshot.environment.target.type));
  const named = query.branches
    .flatMap((it) => it.columns)
    .find((it) => it.name !== undefined && sameName(it.name, column));
  return named?.nameSpan && traceBack(segments, named.nameSpan)?.at;
}
