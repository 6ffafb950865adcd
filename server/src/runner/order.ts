import type { Graph } from "../project/snapshot.ts";
import { reach } from "./select.ts";

/** Selected nodes with the selected nodes they wait for, parents first; ties keep the order of the selection. */
export interface OrderedNode {
  readonly id: string;
  /** Selected ancestors, also those behind nodes that aren't selected. */
  readonly ancestors: ReadonlySet<string>;
}

/**
 * The order in which a selection runs.
 *
 * What depends on a failure is skipped even when a node between them isn't part of the run, as in dbt.
 * Nodes on a cycle, which dbt refuses to parse, come last in the order of the selection.
 */
export function runOrder(ids: readonly string[], graph: Graph): readonly OrderedNode[] {
  const selected = new Set(ids);
  const waiting = ids.map((id) => {
    const above = reach([id], graph.parents, Number.POSITIVE_INFINITY);
    return { id, ancestors: new Set([...above].filter((it) => it !== id && selected.has(it))) };
  });
  // A node has more ancestors than any of its ancestors has, so counting them sorts the graph.
  return waiting.sort((a, b) => a.ancestors.size - b.ancestors.size);
}
