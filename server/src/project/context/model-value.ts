import { createHash } from "node:crypto";
import { fromPlain } from "../../jinja/convert.ts";
import { PyDict, PyList, type Value } from "../../jinja/values.ts";
import { isPython } from "../model-template.ts";
import { patchOf } from "../patch-of.ts";
import { within } from "../paths.ts";
import type { Environment, NodeConfig, RefCall, RelationName, SourceCall } from "../snapshot.ts";
import { nodeRelation } from "./relation-of.ts";
import type { NodeIdentity } from "./scope.ts";

/** What a node reads, as far as known. */
export interface Parents {
  readonly refs: readonly RefCall[];
  readonly sources: readonly SourceCall[];
  /** unique_ids of the nodes and sources that these lead to. */
  readonly nodes: readonly string[];
}

interface Described {
  readonly environment: Environment;
  readonly node: NodeIdentity;
  readonly config: NodeConfig;
  readonly relation: RelationName;
  /** Absent while parsing, when nobody knows yet. */
  readonly parents?: Parents | undefined;
}

/** The mapping that templates know a node by: `model`, the values of `graph.nodes`, the `node` of `generate_*_name`. */
export function modelValue({ environment, node, config, relation, parents }: Described): PyDict {
  const patch = patchOf(environment, node);
  const owner = environment.packages.find((it) => it.name === node.packageName) ?? environment.root;
  const original = within(owner.folder, node.path);
  const code = node.file?.text.trim() ?? "";
  const columns = () =>
    (patch?.columns ?? []).map((it): readonly [Value, Value] => [
      it.name,
      PyDict.from([
        ["name", it.name],
        ["description", it.description],
        ["meta", new PyDict()],
        ["data_type", it.dataType ?? null],
        ["constraints", new PyList(it.constraints.map((type) => PyDict.from([["type", type]])))],
        ["tags", new PyList()],
      ]),
    ]);
  return withLater([
    ["database", relation.database],
    ["schema", relation.schema],
    ["name", node.name],
    ["resource_type", node.resourceType],
    ["package_name", node.packageName],
    ["path", original.split("/").slice(1).join("/")],
    ["original_file_path", original],
    ["unique_id", node.uniqueId],
    ["fqn", new PyList([...node.fqn])],
    ["alias", relation.identifier],
    ["checksum", () => checksum(code)],
    ["config", () => configDict(config)],
    ["tags", fromPlain([...new Set(config.tags)])],
    ["description", patch?.description ?? ""],
    ["columns", () => PyDict.from(columns())],
    ["meta", () => fromPlain(config.meta)],
    ["relation_name", () => nodeRelation(environment, { name: relation, config }).str()],
    ["raw_code", code],
    ["language", "sql"],
    ["version", fromPlain(node.version?.values.version ?? null)],
    ["latest_version", fromPlain(node.version?.values.latest ?? null)],
    ["refs", new PyList((parents?.refs ?? []).map(refDict))],
    ["sources", new PyList((parents?.sources ?? []).map((it) => new PyList([it.source, it.table])))],
    [
      "depends_on",
      PyDict.from([
        ["macros", new PyList()],
        ["nodes", new PyList([...(parents?.nodes ?? [])])],
      ]),
    ],
    ["language", isPython(node.path) ? "python" : "sql"],
    ["refs", () => new PyList((parents?.refs ?? []).map(refDict))],
    ["sources", () => new PyList((parents?.sources ?? []).map((it) => new PyList([it.source, it.table])))],
    ["depends_on", () => dependsOn(parents)],
  ]);
}

function dependsOn(parents: Parents | undefined): PyDict {
  return PyDict.from([
    ["macros", new PyList()],
    ["nodes", new PyList([...(parents?.nodes ?? [])])],
  ]);
}

/** Templates walk over thousands of nodes and look at two or three keys of each. */
function withLater(entries: readonly (readonly [key: string, value: Value | (() => Value)])[]): PyDict {
  const dict = new PyDict();
  for (const [key, value] of entries) {
    if (typeof value === "function") dict.setLater(key, value);
    else dict.set(key, value);
  }
  return dict;
}

function refDict({ name, packageName, version }: RefCall): PyDict {
  return PyDict.from([
    ["name", name],
    ...(packageName === undefined ? [] : [["package", packageName] as const]),
    ...(version === undefined ? [] : [["version", version] as const]),
  ]);
}

/** As dbt hands it to templates: keys whose value is none are left out. */
function configDict(config: NodeConfig): PyDict {
  return PyDict.from(
    Object.entries(config).flatMap(([key, value]) => (value === null ? [] : [[key, fromPlain(value)] as const])),
  );
}

function checksum(code: string): PyDict {
  return PyDict.from([
    ["name", "sha256"],
    ["checksum", createHash("sha256").update(code).digest("hex")],
  ]);
}
