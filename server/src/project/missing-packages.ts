import { memo } from "../base/memo.ts";
import type { Macro, Template } from "../jinja/ast.ts";
import { type Tree, walk } from "../jinja/walk.ts";
import { templateOf } from "./model-template.ts";
import type { Environment, ProjectSnapshot } from "./snapshot.ts";

/**
 * How many models call macros of packages that are not installed, themselves or through macros that are there: the parts
 * that these would write are not known.
 *
 * By name alone, without evaluating anything.
 */
export function modelsInNeed({ environment, nodes }: ProjectSnapshot): number {
  const needy = needyNames(environment);
  if (needy.size === 0) return 0;
  return nodes.ids.filter((id) => {
    const node = nodes.get(id);
    const template = node?.resourceType === "model" ? templateOf(node) : undefined;
    return template !== undefined && namesIn(template).some((it) => needy.has(it));
  }).length;
}

/** The missing packages' names, and the macros that lead to one of them. */
const needyNames = memo(({ macros, missingPackages }: Environment): ReadonlySet<string> => {
  const needy = new Set(missingPackages.map((it) => it.name));
  if (needy.size === 0) return needy;
  const all = macros.packages.flatMap((it) => [...macros.in(it).values()].map((one) => one.macro));
  for (let before = -1; before !== needy.size; ) {
    before = needy.size;
    for (const macro of all) if (namesInMacro(macro).some((it) => needy.has(it))) needy.add(macro.callName);
  }
  return needy;
});

const namesIn = memo((template: Template): readonly string[] => collect(template.body));

const namesInMacro = memo((macro: Macro): readonly string[] => collect(macro.body));

function collect(trees: readonly Tree[]): readonly string[] {
  const names = new Set<string>();
  walk(trees, {
    enter(it) {
      if (it.kind === "name") names.add(it.name);
      return undefined;
    },
  });
  return [...names];
}
