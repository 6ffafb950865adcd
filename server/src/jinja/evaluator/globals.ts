import type { Value } from "../values.ts";
import { cycler, joiner } from "./cycler.ts";
import { dict } from "./dict.ts";
import { lipsum } from "./lipsum.ts";
import { namespace } from "./namespace.ts";
import { range } from "./range.ts";

const BUILTINS: ReadonlyMap<string, Value> = new Map(
  [range, dict, namespace, cycler, joiner, lipsum].map((it) => [it.name, it]),
);

/** The functions that Jinja2 itself gives to every template; whatever the host gives under the same name comes first. */
export function builtin(name: string): Value | undefined {
  return BUILTINS.get(name);
}
