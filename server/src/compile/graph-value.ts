import { PyDict } from "../jinja/values.ts";
import { modelValue } from "../project/context/model-value.ts";
import type { ProjectSnapshot } from "../project/snapshot.ts";

/** The name `graph`: every enabled node of the project, by unique_id. */
export function graphValue({ nodes, environment }: ProjectSnapshot): PyDict {
  const all = new PyDict();
  for (const id of nodes.ids) {
    const node = nodes.get(id);
    if (!node?.facts.config.enabled) continue;
    const { config, relation } = node.facts;
    all.set(id, modelValue({ environment, node, config, relation }));
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
