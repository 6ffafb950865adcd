import { str } from "../../../jinja/text.ts";
import { translateType } from "../column.ts";
import type { DbtCall, DbtMacro } from "../macro-value.ts";
import { dispatching, sql } from "./dispatching.ts";

const translated =
  (type: string) =>
  (_given: unknown, { names }: DbtCall) =>
    translateType(names.scope.environment.target.type, type);

const typeMacro = (name: string, portable: string, others: { readonly [adapter: string]: string } = {}) =>
  dispatching(`type_${name}`, {
    parameters: [],
    versions: {
      default: translated(portable),
      ...Object.fromEntries(Object.entries(others).map(([adapter, type]) => [adapter, () => type])),
    },
  });

/** Types and casts. */
export const castMacros: readonly DbtMacro[] = [
  ...typeMacro("string", "string", { trino: "varchar" }),
  ...typeMacro("timestamp", "timestamp"),
  ...typeMacro("float", "float", { trino: "double" }),
  ...typeMacro("bigint", "bigint"),
  ...typeMacro("int", "integer"),
  ...typeMacro("boolean", "boolean"),
  ...dispatching("type_numeric", {
    parameters: [],
    versions: { default: () => "numeric(28,6)", bigquery: () => "numeric", trino: () => "decimal(28, 6)" },
  }),
  ...dispatching("cast", {
    parameters: ["field", "type"],
    versions: {
      default: ([field, type]) => sql`\n    cast(${field} as ${type})\n`,
      snowflake: ([field, type = null]) =>
        /^geo(?:graphy|metry)$/i.test(str(type))
          ? sql`\n    to_${str(type).toLowerCase()}(${field})\n    `
          : sql`\n    cast(${field} as ${type})\n    `,
    },
  }),
  ...dispatching("safe_cast", {
    parameters: ["field", "type"],
    versions: {
      default: ([field, type]) => sql`\n    \n    cast(${field} as ${type})\n`,
      snowflake: ([field = null, type = null], { invoke }) =>
        /^(?:variant|geometry|geography)$/i.test(str(type))
          ? sql`\n    ${invoke("cast", field, type)}\n    `
          : sql`\n    \n        try_cast(${field} as ${type})\n    `,
      bigquery: ([field, type]) => sql`safe_cast(${field} as ${type})`,
      trino: ([field, type]) => sql`try_cast(${field} as ${type})`,
    },
  }),
  ...dispatching("cast_bool_to_text", {
    parameters: ["field"],
    versions: {
      default: ([field], call) => sql`\n  \n    cast(${field} as ${translated("string")([], call)})\n\n`,
      redshift: ([field]) =>
        sql`\n  \n    case\n        when ${field} is true then 'true'\n        when ${field} is false then 'false'\n    end::text\n\n`,
    },
  }),
];
