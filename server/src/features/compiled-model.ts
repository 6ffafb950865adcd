import { lineIndex } from "../base/line-index.ts";
import { WORLDS, type World } from "../base/world.ts";
import { compile } from "../compile/compile.ts";
import type { Compiled } from "../compile/compiled.ts";
import type { CallFrame } from "../jinja/output.ts";
import type { Node, ProjectSnapshot } from "../project/snapshot.ts";
import type { CompiledModel, CompiledWorld } from "../protocol/lsp.ts";
import { headline } from "./headline.ts";

/** The SQL of the model that a file defines, in both worlds, from the text as it is now. */
export function compiledModel(snapshot: ProjectSnapshot, path: string): CompiledModel | undefined {
  const node = snapshot.nodes.at(path);
  if (!node?.file || node.resourceType !== "model") return undefined;
  const worlds = Object.fromEntries(WORLDS.map((it) => [it, shown(snapshot, node, it)])) as CompiledModel["worlds"];
  const { uniqueId, name } = node;
  return { uniqueId, name, headline: headline(snapshot, node), worlds, revision: snapshot.revision };
}

function shown(snapshot: ProjectSnapshot, node: Node, world: World): CompiledWorld {
  const { sql, status, problems, segments, unknowns } = compile(snapshot, node, world);
  return {
    sql,
    status,
    note: noteOf(node, world),
    problems: problems.map(({ message, at }) => {
      const file = snapshot.files.get(at.path);
      return { message, path: at.path, line: file ? lineIndex(file).position(at.span.start).line + 1 : 1 };
    }),
    unknowns: unknownText(segments, unknowns),
    macros: macroText(segments),
  };
}

function noteOf({ facts: { config } }: Node, world: World): string | null {
  if (config.materialized !== "incremental") return null;
  if (world === "full-refresh" && config.full_refresh === false) {
    return "The model sets full_refresh: false: this is its first run, and --full-refresh runs the incremental world.";
  }
  if (world === "incremental" && config.full_refresh === true) {
    return "The model sets full_refresh: true: dbt never sends this, every run is a full refresh.";
  }
  return null;
}

/** Placeholders in the text; their reason is that of the unknown that stands at the same place of the source. */
function unknownText(segments: Compiled["segments"], unknowns: Compiled["unknowns"]): CompiledWorld["unknowns"] {
  return segments.flatMap((it) => {
    if (it.kind !== "unknown") return [];
    const { path, span } = it.source;
    const own = unknowns.find(({ at, causes }) => {
      return [at, ...causes].some(
        (place) => place.path === path && place.span.start < span.end && span.start < place.span.end,
      );
    });
    const reason = own?.reason ?? unknowns[0]?.reason ?? "only the warehouse knows it";
    return [{ reason, start: it.rendered.start, end: it.rendered.end }];
  });
}

/** Stretches that macros printed, joined while the same call goes on. */
function macroText(segments: Compiled["segments"]): CompiledWorld["macros"] {
  const found: { start: number; end: number; readonly name: string }[] = [];
  let call: CallFrame | undefined;
  for (const it of segments) {
    const outer = it.kind === "scaffold" ? undefined : outermost(it.frame);
    const last = found.at(-1);
    if (outer && last && sameCall(outer, call) && last.end === it.rendered.start) last.end = it.rendered.end;
    else if (outer) found.push({ start: it.rendered.start, end: it.rendered.end, name: outer.macro });
    call = outer;
  }
  return found;
}

/** The call that stands in the model itself. */
function outermost(frame: CallFrame | undefined): CallFrame | undefined {
  let outer = frame;
  while (outer?.caller) outer = outer.caller;
  return outer;
}

function sameCall(a: CallFrame, b: CallFrame | undefined): boolean {
  return b !== undefined && a.site.path === b.site.path && a.site.span.start === b.site.span.start;
}
