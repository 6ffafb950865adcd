import { str } from "../../../jinja/text.ts";
import { PyList, type Value } from "../../../jinja/values.ts";
import { itemsOf } from "../collections.ts";
import { translateType } from "../column.ts";
import type { DbtMacro } from "../macro-value.ts";
import { dispatching, sql } from "./dispatching.ts";

const joined = (items: Value | undefined) => (itemsOf(items ?? null) ?? []).map(str).join(" , ");
const isEmpty = (items: Value | undefined) => (itemsOf(items ?? null) ?? []).length === 0;

/** Arrays, aggregates and set operators. */
export const setMacros: readonly DbtMacro[] = [
  ...dispatching("any_value", {
    parameters: ["expression"],
    versions: {
      default: ([it]) => sql`any_value(${it})`,
      duckdb: ([it]) => sql`arbitrary(${it})`,
      postgres: ([it]) => sql`min(${it})`,
      trino: ([it]) => sql`min(${it})`,
    },
  }),
  ...dispatching("bool_or", {
    parameters: ["expression"],
    versions: {
      default: ([it]) => sql`bool_or(${it})`,
      snowflake: ([it]) => sql`boolor_agg(${it})`,
      bigquery: ([it]) => sql`logical_or(${it})`,
    },
  }),
  ...dispatching("equals", {
    parameters: ["expr1", "expr2"],
    versions: {
      default: ([a, b]) => sql`(${a} = ${b})\n`,
      postgres: ([a, b]) => sql`(${a} = ${b})`,
      snowflake: ([a, b]) => sql`(${a} = ${b})`,
      bigquery: ([a, b]) => sql`(${a} = ${b})`,
    },
  }),
  ...setOperator("except"),
  ...setOperator("intersect"),
  ...dispatching("array_append", {
    parameters: ["array", "new_element"],
    versions: {
      default: ([array, it]) => sql`array_append(${array}, ${it})`,
      redshift: ([array, it = null], { invoke }) =>
        sql`array_concat(${array}, ${invoke("array_construct", new PyList([it]))})`,
      bigquery: ([array, it = null], { invoke }) =>
        sql`array_concat(${array}, ${invoke("array_construct", new PyList([it]))})`,
      trino: ([array, it = null], { invoke }) => sql`concat(${array}, ${invoke("array_construct", new PyList([it]))})`,
    },
  }),
  ...dispatching("array_concat", {
    parameters: ["array_1", "array_2"],
    versions: {
      default: ([a, b]) => sql`array_cat(${a}, ${b})`,
      redshift: ([a, b]) => sql`array_concat(${a}, ${b})`,
      bigquery: ([a, b]) => sql`array_concat(${a}, ${b})`,
      trino: ([a, b]) => sql`concat(${a}, ${b})`,
    },
  }),
  ...dispatching("array_construct", {
    parameters: [
      ["inputs", new PyList()],
      ["data_type", null],
    ],
    versions: {
      default: ([items, type = null]) =>
        isEmpty(items) ? sql`\n    array[]::${type ?? "integer"}[]\n    ` : sql`\n    array[ ${joined(items)} ]\n    `,
      redshift: ([items]) => sql`array( ${joined(items)} )`,
      snowflake: ([items]) => sql`array_construct( ${joined(items)} )`,
      bigquery: ([items, type = null]) =>
        isEmpty(items)
          ? sql`\n    ARRAY<${type ?? translateType("bigquery", "integer")}>[]\n    `
          : sql`\n    [ ${joined(items)} ]\n    `,
      trino: ([items]) => (isEmpty(items) ? "null" : sql`array[ ${joined(items)} ]`),
    },
  }),
];

function setOperator(name: string): readonly DbtMacro[] {
  return dispatching(name, {
    parameters: [],
    versions: { default: () => `\n\n    ${name}\n\n`, bigquery: () => `\n\n    ${name} distinct\n\n` },
  });
}
