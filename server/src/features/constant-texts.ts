import { memo } from "../base/memo.ts";
import type { Expression, Template } from "../jinja/ast.ts";
import { walk } from "../jinja/walk.ts";

/**
 * The texts that a template's variables can hold, as far as its own text says so.
 *
 * Known are variables that only `{% set %}` and `{% for %}` give values, all of them literal texts or
 * lists of such; one assignment that can't be read off makes the variable unknown.
 */
export const constantTexts = memo((template: Template): ReadonlyMap<string, readonly string[]> => {
  const known = new Map<string, readonly string[]>();
  const unknown = new Set<string>();
  const assign = (name: string, values: readonly string[] | undefined) => {
    if (values) known.set(name, [...(known.get(name) ?? []), ...values]);
    else unknown.add(name);
  };
  walk(template.body, {
    enter(it) {
      if (it.kind === "set" && it.target.kind === "name-target") assign(it.target.name, textsOf(it.value, known));
      else if (it.kind === "for" && it.target.kind === "name-target") assign(it.target.name, textsOf(it.items, known));
      else if (it.kind === "macro" || it.kind === "call-block") for (const { name } of it.parameters) unknown.add(name);
      else if (it.kind === "set-block" && it.target.kind === "name-target") unknown.add(it.target.name);
      return undefined;
    },
  });
  for (const name of unknown) known.delete(name);
  return known;
});

function textsOf(it: Expression, known: ReadonlyMap<string, readonly string[]>): readonly string[] | undefined {
  if (it.kind === "literal") return typeof it.value === "string" ? [it.value] : undefined;
  if (it.kind === "name") return known.get(it.name);
  if (it.kind !== "list" && it.kind !== "tuple") return undefined;
  const texts = it.items.map((item) => textsOf(item, known));
  return texts.every((text) => text !== undefined) ? texts.flat() : undefined;
}
