import type { Value } from "../jinja/values.ts";
import { RuntimeConfig } from "../project/context/config-object.ts";
import { ephemeralRelation, nodeRelation, sourceRelation } from "../project/context/relation-of.ts";
import type { Phase } from "../project/context/scope.ts";
import { resolveRef, resolveSource } from "../project/resolve.ts";
import type { Node, ProjectSnapshot, RefCall, SourceCall } from "../project/snapshot.ts";
import type { Dependencies } from "./dependencies.ts";
import { graphValue, parentsOf } from "./graph-value.ts";
import type { Pretence } from "./pretence.ts";
import { describeRef, describeSource, notInferred, unresolved } from "./references.ts";

interface Compiling {
  readonly snapshot: ProjectSnapshot;
  readonly node: Node;
  readonly pretence: Pretence;
  readonly dependencies: Dependencies;
  /** An ephemeral model that the node's text names. */
  ephemeral(node: Node): void;
}

/** dbt's compile phase: names lead to the project's nodes, and the world answers for the warehouse. */
export function compilePhase(compiling: Compiling): Phase {
  const { snapshot, node, pretence, dependencies } = compiling;
  const { config, unknownConfig, relation } = node.facts;
  const isUnknown = (key: string) => unknownConfig === "all" || unknownConfig.has(key);
  const recorded = recordedRefs(snapshot, node);
  return {
    execute: true,
    command: pretence.command,
    fullRefresh: pretence.fullRefresh,
    relation,
    nodeConfig: config,
    config: new RuntimeConfig(config, node.uniqueId, isUnknown),
    ref: (call) => refTo(compiling, recorded, call),
    source: (call) => sourceOf(snapshot, node, call),
    existing(name) {
      if (name !== relation) dependencies.everything(snapshot);
      return pretence.existing(snapshot, node, name);
    },
    parents() {
      for (const it of node.facts.refs) {
        const found = resolveRef(snapshot, node.packageName, it);
        dependencies.ref(node.packageName, it, found.kind === "missing" ? undefined : found.node);
      }
      return parentsOf(snapshot, node);
    },
    graph() {
      dependencies.everything(snapshot);
      return graphValue(snapshot);
    },
  };
}

function refTo(
  { snapshot, node, dependencies, ephemeral }: Compiling,
  recorded: () => ReadonlySet<string> | undefined,
  call: RefCall,
): Value {
  const found = resolveRef(snapshot, node.packageName, call);
  dependencies.ref(node.packageName, call, found.kind === "missing" ? undefined : found.node);
  if (found.kind !== "found") throw unresolved(node, describeRef(call), found.kind);
  const { uniqueId, facts } = found.node;
  const known = recorded();
  if (known && !known.has(uniqueId)) throw notInferred(node, call);
  if (facts.config.materialized !== "ephemeral")
    return nodeRelation(snapshot.environment, { name: facts.relation, config: facts.config });
  ephemeral(found.node);
  return ephemeralRelation(snapshot.environment, facts.relation.identifier);
}

function sourceOf({ environment }: ProjectSnapshot, node: Node, call: SourceCall): Value {
  const found = resolveSource(environment, call.source, call.table);
  if (found.kind !== "found") throw unresolved(node, describeSource(call), found.kind);
  return sourceRelation(environment.target, found.source);
}

/** The nodes that the parser has recorded; undefined where parsing failed and nothing can be said. */
function recordedRefs(snapshot: ProjectSnapshot, node: Node): () => ReadonlySet<string> | undefined {
  let known: ReadonlySet<string> | undefined;
  return () => {
    if (!isClean(node)) return undefined;
    known ??= new Set(
      node.facts.refs.flatMap((it) => {
        const found = resolveRef(snapshot, node.packageName, it);
        return found.kind === "found" ? [found.node.uniqueId] : [];
      }),
    );
    return known;
  };
}

function isClean({ facts }: Node): boolean {
  return facts.problems.length === 0;
}
