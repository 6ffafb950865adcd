import { asInteger, isIntegral } from "../../../jinja/numbers.ts";
import { str, typeName } from "../../../jinja/text.ts";
import { PyError, Unknown, type Value } from "../../../jinja/values.ts";
import { itemsOf } from "../collections.ts";
import { translateType } from "../column.ts";
import type { DbtCall, DbtMacro } from "../macro-value.ts";
import { dispatching, sql } from "./dispatching.ts";

/** SQL on strings. */
export const stringMacros: readonly DbtMacro[] = [
  ...dispatching("concat", {
    parameters: ["fields"],
    versions: { default: ([fields]) => (itemsOf(fields ?? null) ?? []).map(str).join(" || ") },
  }),
  ...dispatching("hash", {
    parameters: ["field"],
    versions: {
      default: hashed,
      bigquery: (given, call) => sql`to_hex(${hashed(given, call)})`,
      trino: ([field]) => sql`lower(to_hex(md5(to_utf8(cast(${field} as varchar)))))`,
    },
  }),
  ...dispatching("length", {
    parameters: ["expression"],
    versions: {
      default: ([it]) => sql`\n\n    length(\n        ${it}\n    )`,
      redshift: ([it]) => sql`\n\n    len(\n        ${it}\n    )`,
    },
  }),
  ...dispatching("position", {
    parameters: ["substring_text", "string_text"],
    versions: {
      default: ([part, whole]) => sql`\n\n    position(\n        ${part} in ${whole}\n    )`,
      bigquery: ([part, whole]) => sql`\n\n    strpos(\n        ${whole},\n        ${part}\n\n    )`,
    },
  }),
  ...dispatching("replace", {
    parameters: ["field", "old_chars", "new_chars"],
    versions: {
      default: ([field, old, fresh]) =>
        sql`\n\n    replace(\n        ${field},\n        ${old},\n        ${fresh}\n    )\n\n\n`,
    },
  }),
  ...dispatching("right", {
    parameters: ["string_text", "length_expression"],
    versions: {
      default: ([text, length]) => sql`\n\n    right(\n        ${text},\n        ${length}\n    )`,
      snowflake: ([text, length]) =>
        sql`\n\n    case when ${length} = 0\n        then ''\n    else\n        right(\n            ${text},\n            ${length}\n        )\n    end`,
      bigquery: ([text, length]) =>
        sql`\n\n    case when ${length} = 0\n        then ''\n    else\n        substr(\n            ${text},\n            -1 * (${length})\n        )\n    end`,
      trino: ([text, length]) =>
        sql`\n    case when ${length} = 0\n        then ''\n    else\n        substr(${text}, -1 * (${length}))\n    end`,
    },
  }),
  ...dispatching("split_part", {
    parameters: ["string_text", "delimiter_text", "part_number"],
    versions: {
      default: part,
      duckdb: ([text, delimiter, at]) => sql`\n    string_split(${text}, ${delimiter})[ ${at} ]\n`,
      postgres: (given) => sql`\n\n  \n    ${isFromEnd(given[2]) ? partFromEnd(given) : part(given)}\n  \n\n`,
      bigquery: bigqueryPart,
      trino: (given) => sql`\n  \n    ${isFromEnd(given[2]) ? partFromEnd(given) : part(given)}\n  \n`,
    },
  }),
  ...dispatching("string_literal", {
    parameters: ["value"],
    versions: { default: ([value]) => sql`'${value}'`, bigquery: ([value]) => sql`'''${value}'''` },
  }),
  ...dispatching("escape_single_quotes", {
    parameters: ["expression"],
    everywhere: true,
    versions: {
      default: ([it]) => str(it ?? null).replaceAll("'", "''"),
      snowflake: ([it]) => str(it ?? null).replaceAll("'", "\\'"),
      bigquery: ([it]) => str(it ?? null).replaceAll("'", "\\'"),
    },
  }),
  ...dispatching("listagg", {
    parameters: ["measure", ["delimiter_text", "','"], ["order_by_clause", null], ["limit_num", null]],
    versions: {
      default: ([measure, delimiter, order = null, limit = null]) =>
        limit === null
          ? sql`\n    listagg(\n        ${measure},\n        ${delimiter}\n        )\n        ${within(order)}`
          : sql`array_to_string(\n        array_slice(\n            array_agg(\n                ${measure}\n            )${within(order)}\n            ,0\n            ,${limit}\n        ),\n        ${delimiter}\n        )`,
      duckdb: ([measure, delimiter, order = null, limit = null]) =>
        limit === null
          ? stringAgg(measure, delimiter, order)
          : sql`list_aggr(\n        (array_agg(\n            ${measure}\n            ${orNothing(order)}\n        ))[1:${limit}],\n        'string_agg',\n        ${delimiter}\n        )`,
      postgres: ([measure, delimiter, order = null, limit = null]) =>
        limit === null
          ? stringAgg(measure, delimiter, order)
          : sql`array_to_string(\n        (array_agg(\n            ${measure}\n            ${orNothing(order)}\n        ))[1:${limit}],\n        ${delimiter}\n        )`,
      redshift: ([measure, delimiter, order = null, limit = null]) =>
        limit === null
          ? sql`\n    listagg(\n        ${measure},\n        ${delimiter}\n        )\n        ${within(order)}`
          : new Unknown("What `dbt.listagg()` with a limit writes for redshift isn't known."),
      bigquery: ([measure, delimiter, order = null, limit = null]) =>
        sql`string_agg(\n        ${measure},\n        ${delimiter}\n        ${orNothing(order)}\n        ${limit === null ? "" : sql`limit ${limit}`}\n        )`,
      trino: ([measure, delimiter, order = null, limit = null]) => {
        const all = sql`array_agg(${measure} ${orNothing(order)})`;
        return sql` array_join( ${limit === null ? all : sql`slice( ${all} , 1, ${limit})`} , ${delimiter}) `;
      },
    },
  }),
];

