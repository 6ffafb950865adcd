import { memo } from "../base/memo.ts";
import type { Call, Keyword, Template } from "../jinja/ast.ts";
import { walk } from "../jinja/walk.ts";

interface Calls {
  readonly all: readonly Call[];
  /** Whether one of them stands in a branch or a loop, so that another run may be configured otherwise. */
  readonly isConditional: boolean;
}

/** Every `config(…)` of a template's own text; those of macros left out. */
export const configCalls: (template: Template) => Calls = memo((template: Template) => {
  const all: Call[] = [];
  let isConditional = false;
  walk(template.body, {
    enter(it, parents) {
      if (it.kind === "macro") return "skip";
      if (it.kind !== "call" || it.callee.kind !== "name" || it.callee.name !== "config") return undefined;
      all.push(it);
      isConditional ||= parents.some(({ kind }) => kind === "if" || kind === "for" || kind === "conditional");
      return undefined;
    },
  });
  return { all, isConditional };
});

/** The last `config(…)` of a template, whose settings win; undefined when it has none. */
export function configCall(template: Template): Call | undefined {
  return configCalls(template).all.at(-1);
}

/** A setting as it is written in the file's own `config(…)`. */
export function configKeyword(template: Template, name: string): Keyword | undefined {
  return configCall(template)?.arguments.keyword.find((it) => it.name === name);
}
