import type { Describe } from "../../jinja/interpreter.ts";

/** An evaluation error in dbt's words: it guesses why a name is undefined, but not in a macro (dbt Core 1.11, measured). */
export const errorText: Describe = ({ type, message }, where) =>
  type === "UndefinedError" && where === "template" ? `${message}. ${LIKELY_REASON}` : message;

const LIKELY_REASON =
  "This can happen when calling a macro that does not exist. " +
  'Check for typos and/or install package dependencies with "dbt deps".';
