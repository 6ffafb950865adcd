import { lineIndex } from "../base/line-index.ts";
import type { Location } from "../base/location.ts";
import type { ProjectSnapshot } from "../project/snapshot.ts";
import type { FileRange } from "../protocol/events.ts";

/** A place in a file as people count it: from 1, in UTF-16 code units, the end exclusive. */
export function rangeOf({ files }: Pick<ProjectSnapshot, "files">, { path, span }: Location): FileRange | null {
  const file = files.get(path);
  if (!file) return null;
  const lines = lineIndex(file);
  const start = lines.position(span.start);
  const end = lines.position(span.end);
  return {
    path,
    line: start.line + 1,
    column: start.character + 1,
    endLine: end.line + 1,
    endColumn: end.character + 1,
  };
}
