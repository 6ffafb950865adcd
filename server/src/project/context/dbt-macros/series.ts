import { asInteger, isIntegral } from "../../../jinja/numbers.ts";
import { str } from "../../../jinja/text.ts";
import { PyError, Unknown, type Value } from "../../../jinja/values.ts";
import type { DbtCall, DbtMacro } from "../macro-value.ts";
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
  ...dispatching("get_intervals_between", {
    parameters: ["start_date", "end_date", "datepart"],
    everywhere: true,
    versions: { default: intervalsBetween },
  }),
  ...dispatching("date_spine", {
    parameters: ["datepart", "start_date", "end_date"],
    versions: { default: dateSpine },
  }),
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

/**
 * dbt asks the warehouse how many intervals lie between two dates; where both are written as dates, so can we.
 *
 * While parsing it asks nobody, and the answer is empty.
 */
function intervalsBetween([start = null, end = null, part = null]: readonly Value[], { names }: DbtCall): Value {
  const { phase, notes } = names.scope;
  if (!phase.execute) return "";
  const counted = intervals(dateIn(start), dateIn(end), str(part).toLowerCase());
  if (counted !== undefined) return counted;
  notes.read("run_query");
  return new Unknown("`dbt.get_intervals_between()` counts with a query, which only the warehouse can answer.");
}

/** `'2024-01-01'`, `date '2024-01-01'`, `cast('2024-01-01' as date)`; undefined for any other expression. */
function dateIn(value: Value): Date | undefined {
  const text = str(value).trim();
  const found =
    /^(?:date\s*)?'(\d{4}-\d\d-\d\d)'(?:\s*::\s*date)?$/i.exec(text) ??
    /^cast\(\s*'(\d{4}-\d\d-\d\d)'\s+as\s+date\s*\)$/i.exec(text);
  const date = found ? new Date(`${found[1]}T00:00:00Z`) : undefined;
  return date && Number.isNaN(date.getTime()) ? undefined : date;
}

const DAY = 86_400_000;

/** How often the part changes from one date to the other; weeks begin on different days on different warehouses. */
function intervals(start: Date | undefined, end: Date | undefined, part: string): number | undefined {
  if (!start || !end) return undefined;
  const years = end.getUTCFullYear() - start.getUTCFullYear();
  const months = years * 12 + end.getUTCMonth() - start.getUTCMonth();
  const days = Math.round((end.getTime() - start.getTime()) / DAY);
  const quarter = (it: Date) => Math.floor(it.getUTCMonth() / 3);
  const counts: Readonly<Record<string, number>> = {
    year: years,
    quarter: years * 4 + quarter(end) - quarter(start),
    month: months,
    day: days,
    hour: days * 24,
    minute: days * 24 * 60,
  };
  return Object.hasOwn(counts, part) ? counts[part] : undefined;
}

function dateSpine([part = null, start = null, end = null]: readonly Value[], { names, invoke }: DbtCall): Value {
  if (!names.scope.phase.execute) return "";
  const between = invoke("get_intervals_between", start, end, part);
  if (between instanceof Unknown) return between;
  const series = invoke("generate_series", between);
  const day = invoke("dateadd", part, "row_number() over (order by 1) - 1", start);
  const unknown = [series, day].find((it) => it instanceof Unknown);
  if (unknown) return unknown;
  return (
    sql`\n\n\n    \n\n\n    with rawdata as (\n\n        ${series}\n\n    ),\n\n    all_periods as (\n\n        select (\n            ` +
    sql`${day}\n        ) as date_${part}\n        from rawdata\n\n    ),\n\n    filtered as (\n\n        select *\n` +
    sql`        from all_periods\n        where date_${part} <= ${end}\n\n    )\n\n    select * from filtered\n\n`
  );
}
