import type { Problem } from "../base/problem.ts";
import { cycleThrough } from "./cycles.ts";
import { startOf } from "./profiles.ts";
import { rivalsOf } from "./rivals.ts";
import type { Node, ProjectSnapshot } from "./snapshot.ts";

/** What dbt refuses the whole project for, of this node beside others: in dbt's own words where it has any. */
export function faultsOf(snapshot: ProjectSnapshot, node: Node): readonly Problem[] {
  const at = startOf(node.path);
  const cycle = cycleThrough(snapshot, node);
  const rivals = rivalsOf(snapshot.nodes, node);
  return [
    ...(cycle ? [`Found a cycle: ${cycle.join(" --> ")}`] : []),
    ...rivals.map(({ why, other }) =>
      why === "relation"
        ? `dbt found two resources that become one relation: ${node.path} and ${other.path}.`
        : `dbt found two models with the name "${node.name}": ${node.path} and ${other.path}.`,
    ),
  ].map((message) => ({ kind: "config", message, at, causes: [] }));
}
