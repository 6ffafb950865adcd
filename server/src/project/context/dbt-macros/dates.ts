import { isString, quoted, str, textOf } from "../../../jinja/text.ts";
import { PyError, type Value } from "../../../jinja/values.ts";
import { dispatching, sql, type Version } from "./dispatching.ts";

const twoDigits = (value: Value | undefined) => str(value ?? null).padStart(2, "0");

/** Arithmetic on dates; `datediff` has files of its own. */
export const dateMacros = [
  ...dispatching("date", {
    parameters: ["year", "month", "day"],
    versions: {
      default: ([year, month, day]) => sql`to_date('${year}-${twoDigits(month)}-${twoDigits(day)}', 'YYYY-MM-DD')`,
      duckdb: ([year, month, day]) => sql`make_date(${year}, ${month}, ${day})`,
      bigquery: ([year, month, day]) => sql`date(${year}, ${month}, ${day})`,
    },
  }),
  ...dispatching("date_trunc", {
    parameters: ["datepart", "date"],
    versions: {
      default: ([part, date]) => sql`date_trunc('${part}', ${date})`,
      bigquery: ([part, date]) => sql`timestamp_trunc(\n        cast(${date} as timestamp),\n        ${part}\n    )`,
    },
  }),
  ...dispatching("dateadd", {
    parameters: ["datepart", "interval", "from_date_or_timestamp"],
    versions: {
      default: ([part, count, from]) =>
        sql`\n\n    dateadd(\n        ${part},\n        ${count},\n        ${from}\n        )\n\n`,
      duckdb: duckdbAdd,
      postgres: ([part, count, from]) => sql`\n\n    ${from} + ((interval '1 ${part}') * (${count}))\n\n`,
      redshift: ([part, count, from]) =>
        sql`\n\n    dateadd(\n        ${part},\n        ${count},\n        ${from}\n        )\n\n`,
      bigquery: ([part, count, from]) =>
        sql`\n\n        datetime_add(\n            cast( ${from} as datetime),\n        interval ${count} ${part}\n        )\n\n`,
      trino: ([part, count, from]) => sql`date_add('${part}', ${count}, ${from})`,
    },
  }),
  ...dispatching("last_day", {
    parameters: ["date", "datepart"],
    versions: {
      default: lastDay,
      duckdb: (given, call) => (isQuarter(given) ? lastDayOfQuarter("duckdb")(given, call) : lastDay(given, call)),
      postgres: (given, call) => (isQuarter(given) ? lastDayOfQuarter("postgres")(given, call) : lastDay(given, call)),
      redshift: (given, call) => sql`\n    ${lastDay(given, call)}\n`,
    },
  }),
];

/** DuckDB has no intervals of weeks and quarters that are counted by an expression. */
function duckdbAdd([part = null, count = null, from]: readonly Value[]): string {
  const unit = str(part).toLowerCase();
  const added = (of: string, name: Value) => sql`\n\n    (${from} + ${of} * interval 1 ${name})`;
  const number = sql`cast(${count} as bigint)`;
  if (unit === "week") return added(`(${number} * 7)`, "day");
  return unit === "quarter" ? added(`(${number} * 3)`, "month") : added(number, part);
}

function isQuarter([, part]: readonly Value[]): boolean {
  return part !== undefined && isString(part) && textOf(part) === "quarter";
}

function lastDay([date, part = null]: readonly Value[], { invoke }: Parameters<Version>[1]): string {
  const next = invoke("dateadd", part, "1", invoke("date_trunc", part, date ?? null));
  return sql`cast(\n        ${invoke("dateadd", "day", "-1", next)}\n        as date)`;
}

function lastDayOfQuarter(adapter: string): Version {
  return ([date, part = null], { invoke }) => {
    const next = invoke("dateadd", "month", "3", invoke("date_trunc", part, date ?? null));
    const last = invoke("dateadd", "day", "-1", next);
    return sql`-- ${adapter} dateadd does not support quarter interval.\n    cast(\n        ${last}\n        as date)`;
  };
}

/** The error of a date part that a macro has no text for. */
export function unsupportedPart(macro: string, adapter: string, part: Value): PyError {
  return new PyError("CompilationError", `Unsupported datepart for macro ${macro} in ${adapter}: ${quoted(str(part))}`);
}
