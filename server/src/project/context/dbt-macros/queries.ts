import { Unknown } from "../../../jinja/values.ts";
import type { DbtMacro } from "../macro-value.ts";

const ANSWER = "The answer of a query is known to the warehouse only.";

/** Macros that send a query while a model is compiled: the text is noted, the answer unknown (spec 7.1). */
export const queryMacros: readonly DbtMacro[] = [
  {
    name: "run_query",
    parameters: ["sql"],
    takesUnknown: true,
    run([sql = null], { names, interpreter }) {
      const { phase, notes } = names.scope;
      if (!phase.execute) return null;
      notes.read("run_query");
      notes.queried(sql, interpreter);
      return new Unknown(ANSWER);
    },
  },
  {
    name: "statement",
    parameters: [
      ["name", null],
      ["fetch_result", false],
      ["auto_begin", true],
      ["language", "sql"],
    ],
    run([name = null], { names, interpreter, caller }) {
      const { phase, notes } = names.scope;
      if (!phase.execute) return "";
      const sql = caller === undefined ? null : interpreter.call(caller, [], new Map());
      notes.read("run_query");
      notes.queried(sql, interpreter);
      if (typeof name === "string") names.results.set(name, new Unknown(ANSWER));
      return "";
    },
  },
];
