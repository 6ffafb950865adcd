import { fromPlain } from "../../jinja/convert.ts";
import { Namespaced, PyDict, type Value } from "../../jinja/values.ts";
import type { Scope } from "./scope.ts";

/** Of the flags that templates ask for, those that a plain command has; the rest prints as nothing, as in dbt. */
const PLAIN_FLAGS: ReadonlyMap<string, Value> = new Map<string, Value>([
  ["STORE_FAILURES", false],
  ["EMPTY", false],
  ["DEBUG", false],
  ["FAIL_FAST", false],
  ["QUIET", false],
  ["INTROSPECT", true],
  ["USE_COLORS", true],
  ["WARN_ERROR", null],
  ["PARTIAL_PARSE", true],
  ["STATIC_PARSER", true],
  ["CACHE_SELECTED_ONLY", false],
  ["INDIRECT_SELECTION", "eager"],
  ["SEND_ANONYMOUS_USAGE_STATS", false],
]);

/** The name `flags`. */
export function flagsValue({ phase, environment }: Scope): Namespaced {
  return new Namespaced("Namespace", (name) => {
    if (name === "FULL_REFRESH") return phase.fullRefresh;
    if (name === "WHICH") return phase.command;
    const project = environment.root.flags[name.toLowerCase()];
    return project === undefined ? PLAIN_FLAGS.get(name) : fromPlain(project);
  });
}

/** The name `invocation_args_dict`. */
export function invocationArguments({ phase }: Scope): PyDict {
  return PyDict.from([
    ["which", phase.command],
    ["full_refresh", phase.fullRefresh],
    ["vars", new PyDict()],
  ]);
}
