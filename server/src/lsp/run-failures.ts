import { fingerprint } from "../base/fingerprint.ts";
import { lineIndex } from "../base/line-index.ts";
import type { Location } from "../base/location.ts";
import { inSource } from "../base/span.ts";
import type { Change } from "../project/inputs.ts";
import type { ProjectSnapshot } from "../project/snapshot.ts";
import type { FileRange } from "../protocol/events.ts";
import type { RunRecord } from "../protocol/history.ts";

/** Where a run failed, in the text as it is; undefined for a file that is no part of the project. */
export function placeOf({ files }: ProjectSnapshot, at: FileRange): Location | undefined {
  const file = files.get(at.path);
  if (!file) return undefined;
  const lines = lineIndex(file);
  const offset = (line: number, column: number) => lines.offset({ line: line - 1, character: column - 1 });
  return { path: at.path, span: inSource(offset(at.line, at.column), offset(at.endLine, at.endColumn)) };
}

/** The failures on record that still stand: what ran is what the files hold now. For a project that was just opened. */
export function standingFailures(snapshot: ProjectSnapshot, records: readonly RunRecord[]): readonly Change[] {
  const { nodes, files } = snapshot;
  return records.flatMap(({ uniqueId, status, message, place, texts }) => {
    const text = status === "error" ? nodes.get(uniqueId)?.file?.text : undefined;
    if (text === undefined || texts !== fingerprint([text, files.get(place?.path ?? "")?.text])) return [];
    const at = place ? placeOf(snapshot, place) : undefined;
    return [{ kind: "run", uniqueId, failure: { message: message ?? "The run failed.", at, text } }];
  });
}
