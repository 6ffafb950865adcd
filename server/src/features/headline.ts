import { keyOf, strategyOf } from "../analysis/strategy.ts";
import type { Node, ProjectSnapshot } from "../project/snapshot.ts";
import { relationInWords } from "./hover-node.ts";

/** What a run of a model does to its table, in one phrase for panel and hover: `merge on order_id into dev.main.orders`. */
export function headline({ environment }: ProjectSnapshot, { facts }: Node): string {
  const { config, relation } = facts;
  const name = relationInWords(relation);
  if (config.materialized === "ephemeral") return "ephemeral: part of the models that refer to it";
  if (config.materialized !== "incremental") return `${config.materialized} ${name}`;
  const strategy = strategyOf(facts, environment).name;
  const key = keyOf(config).join(", ");
  const on = key === "" || strategy === "append" ? "" : ` on ${key}`;
  return `${strategy === "unknown" ? "incremental" : strategy}${on} into ${name}`;
}
