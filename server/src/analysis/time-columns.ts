import type { Subject } from "./subject.ts";
import { suggestedColumns } from "./upstream.ts";

// From the best watermark to the worst: when a row changed, when it was loaded, when it happened, on which day.
const kinds: readonly RegExp[] = [
  /(?:updated|modified|changed)/i,
  /(?:loaded|ingested|inserted|synced|extracted|received|uploaded)/i,
  /(?:_at|_ts|timestamp|_time)$|^(?:ts|at|time)$/i,
  /(?:_date|_day|_dt|_on)$|^(?:date|day|dt)$/i,
];
const noTime = /(?:_by|_id|_count|_flag|_name|_user)$|^(?:is|was|has)_/i;

/** The model's own columns that look like a time by their name, the best watermark first; none where its columns aren't known. */
export function timeColumns(subject: Subject): readonly string[] {
  const columns = suggestedColumns(subject) ?? [];
  const ranked = columns.flatMap((name) => {
    const kind = noTime.test(name) ? -1 : kinds.findIndex((it) => it.test(name));
    return kind === -1 ? [] : [{ name, kind }];
  });
  return ranked.sort((a, b) => a.kind - b.kind).map((it) => it.name);
}
