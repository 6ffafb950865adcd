import { fromPlain } from "../../jinja/convert.ts";
import { str } from "../../jinja/text.ts";
import { Namespaced, NativeFunction, PyDict, PyError, PyList, Unknown, type Value } from "../../jinja/values.ts";
import { publicTarget } from "../target-fields.ts";
import { Adapter } from "./adapter.ts";
import { collections } from "./collections.ts";
import { ColumnClass } from "./column.ts";
import { exceptionsValue } from "./exceptions.ts";
import { flagsValue, invocationArguments } from "./flags.ts";
import { modelValue } from "./model-value.ts";
import { modulesValue, runStartedAt } from "./modules.ts";
import { native } from "./native.ts";
import { nameStyle } from "./quoting.ts";
import { refFunction, sourceFunction } from "./references.ts";
import { apiValue } from "./relation-api.ts";
import { nodeRelation } from "./relation-of.ts";
import type { Names } from "./scope.ts";
import { serialisers } from "./serialise.ts";
import { envVar, Var } from "./variables.ts";

/** One name of dbt's context; made when a template first asks for it. */
type Entry = (names: Names) => Value;

const nothing: Entry = () => new NativeFunction("nothing", () => "");
const NO_RUN = "00000000-0000-0000-0000-000000000000";

/** dbt's names that aren't macros (spec 7.1). A macro of the project under the same name wins; these stay reachable as `builtins.x`. */
export const contextNames: ReadonlyMap<string, Entry> = new Map<string, Entry>([
  ...[...serialisers, ...collections].map(([name, value]): [string, Entry] => [name, () => value]),
  ["ref", ({ scope }) => refFunction(scope)],
  ["source", ({ scope }) => sourceFunction(scope)],
  ["config", ({ scope }) => scope.phase.config],
  ["var", ({ scope }) => new Var(scope)],
  ["env_var", ({ scope }) => envVar(scope)],
  [
    "this",
    ({ scope }) =>
      nodeRelation(scope.environment, { name: scope.phase.relation, config: scope.phase.nodeConfig }, { mark: "this" }),
  ],
  ["target", ({ scope }) => fromPlain(publicTarget(scope.environment.target))],
  ["env", ({ scope }) => fromPlain(publicTarget(scope.environment.target))],
  ["schema", ({ scope }) => scope.phase.relation.schema],
  ["database", ({ scope }) => scope.phase.relation.database],
  ["execute", ({ scope }) => scope.phase.execute],
  ["project_name", ({ scope }) => scope.environment.root.name],
  ["dbt_version", () => "1.11.16"],
  ["flags", ({ scope }) => flagsValue(scope)],
  ["invocation_args_dict", ({ scope }) => invocationArguments(scope)],
  [
    "model",
    ({ scope: { environment, node, phase } }) =>
      modelValue({ environment, node, config: phase.nodeConfig, relation: phase.relation, parents: phase.parents() }),
  ],
  ["graph", ({ scope }) => scope.phase.graph()],
  ["selected_resources", ({ scope }) => new PyList(scope.phase.execute ? [scope.node.uniqueId] : [])],
  ["adapter", (names) => new Adapter(names)],
  ["api", ({ scope }) => apiValue(scope.environment)],
  [
    "column",
    ({ scope: { environment } }) => new ColumnClass(environment.target.type, nameStyle(environment.target.type)),
  ],
  ["exceptions", () => exceptionsValue()],
  ["modules", ({ scope }) => modulesValue(scope.notes)],
  ["run_started_at", ({ scope }) => runStartedAt(scope.notes)],
  ["invocation_id", ({ scope }) => clocked(scope.notes.read, NO_RUN)],
  ["thread_id", () => "Thread-1"],
  ["dbt_metadata_envs", () => new PyDict()],
  [
    "validation",
    () => new Namespaced("dict", (name) => (name === "any" ? new Namespaced("any", () => nothingFunction) : undefined)),
  ],
  ["return", () => native("return", ["data"], ([value = null], interpreter) => interpreter.returnValue(value), 1)],
  ["render", () => native("render", ["string"], ([text = null], interpreter) => interpreter.render(str(text)), 1)],
  [
    "try_or_compiler_error",
    () =>
      new NativeFunction("try_or_compiler_error", ([, callee = null, ...given], keyword, interpreter) =>
        interpreter.call(callee, given, keyword),
      ),
  ],
  [
    "load_result",
    (names) => native("load_result", ["name"], ([name = null]) => names.results.get(str(name)) ?? null, 1),
  ],
  ["load_agate_table", () => new Unknown("The rows of a seed are not read here.")],
  ["function", () => new Unknown("Functions of the project are not evaluated here.")],
  ["metric", () => new Unknown("Metrics are not evaluated here.")],
  [
    "adapter_macro",
    () =>
      native(
        "adapter_macro",
        ["name"],
        ([name = null]) => {
          throw new PyError(
            "CompilationError",
            `The "adapter_macro" macro has been deprecated. Instead, use the \`adapter.dispatch\` method to find a macro and call the result. adapter_macro was called for: ${str(name)}`,
          );
        },
        1,
      ),
  ],
  ["builtins", (names) => mappingOf((name) => contextNames.get(name)?.(names))],
  ["context", (names) => mappingOf((name) => names.lookup(name))],
  ...["log", "print", "write", "store_result", "store_raw_result", "submit_python_job"].map((it): [string, Entry] => [
    it,
    nothing,
  ]),
  ...["sql", "compiled_code", "defer_relation", "context_macro_stack"].map((it): [string, Entry] => [it, () => null]),
  ...["pre_hooks", "post_hooks"].map((it): [string, Entry] => [it, () => new PyList()]),
]);

const nothingFunction = new NativeFunction("validator", () => "");

function clocked(read: (what: "clock") => void, value: Value): Value {
  read("clock");
  return value;
}

/** A read-only mapping of names: `it.name`, `it['name']`, `it.get('name')`. */
function mappingOf(find: (name: string) => Value | undefined): Namespaced {
  const get = native("get", ["key", "default"], ([key = null, fallback = null]) => find(str(key)) ?? fallback, 1);
  return new Namespaced("dict", (name) => find(name) ?? (name === "get" ? get : undefined));
}
