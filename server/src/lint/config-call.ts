import { memo } from "../base/memo.ts";
import type { Call, Keyword, Template } from "../jinja/ast.ts";
import { walk } from "../jinja/walk.ts";

/** The last `config(…)` of a template, whose settings win; undefined when it has none. */
export const configCall: (template: Template) => Call | undefined = memo((template: Template) => {
  let found: Call | undefined;
  walk(template.body, {
    enter(it) {
      if (it.kind === "macro") return "skip";
      if (it.kind === "call" && it.callee.kind === "name" && it.callee.name === "config") found = it;
      return undefined;
    },
  });
  return found;
});

/** A setting as it is written in the file's own `config(…)`. */
export function configKeyword(template: Template, name: string): Keyword | undefined {
  return configCall(template)?.arguments.keyword.find((it) => it.name === name);
}
