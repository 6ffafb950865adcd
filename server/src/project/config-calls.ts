import type { Location } from "../base/location.ts";
import { memo } from "../base/memo.ts";
import type { Call, Template } from "../jinja/ast.ts";
import { walk } from "../jinja/walk.ts";

/** A `config(…)` call as it is written in a model's file. */
export interface ConfigCall {
  /** Where a key is given; the whole call for one that comes out of a mapping. */
  at(key: string): Location;
  /** Whether `**` stands in the call and brought nothing to `count` arguments, so that any key may be meant. */
  hidesKeys(count: number): boolean;
}

const callsOf = memo((template: Template): ReadonlyMap<number, Call> => {
  const calls = new Map<number, Call>();
  walk(template.body, {
    enter(it) {
      if (it.kind === "call" && it.callee.kind === "name" && it.callee.name === "config") calls.set(it.span.start, it);
      return undefined;
    },
  });
  return calls;
});

/** The call that is being evaluated at `site`, if it is one of the template's own. */
export function configCall(template: Template, site: Location): ConfigCall | undefined {
  const call = callsOf(template).get(site.span.start);
  if (!call) return undefined;
  const { keyword, positional, keywordSplat } = call.arguments;
  return {
    at(key) {
      const written = key.replace("-", "_");
      const given = keyword.find((it) => it.name === key || it.name === written);
      const entry = given ?? literalEntry(positional[0], key);
      return { path: site.path, span: (entry ?? call).span };
    },
    hidesKeys: (count) => keywordSplat !== undefined && count <= keyword.length,
  };
}

/** The value of a key in `config({…})`. */
function literalEntry(argument: Call["arguments"]["positional"][number] | undefined, key: string) {
  if (argument?.kind !== "dict") return undefined;
  return argument.entries.find((it) => it.key.kind === "literal" && it.key.value === key)?.value;
}
