import { isDeepStrictEqual } from "node:util";
import { graphKeeper } from "./graph.ts";
import type { Identity } from "./identities.ts";
import { keepLast } from "./keep.ts";
import { isYaml } from "./paths.ts";
import type { Environment, Node, NodeFacts, NodeTable, SourceFile } from "./snapshot.ts";

/** What a node's file is, beside its identity. */
export interface NodeSource extends Identity {
  /** Undefined for a seed, and for a snapshot that a properties file defines. */
  readonly file: SourceFile | undefined;
}

/** Evaluates a node's file as dbt's parser does. Pure: the same environment and file give equal facts. */
export type ParseNode = (environment: Environment, source: NodeSource) => NodeFacts;

/** A node and what is remembered of it. */
interface Slot {
  readonly environment: Environment;
  readonly identity: Identity;
  readonly file: SourceFile | undefined;
  readonly node: Node;
  /** The facts if anyone asked for them, else those that the node had before its last change. */
  known(): NodeFacts | undefined;
}

/** Makes the function that gives the next node table; nodes whose file and environment are the same stay the same objects. */
export function nodeTableBuilder(
  parseNode: ParseNode,
): (environment: Environment, identities: readonly Identity[], files: ReadonlyMap<string, SourceFile>) => NodeTable {
  let slots: ReadonlyMap<string, Slot> = new Map();
  const indexOf = keepLast(indexes);
  const tableOf = keepLast(table);
  const graphs = graphKeeper();

  return (environment, identities, files) => {
    const next = new Map<string, Slot>();
    for (const identity of identities) {
      const key = `${identity.path} ${identity.uniqueId}`;
      const file = identity.resourceType === "seed" || isYaml(identity.path) ? undefined : files.get(identity.path);
      const last = slots.get(key);
      const same = last && last.environment === environment && last.file === file && last.identity === identity;
      next.set(key, same ? last : slot(parseNode, { environment, identity, file }, last?.known()));
    }
    slots = next;
    return tableOf(
      Array.from(next.values(), (it) => it.node),
      indexOf(identities),
      environment,
      graphs,
    );
  };
}

function slot(
  parseNode: ParseNode,
  { environment, identity, file }: Pick<Slot, "environment" | "identity" | "file">,
  before: NodeFacts | undefined,
): Slot {
  let facts: NodeFacts | undefined;
  const source = { ...identity, file };
  const node: Node = {
    ...source,
    get facts() {
      if (!facts) {
        const computed = parseNode(environment, source);
        facts = before && isDeepStrictEqual(before, computed) ? before : computed;
      }
      return facts;
    },
  };
  return { environment, identity, file, node, known: () => facts ?? before };
}

/** Positions in the list of nodes. */
interface Indexes {
  readonly ids: readonly string[];
  readonly byId: ReadonlyMap<string, number>;
  /** Of the unique_ids that several files give, all positions. */
  readonly shared: ReadonlyMap<string, readonly number[]>;
  readonly byPath: ReadonlyMap<string, number>;
  readonly byName: ReadonlyMap<string, readonly number[]>;
}

function indexes(identities: readonly Identity[]): Indexes {
  const byId = new Map<string, number>();
  const shared = new Map<string, number[]>();
  const byPath = new Map<string, number>();
  const byName = new Map<string, number[]>();
  identities.forEach(({ uniqueId, path, name }, at) => {
    const first = byId.get(uniqueId);
    if (first === undefined) byId.set(uniqueId, at);
    else shared.set(uniqueId, [...(shared.get(uniqueId) ?? [first]), at]);
    if (!byPath.has(path)) byPath.set(path, at);
    const named = byName.get(name);
    if (named) named.push(at);
    else byName.set(name, [at]);
  });
  return { ids: [...byId.keys()], byId, shared, byPath, byName };
}

function table(
  nodes: readonly Node[],
  { ids, byId, shared, byPath, byName }: Indexes,
  environment: Environment,
  graphs: ReturnType<typeof graphKeeper>,
): NodeTable {
  const at = (index: number | undefined) => (index === undefined ? undefined : nodes[index]);
  return {
    ids,
    get(uniqueId) {
      const sharing = shared.get(uniqueId)?.flatMap((index) => at(index) ?? []);
      // Of several files with one unique_id dbt takes the one that is enabled, and refuses two such.
      return sharing?.find((it) => it.facts.config.enabled) ?? at(byId.get(uniqueId));
    },
    sharing: [...shared.keys()],
    // A properties file that defines snapshots is not "the node's file": it may hold anything else.
    at: (path) => (isYaml(path) ? undefined : at(byPath.get(path))),
    named: (name) => (byName.get(name) ?? []).flatMap((index) => at(index) ?? []),
    get graph() {
      return graphs(environment, this);
    },
  };
}
