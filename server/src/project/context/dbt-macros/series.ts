import { asInteger, isIntegral } from "../../../jinja/numbers.ts";
import { PyError, Unknown, type Value } from "../../../jinja/values.ts";
import type { DbtMacro } from "../macro-value.ts";
import { dispatching, sql } from "./dispatching.ts";

/** Rows made of nothing: `generate_series`, `date_spine`. */
export const seriesMacros: readonly DbtMacro[] = [
  ...dispatching("get_powers_of_two", {
    parameters: ["upper_bound"],
    everywhere: true,
    versions: { default: ([bound = null]) => powers(bound) },
  }),
  ...dispatching("generate_series", {
    parameters: ["upper_bound"],
    versions: {
      default: ([bound = null]) => crossJoined(bound),
      duckdb: ([bound]) =>
        sql`\n    select\n        generate_series as generated_number\n    from generate_series(1, ${bound})\n`,
    },
  }),
  counted("get_intervals_between", ["start_date", "end_date", "datepart"]),
  counted("date_spine", ["datepart", "start_date", "end_date"]),
];

function powers(bound: Value): number {
  if (!isIntegral(bound) || Number(asInteger(bound)) <= 0)
    throw new PyError("CompilationError", "upper bound must be positive");
  return Math.max(1, Math.ceil(Math.log2(Number(asInteger(bound)))));
}

function crossJoined(bound: Value): string {
  const digits = Array.from({ length: powers(bound) }, (_, at) => at);
  const joined = (word: string, part: (at: number) => string) =>
    digits.map((at) => `\n    ${part(at)}\n    ${at < digits.length - 1 ? word : ""}\n    `).join("");
  const sum = joined(" + ", (at) => `p${at}.generated_number * power(2, ${at})`);
  const from = joined(" cross join ", (at) => `p as p${at}`);
  return (
    "\n\n    \n\n    with p as (\n        select 0 as generated_number union all select 1\n    ), unioned as (\n\n    select\n\n    " +
    `${sum}\n    + 1\n    as generated_number\n\n    from\n\n    ${from}\n\n    )\n\n    select *\n    from unioned\n` +
    sql`    where generated_number <= ${bound}\n    order by generated_number\n\n`
  );
}

/** dbt counts these intervals with a query while it compiles. */
function counted(name: string, parameters: readonly string[]): DbtMacro {
  return {
    name,
    parameters,
    run(_given, { names }) {
      const { phase, notes } = names.scope;
      if (!phase.execute) return "";
      notes.read("run_query");
      return new Unknown(`\`dbt.${name}()\` counts its intervals with a query, which only the warehouse can answer.`);
    },
  };
}
