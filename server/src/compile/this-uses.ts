import { inRendered, inSource } from "../base/span.ts";
import { callSite } from "./call-site.ts";
import type { ThisUse } from "./compiled.ts";
import type { NotesTaken } from "./notes-taken.ts";
import type { TextRun } from "./text-run.ts";

interface Rendered {
  /** The model's own text, before anything is put in front of it. */
  readonly own: TextRun;
  /** Where an offset of that text ended up. */
  place(offset: number): number | undefined;
  /** The model's relation as `{{ this }}` prints it. */
  readonly relation: string;
  readonly notes: NotesTaken;
}

/**
 * Every use of the model's own relation: printed as `{{ this }}`, put together with other text, or
 * sent to the warehouse by the template itself.
 */
export function thisUses({ own, place, relation, notes }: Rendered): readonly ThisUse[] {
  const uses: ThisUse[] = [];
  let at = 0;
  for (const { kind, length, path, start = 0, end = start, frame, mark } of own.pieces) {
    const text = kind === "printed" && path !== undefined ? own.text.slice(at, at + length) : "";
    // What was joined with other text has lost its mark, but not its name.
    if (path !== undefined && text !== "" && (mark === "this" || names(text, relation))) {
      const now = place(at);
      const rendered = now === undefined ? undefined : inRendered(now, now + length);
      uses.push({ rendered, ...callSite({ path, span: inSource(start, end) }, frame) });
    }
    at += length;
  }
  for (const { text, marked, at: site, causes } of notes.queries)
    if (marked || names(text, relation)) uses.push({ rendered: undefined, at: site, causes });
  return uses;
}

/** Whether a text holds the relation's name, and not that of another which merely begins like it. */
function names(text: string, relation: string): boolean {
  if (relation === "") return false;
  for (let at = text.indexOf(relation); at >= 0; at = text.indexOf(relation, at + 1)) {
    const before = text.charAt(at - 1);
    const after = text.charAt(at + relation.length);
    if (!/[\w.$]/.test(before) && !/[\w$]/.test(after)) return true;
  }
  return false;
}