function hashed([field]: readonly Value[], { names }: DbtCall): string {
  return sql`md5(cast(${field} as ${translateType(names.scope.environment.target.type, "string")}))`;
}

function orNothing(clause: Value): Value {
  return clause ?? "";
}

function within(order: Value): string {
  return order === null ? "" : sql`within group (${order})`;
}

function stringAgg(measure: Value | undefined, delimiter: Value | undefined, order: Value): string {
  return sql`\n    string_agg(\n        ${measure},\n        ${delimiter}\n        ${orNothing(order)}\n        )`;
}

function part([text, delimiter, at]: readonly Value[]): string {
  return sql`\n\n    split_part(\n        ${text},\n        ${delimiter},\n        ${at}\n        )\n\n`;
}

function partFromEnd([text, delimiter, at]: readonly Value[]): string {
  return sql`\n\n    split_part(\n        ${text},\n        ${delimiter},\n          length(${text})\n          - length(\n              replace(${text},  ${delimiter}, '')\n          ) + 2 + ${at}\n        )\n\n`;
}

function bigqueryPart([text, delimiter, at = null]: readonly Value[]): string {
  const offset = isFromEnd(at)
    ? sql`\n          length(${text})\n          - length(\n              replace(${text},  ${delimiter}, '')\n          ) + 1 + ${at}\n        `
    : String(Number(isIntegral(at) ? asInteger(at) : 1) - 1);
  return sql`\n\n  \n    split(\n        ${text},\n        ${delimiter}\n        )[safe_offset(${offset})]\n  \n\n`;
}

/** Whether parts are counted from the end; what isn't a number can't be compared, as in Python. */
function isFromEnd(at: Value | undefined): boolean {
  if (at !== undefined && isIntegral(at)) return Number(asInteger(at)) < 0;
  throw new PyError("TypeError", `'>=' not supported between instances of '${typeName(at ?? null)}' and 'int'`);
}
