import { str } from "../../jinja/text.ts";
import { type NativeFunction, PyDict, PyError } from "../../jinja/values.ts";
import { native } from "./native.ts";

/** Raises an error of that type; `say` makes its text of the arguments. */
function raising(
  name: string,
  parameters: readonly string[],
  type: string,
  say: (given: readonly string[]) => string,
): NativeFunction {
  return native(name, parameters, (given) => {
    throw new PyError(type, say(given.map((it) => str(it ?? null))));
  });
}

const first = ([message = ""]: readonly string[]) => message;

const FUNCTIONS: readonly NativeFunction[] = [
  native("warn", ["msg", "node"], () => ""),
  native("warn_snapshot_timestamp_data_types", ["snapshot_time_data_type", "updated_at_data_type"], () => ""),
  raising("raise_compiler_error", ["msg", "node"], "CompilationError", first),
  raising("raise_not_implemented", ["msg"], "CompilationError", ([message]) => `ERROR: ${message}`),
  raising("raise_database_error", ["msg", "node"], "DatabaseError", first),
  raising("raise_dependency_error", ["msg"], "DependencyError", first),
  raising("raise_fail_fast_error", ["msg", "node"], "FailFastError", first),
  raising(
    "raise_duplicate_patch_name",
    ["patch_1", "existing_patch_path"],
    "CompilationError",
    ([name]) => `dbt found two schema.yml entries for the same resource named ${name}.`,
  ),
  raising(
    "raise_duplicate_resource_name",
    ["node_1", "node_2"],
    "CompilationError",
    ([name]) => `dbt found two resources with the name ${name}.`,
  ),
  raising(
    "raise_invalid_property_yml_version",
    ["path", "issue"],
    "CompilationError",
    ([path, issue]) => `The yml property file at ${path} is invalid because ${issue}.`,
  ),
  raising(
    "raise_ambiguous_alias",
    ["node_1", "node_2", "duped_name"],
    "CompilationError",
    ([, , name]) => `dbt found two resources with the database representation "${name}".`,
  ),
  raising(
    "raise_ambiguous_catalog_match",
    ["unique_id", "match_1", "match_2"],
    "CompilationError",
    ([id]) => `dbt found two relations in your warehouse with similar database identifiers for ${id}.`,
  ),
  raising(
    "raise_cache_inconsistent",
    ["message"],
    "InternalError",
    ([message]) => `Cache inconsistency detected: ${message}`,
  ),
  raising("raise_dataclass_not_dict", ["obj"], "CompilationError", ([it]) => `${it} is not a dictionary.`),
  raising(
    "raise_dep_not_found",
    ["node", "node_description", "required_pkg"],
    "DependencyError",
    ([, what, pkg]) =>
      `Error while parsing ${what}.\nThe required package "${pkg}" was not found. Is the package installed?\nHint: You may need to run \`dbt deps\`.`,
  ),
  raising(
    "missing_config",
    ["model", "name"],
    "CompilationError",
    ([, name]) => `Model does not define a required config parameter '${name}'.`,
  ),
  raising(
    "missing_materialization",
    ["model", "adapter_type"],
    "CompilationError",
    ([, adapter]) => `No materialization was found for adapter ${adapter}.`,
  ),
  raising(
    "missing_relation",
    ["relation", "model"],
    "CompilationError",
    ([relation]) => `Relation ${relation} not found!`,
  ),
  raising(
    "relation_wrong_type",
    ["relation", "expected_type", "model"],
    "CompilationError",
    ([relation, expected]) =>
      `Trying to create ${expected} ${relation}, but it currently exists as another type. Either drop ${relation} manually, ` +
      "or run dbt with `--full-refresh` and dbt will drop it for you.",
  ),
  raising(
    "raise_contract_error",
    ["yaml_columns", "sql_columns"],
    "ContractError",
    () => "This model has an enforced contract that failed.",
  ),
  raising(
    "column_type_missing",
    ["column_names"],
    "CompilationError",
    ([names]) =>
      `Contracted models require data_type to be defined for each column. Please ensure that the column name and data_type are defined within the YAML configuration for the ${names} column(s).`,
  ),
];

/** The name `exceptions`: every way a template may stop its own compilation (spec 7.1). */
export function exceptionsValue(): PyDict {
  return PyDict.from(FUNCTIONS.map((it) => [it.name, it] as const));
}
