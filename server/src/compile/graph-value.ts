import { PyDict } from "../jinja/values.ts";
import { modelValue, type Parents } from "../project/context/model-value.ts";
import { resolveRef, resolveSource } from "../project/resolve.ts";
import type { Node, ProjectSnapshot } from "../project/snapshot.ts";

/** The nodes and sources that a node's `ref()` and `source()` calls lead to. */
export function parentsOf(snapshot: ProjectSnapshot, node: Node): Parents {
  const { refs, sources } = node.facts;
  const nodes = refs.flatMap((it) => {
    const found = resolveRef(snapshot, node.packageName, it);
    return found.kind === "found" ? [found.node.uniqueId] : [];
  });
  const tables = sources.flatMap((it) => {
    const found = resolveSource(snapshot.environment, it.source, it.table);
    return found.kind === "found" ? [`source.${found.source.packageName}.${it.source}.${it.table}`] : [];
  });
  return { refs, sources, nodes: [...new Set([...tables, ...nodes])] };
}

/** The name `graph`: every enabled node of the project, by unique_id. */
export function graphValue(snapshot: ProjectSnapshot): PyDict {
  const { nodes, environment } = snapshot;
  const all = new PyDict();
  for (const id of nodes.ids) {
    const node = nodes.get(id);
    if (!node?.facts.config.enabled) continue;
    const { config, relation } = node.facts;
    all.setLater(id, () => modelValue({ environment, node, config, relation, parents: parentsOf(snapshot, node) }));
  }
  const sources = environment.sources
    .filter((it) => it.enabled)
    .map((it) => {
      const { database, schema, identifier } = it.relation;
      const value = PyDict.from([
        ["unique_id", `source.${it.packageName}.${it.source}.${it.table}`],
        ["resource_type", "source"],
        ["package_name", it.packageName],
        ["source_name", it.source],
        ["name", it.table],
        ["database", database],
        ["schema", schema],
        ["identifier", identifier],
      ]);
      return [`source.${it.packageName}.${it.source}.${it.table}`, value] as const;
    });
  const empty = ["exposures", "functions", "groups", "metrics", "semantic_models", "saved_queries"];
  return PyDict.from([
    ["nodes", all],
    ["sources", PyDict.from(sources)],
    ...empty.map((it) => [it, new PyDict()] as const),
  ]);
}
