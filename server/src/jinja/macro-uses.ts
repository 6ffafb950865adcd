import type { Node } from "./ast.ts";
import { walk } from "./walk.ts";

/** The names through which a macro gets at what its parameters don't take. */
export type SpecialName = "caller" | "varargs" | "kwargs";

const specialNames: readonly string[] = ["caller", "varargs", "kwargs"] satisfies readonly SpecialName[];

/**
 * Which of the special names a macro's body reads before it gives them another meaning.
 *
 * As in Jinja2 a reading anywhere in the body counts, in a macro inside it too, and once a name is
 * assigned or is a parameter of an inner macro, later readings no longer do.
 */
export function specialNamesRead(body: readonly Node[]): ReadonlySet<string> {
  const open = new Set(specialNames);
  const read = new Set<string>();
  walk(body, {
    enter(it) {
      if (it.kind === "loader" && it.tag === "block") return "skip";
      if (it.kind === "name" && open.has(it.name)) read.add(it.name);
      else if (it.kind === "name-target") open.delete(it.name);
      else if (it.kind === "macro" || it.kind === "call-block") {
        for (const parameter of it.parameters) open.delete(parameter.name);
      }
      return undefined;
    },
  });
  return read;
}
