import { toJson } from "../../../jinja/json.ts";
import { str, truthy } from "../../../jinja/text.ts";
import { PyDict, type Value } from "../../../jinja/values.ts";
import type { DbtCall, DbtMacro } from "../macro-value.ts";

/** What a hook is written with: its SQL and whether it runs inside the transaction. */
export const hookMacros: readonly DbtMacro[] = [
  {
    name: "make_hook_config",
    parameters: ["sql", "inside_transaction"],
    run: ([sql = null, inside = null], call) => hookConfig(sql, truthy(inside), call),
  },
  hook("before_begin", false),
  hook("in_transaction", true),
  hook("after_commit", false),
  // The header is kept in the node's config, which no template reads back.
  { name: "set_sql_header", parameters: ["config"], takesUnknown: true, run: () => "" },
];

function hook(name: string, inside: boolean): DbtMacro {
  return { name, parameters: ["sql"], run: ([sql = null], call) => `\n    ${hookConfig(sql, inside, call)}\n` };
}

function hookConfig(sql: Value, transaction: boolean, { interpreter: { charge } }: DbtCall): string {
  const hook = PyDict.from([
    ["sql", str(sql)],
    ["transaction", transaction],
  ]);
  return `\n    ${toJson(hook, { sortKeys: "as given", indent: undefined, charge })}\n`;
}
