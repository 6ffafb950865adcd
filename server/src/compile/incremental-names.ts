import type { Location } from "../base/location.ts";
import type { Template, Node as TemplateNode } from "../jinja/ast.ts";
import { walk } from "../jinja/walk.ts";
import type { Environment } from "../project/snapshot.ts";
import type { CallSite } from "./call-site.ts";
import type { NotesTaken } from "./notes-taken.ts";

/**
 * Every place where `is_incremental` stands for itself instead of being called: in the model and in
 * the macros that its render reached. Empty when the render never asked the macro's own truth.
 */
export function incrementalNames(
  {
    environment,
    template,
    path,
  }: { readonly environment: Environment; readonly template: Template; readonly path: string },
  notes: NotesTaken,
): readonly CallSite[] {
  if (!notes.isNamed()) return [];
  const found: CallSite[] = namesIn(template.body, path).map((at) => ({ at, causes: [] }));
  for (const [label, site] of notes.macros) {
    const dot = label.indexOf(".");
    const definition = environment.macros.in(label.slice(0, dot)).get(label.slice(dot + 1));
    if (!definition) continue;
    for (const at of namesIn(definition.macro.body, definition.file.path))
      found.push({ at: site.at, causes: [...site.causes, at] });
  }
  return found;
}

function namesIn(body: readonly TemplateNode[], path: string): readonly Location[] {
  const found: Location[] = [];
  walk(body, {
    enter(it, parents) {
      const isName = it.kind === "name" && it.name === "is_incremental";
      const isMember = it.kind === "member" && it.name === "is_incremental";
      if (!isName && !isMember) return undefined;
      const parent = parents.at(-1);
      const isCalled = parent?.kind === "call" && parent.callee === it;
      // `is_incremental is defined` asks whether there is such a macro, which is a sensible question.
      if (!isCalled && parent?.kind !== "test") found.push({ path, span: it.span });
      return undefined;
    },
  });
  return found;
}
