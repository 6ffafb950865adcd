import { spanOf } from "../analysis/conditions.ts";
import type { WorldView } from "../analysis/subject.ts";
import { inSource, type SourceSpan } from "../base/span.ts";
import { traceBack, traceForward } from "../compile/source-map.ts";
import type { Fault } from "../sql/faults.ts";
import type { IncrementalContext } from "./define-rule.ts";
import type { Edit, Fix } from "./finding.ts";

/** A world whose SQL is broken, and the other, whose isn't. */
export interface BrokenWorld {
  readonly broken: WorldView;
  readonly whole: WorldView;
}

/** How a fault of one world can be cured without doing harm to the other; only where the text is the model's own. */
export function faultFixes(context: IncrementalContext, fault: Fault, worlds: BrokenWorld): readonly Fix[] {
  const { broken, whole } = worlds;
  const { outline, compiled } = broken;
  const { path } = context.file;
  const word = outline.tokens[fault.at.first]?.word ?? "";
  const span = ownSpan(broken, fault.at.first, path);
  if (!span) return [];
  const isShared = traceForward(whole.compiled, path, span.start).length > 0;
  const edit = (at: SourceSpan, text: string): Edit => ({ at: { path, span: at }, text });
  const written = context.file.text.slice(span.start, span.end);
  if (fault.kind === "condition without where" && word === "AND" && !isShared) {
    const text = inCaseOf(written, "where");
    return [{ title: `Change ${written} to ${text}`, edits: [edit(span, text)] }];
  }
  if (fault.kind === "second where" && !isShared) {
    const text = inCaseOf(written, "and");
    return [{ title: `Change ${written} to ${text}`, edits: [edit(span, text)] }];
  }
  if (fault.kind !== "nothing behind" || !isShared || compiled.sql === whole.compiled.sql) return [];
  const following = followingSpan(whole, path, span.end);
  if (!following) return [];
  const start = inSource(following.start, following.start);
  if (word === "WHERE") {
    const edits = [edit(inSource(span.end, span.end), " 1=1"), edit(start, `${inCaseOf(written, "and")} `)];
    return [{ title: `Add 1=1 behind ${written}`, edits }];
  }
  if (word !== "AND") return [];
  const blank = /^[ \t]?/.exec(context.file.text.slice(span.end))?.[0].length ?? 0;
  const edits = [edit(inSource(span.start, span.end + blank), ""), edit(start, `${written} `)];
  return [{ title: `Move ${written} into the block`, edits }];
}

function inCaseOf(written: string, word: string): string {
  return written === written.toUpperCase() ? word.toUpperCase() : word;
}

/** Where a token stands in the model's own file, character by character. */
function ownSpan({ outline, compiled }: WorldView, index: number, path: string): SourceSpan | undefined {
  const traced = traceBack(compiled.segments, spanOf(outline, { first: index, end: index + 1 }));
  const isOwn = traced?.exact === true && traced.frame === undefined && traced.at.path === path;
  return isOwn ? traced.at.span : undefined;
}

/** The first token of the whole world behind a place of the file. */
function followingSpan(whole: WorldView, path: string, offset: number): SourceSpan | undefined {
  const [before] = traceForward(whole.compiled, path, offset - 1);
  if (!before) return undefined;
  const index = whole.outline.tokens.findIndex((it) => it.start > before.start);
  const found = index < 0 ? undefined : ownSpan(whole, index, path);
  return found && found.start > offset ? found : undefined;
}
