import { isString, str, textOf, truthy } from "../../../jinja/text.ts";
import { PyDict, Undefined, type Value } from "../../../jinja/values.ts";
import type { DbtMacro } from "../macro-value.ts";
import { dispatching } from "./dispatching.ts";

const trimmed = (value: Value) => str(value).trim();

/** `generate_schema_name` and its siblings as dbt brings them (spec 6.4). */
export const relationNameMacros: readonly DbtMacro[] = [
  ...dispatching("generate_schema_name", {
    parameters: ["custom_schema_name", ["node", null]],
    everywhere: true,
    versions: {
      default: ([custom = null], { names }) => {
        const { schema } = names.scope.environment.target;
        return custom === null ? schema : `${schema}_${trimmed(custom)}`;
      },
    },
  }),
  {
    name: "generate_schema_name_for_env",
    parameters: ["custom_schema_name", ["node", null]],
    run([custom = null], { names }) {
      const { name, schema } = names.scope.environment.target;
      return name === "prod" && custom !== null ? trimmed(custom) : schema;
    },
  },
  ...dispatching("generate_alias_name", {
    parameters: [
      ["custom_alias_name", null],
      ["node", null],
    ],
    everywhere: true,
    versions: {
      default: ([custom = null, node = null]) => {
        if (truthy(custom)) return trimmed(custom);
        const name = field(node, "name");
        const version = field(node, "version");
        return truthy(version) ? `${str(name)}_v${str(version).replaceAll(".", "_")}` : str(name);
      },
    },
  }),
  ...dispatching("generate_database_name", {
    parameters: [
      ["custom_database_name", null],
      ["node", null],
    ],
    everywhere: true,
    versions: {
      default: ([custom = null], { names }) =>
        custom === null ? names.scope.environment.target.database : trimmed(custom),
    },
  }),
];

function field(node: Value, name: string): Value {
  const value = node instanceof PyDict ? node.get(name) : undefined;
  return value === undefined || value instanceof Undefined ? "" : isString(value) ? textOf(value) : value;
}
