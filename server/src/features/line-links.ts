import { lineIndex } from "../base/line-index.ts";
import type { Location } from "../base/location.ts";
import { memo } from "../base/memo.ts";
import { contains, inRendered, type RenderedSpan } from "../base/span.ts";
import { WORLDS, type World } from "../base/world.ts";
import { compile } from "../compile/compile.ts";
import type { Compiled } from "../compile/compiled.ts";
import { traceBack, traceForward } from "../compile/source-map.ts";
import type { CallFrame } from "../jinja/output.ts";
import type { Node, ProjectSnapshot } from "../project/snapshot.ts";
import type { FilePosition } from "./symbol.ts";

/** Lines of compiled SQL by world, from 0, in order. */
export type LinesByWorld = Readonly<Record<World, readonly number[]>>;

const sqlLines = memo(({ sql }: Compiled) => lineIndex({ text: sql }));

/**
 * The lines of a model's SQL that a place in a file makes: its own text, or the text of a macro that the model calls.
 *
 * On a call, those are the lines that the call printed, through however many macros.
 */
export function linesMade(snapshot: ProjectSnapshot, node: Node, at: FilePosition): LinesByWorld {
  const made = WORLDS.map((world) => [world, madeIn(snapshot, node, { world, at })] as const);
  return Object.fromEntries(made) as LinesByWorld;
}

function madeIn(
  snapshot: ProjectSnapshot,
  node: Node,
  { world, at: { path, offset } }: { readonly world: World; readonly at: FilePosition },
): readonly number[] {
  const compiled = compile(snapshot, node, world);
  const called = compiled.segments.filter((it) => it.kind !== "scaffold" && isCalledAt(it.frame, { path, offset }));
  const spans = [...traceForward(compiled, path, offset), ...called.map((it) => it.rendered)];
  const index = sqlLines(compiled);
  return [...new Set(spans.flatMap((it) => linesOf(index, it)))].sort((a, b) => a - b);
}

function isCalledAt(frame: CallFrame | undefined, { path, offset }: FilePosition): boolean {
  for (let it = frame; it; it = it.caller) if (it.site.path === path && contains(it.site.span, offset)) return true;
  return false;
}

/** The lines that a stretch has text on; one that ends with a newline has none on the next. */
function linesOf(index: ReturnType<typeof lineIndex>, { start, end }: RenderedSpan): readonly number[] {
  const first = index.position(start).line;
  const last = index.position(Math.max(start, end - 1)).line;
  return Array.from({ length: last - first + 1 }, (_, at) => first + at);
}

/** Where a line of a model's SQL was written: in the model's file, or in a macro's; undefined for what stands nowhere. */
export function sourceOfLine(
  snapshot: ProjectSnapshot,
  node: Node,
  { world, line }: { readonly world: World; readonly line: number },
): Location | undefined {
  const compiled = compile(snapshot, node, world);
  const index = sqlLines(compiled);
  const start = index.offset({ line, character: 0 });
  const end = index.offset({ line, character: Number.MAX_SAFE_INTEGER });
  const text = compiled.sql.slice(start, end);
  const indent = text.length - text.trimStart().length;
  const span = inRendered(start + indent, Math.max(start + indent, start + text.trimEnd().length));
  return traceBack(compiled.segments, span)?.at;
}
