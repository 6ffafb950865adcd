import { str } from "../../../jinja/text.ts";
import type { Value } from "../../../jinja/values.ts";
import { unsupportedPart } from "./dates.ts";
import { dispatching, sql, type Version } from "./dispatching.ts";

/** `datediff(first, second, part)`. Postgres, DuckDB and Trino put the larger parts together from smaller ones. */
export const datediffMacros = dispatching("datediff", {
  parameters: ["first_date", "second_date", "datepart"],
  versions: {
    default: plain,
    redshift: plain,
    duckdb,
    postgres,
    bigquery: ([a, b, part]) =>
      sql`\n\n    datetime_diff(\n        cast(${b} as datetime),\n        cast(${a} as datetime),\n        ${part}\n    )\n\n  `,
    trino: ([a, b, part]) => trino(str(a ?? null), str(b ?? null), str(part ?? null)),
  },
});

function plain([a, b, part]: readonly Value[]): string {
  return sql`datediff(\n        ${part},\n        ${a},\n        ${b}\n        )`;
}

function weekRest(a: Value, b: Value, dow: (of: Value) => string): string {
  return (
    sql` case\n            when ${dow(a)} <= ${dow(b)} then\n                case when ${a} <= ${b} then 0 else -1 end` +
    sql`\n            else\n                case when ${a} <= ${b} then 1 else 0 end\n        end`
  );
}

const postgresDow = (of: Value) => sql`date_part('dow', (${of})::timestamp)`;

function duckdb([a = null, b = null, part = null]: readonly Value[], { invoke }: Parameters<Version>[1]): string {
  if (str(part) !== "week") return sql`\n        (date_diff('${part}', ${a}::timestamp, ${b}::timestamp ))\n    `;
  return sql`\n            (${invoke("datediff", a, b, "day")} // 7 +${weekRest(a, b, postgresDow)})\n    `;
}

function postgres([a = null, b = null, part = null]: readonly Value[], { invoke }: Parameters<Version>[1]): string {
  const smaller = (name: string) => invoke("datediff", a, b, name);
  const both = (name: string, type: string, wrap: (it: string) => string = (it) => it) =>
    `${wrap(sql`date_part('${name}', (${b})::${type})`)} - ${wrap(sql`date_part('${name}', (${a})::${type})`)}`;
  const floor = (it: string) => `floor(${it})`;
  const text = (() => {
    switch (str(part)) {
      case "year":
        return both("year", "date");
      case "quarter":
        return sql`${smaller("year")} * 4 + ${both("quarter", "date")}`;
      case "month":
        return sql`${smaller("year")} * 12 + ${both("month", "date")}`;
      case "day":
        return sql`(${b})::date - (${a})::date`;
      case "week":
        return sql`${smaller("day")} / 7 +${weekRest(a, b, postgresDow)}`;
      case "hour":
        return sql`${smaller("day")} * 24 + ${both("hour", "timestamp")}`;
      case "minute":
        return sql`${smaller("hour")} * 60 + ${both("minute", "timestamp")}`;
      case "second":
        return sql`${smaller("minute")} * 60 + ${both("second", "timestamp", floor)}`;
      case "millisecond":
        return sql`${smaller("minute")} * 60000 + ${both("millisecond", "timestamp", floor)}`;
      case "microsecond":
        return sql`${smaller("minute")} * 60000000 + ${both("microsecond", "timestamp", floor)}`;
      default:
        throw unsupportedPart("datediff", "postgres", part);
    }
  })();
  return `\n        (${text})\n    `;
}

function trino(first: string, second: string, part: string): string {
  const a = `CAST(${first} AS TIMESTAMP)`;
  const b = `CAST(${second} AS TIMESTAMP)`;
  const both = (name: string) => `${name}(${b}) - ${name}(${a})`;
  const days = `((to_milliseconds((CAST(${b} AS DATE) - CAST(${a} AS DATE)))) / 86400000)`;
  const hours = `(${days} * 24 + ${both("hour")})`;
  const minutes = `(${hours} * 60 + ${both("minute")})`;
  switch (part) {
    case "year":
      return `(${both("year")})`;
    case "quarter":
      return `((${both("year")}) * 4) + ${both("quarter")}`;
    case "month":
      return `((${both("year")}) * 12) + ${both("month")}`;
    case "day":
      return days;
    case "week":
      return `(${days} / 7 +${weekRest(first, second, (it) => `dow(CAST(${str(it)} AS TIMESTAMP))`)})`;
    case "hour":
      return hours;
    case "minute":
      return minutes;
    case "second":
      return `(${minutes} * 60 + ${both("second")})`;
    case "millisecond":
      return `(to_milliseconds((${b} - ${a})))`;
    default:
      throw unsupportedPart("datediff", "Trino", part);
  }
}
