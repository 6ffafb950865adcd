import { bind } from "../../jinja/arguments.ts";
import { str, truthy } from "../../jinja/text.ts";
import { HostObject, NativeFunction, PyError, PyList, Unknown, type Value } from "../../jinja/values.ts";
import { existingRelation, relationNameOf } from "./lookup-relation.ts";
import { native } from "./native.ts";
import { nameStyle, type Parts, withQuoting } from "./quoting.ts";
import { inQuotes } from "./relation.ts";
import { relationApi } from "./relation-api.ts";
import type { Names } from "./scope.ts";

/** Methods that read the warehouse; parsing answers them with nothing, or with an empty list (spec 7.1). */
const READERS: ReadonlyMap<string, "none" | "list"> = new Map([
  ["get_columns_in_relation", "list"],
  ["get_missing_columns", "list"],
  ["get_column_schema_from_query", "list"],
  ["list_relations", "list"],
  ["list_relations_without_caching", "list"],
  ["list_schemas", "list"],
  ["check_schema_exists", "none"],
  ["execute", "none"],
  ["add_query", "none"],
  ["get_incremental_strategy_macro", "none"],
  ["standardize_grants_dict", "none"],
  ["get_partitions_metadata", "list"],
  ["convert_type", "none"],
  ["get_catalog", "none"],
  ["valid_snapshot_target", "none"],
  ["get_hard_deletes_behavior", "none"],
]);

/** Methods that change the warehouse or the cache: compiling does neither. */
const WRITERS: ReadonlySet<string> = new Set([
  ...["create_schema", "drop_schema", "drop_relation", "truncate_relation", "rename_relation", "commit"],
  ...["expand_target_column_types", "cache_added", "cache_dropped", "cache_renamed", "clear_transaction"],
]);

/** The name `adapter`. Adapters bring methods of their own: what one isn't listed answers is unknown, never an error. */
export class Adapter extends HostObject {
  readonly typeName = "dbt.context.providers.RuntimeDatabaseWrapper";
  readonly #names: Names;
  constructor(names: Names) {
    super();
    this.#names = names;
  }

  override attribute(name: string): Value | undefined {
    const { environment, phase, notes } = this.#names.scope;
    const reader = READERS.get(name);
    if (reader)
      return new NativeFunction(name, () => {
        if (!phase.execute) return reader === "list" ? new PyList() : null;
        notes.read("run_query");
        return new Unknown(`What \`adapter.${name}()\` answers is known to the warehouse only.`);
      });
    if (WRITERS.has(name)) return new NativeFunction(name, () => null);
    return this.#pure(name) ?? otherMethod(name, environment.target.type);
  }

  #pure(name: string): Value | undefined {
    const { environment } = this.#names.scope;
    const style = nameStyle(environment.target.type);
    switch (name) {
      case "dispatch":
        return new NativeFunction(name, (positional, keyword) => this.#dispatch(positional, keyword));
      case "type":
        return native(name, [], () => environment.target.type);
      case "quote":
        return native(name, ["identifier"], ([it]) => inQuotes(style, str(it ?? null)), 1);
      case "quote_as_configured":
        return native(
          name,
          ["identifier", "quote_key"],
          ([it, key]) => {
            const policy = withQuoting(style.quoted, environment.root.quoting);
            const quoted = policy[str(key ?? null) as keyof Parts] ?? true;
            return quoted ? inQuotes(style, str(it ?? null)) : str(it ?? null);
          },
          2,
        );
      case "quote_seed_column":
        return native(
          name,
          ["column", "quote_config"],
          ([column, quoted]) => {
            const byDefault = environment.target.type !== "snowflake";
            const wanted = quoted === undefined || quoted === null ? byDefault : truthy(quoted);
            return wanted ? inQuotes(style, str(column ?? null)) : str(column ?? null);
          },
          2,
        );
      case "get_relation":
        return native(
          name,
          ["database", "schema", "identifier"],
          (given) => existingRelation(this.#names.scope, relationNameOf(given)),
          3,
        );
      case "Relation":
        return relationApi(environment);
      default:
        return undefined;
    }
  }

  #dispatch(positional: readonly Value[], keyword: ReadonlyMap<string, Value>): Value {
    const [name, namespace, packages] = bind(
      "dispatch",
      ["macro_name", "macro_namespace", "packages"],
      positional,
      keyword,
      1,
    );
    if (packages !== undefined && packages !== null)
      throw new PyError(
        "CompilationError",
        'The "packages" argument of adapter.dispatch() has been deprecated.\nUse the "macro_namespace" argument instead.\n\n' +
          `Raised during dispatch for: ${str(name ?? null)}`,
      );
    if (name instanceof Unknown) return name;
    const wanted = namespace === undefined || namespace === null ? undefined : str(namespace);
    return this.#names.dispatch(str(name ?? null), wanted);
  }
}

/** DuckDB's adapter has little of its own, so a name that isn't there is a slip; other adapters have dozens. */
function otherMethod(name: string, adapter: string): Value | undefined {
  const own =
    /^(?:is_motherduck|is_ducklake|disable_transactions|external_\w+|store_relation|warn_once|convert_datetimes_to_strs|behavior|config|connections|cache)$/;
  if (adapter === "duckdb" && !own.test(name) && name !== "location_exists") return undefined;
  return new Unknown(`What \`adapter.${name}\` is in ${adapter} isn't known without a connection.`);
}
