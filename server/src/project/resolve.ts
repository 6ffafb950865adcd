import { namesLike } from "./edit-distance.ts";
import type { Environment, Node, NodeTable, RefCall, SourceTable } from "./snapshot.ts";

/** Where a `ref()` leads. `suggestions` are names that exist, the most similar first. */
export type ResolvedRef =
  | { readonly kind: "found"; readonly node: Node }
  | { readonly kind: "disabled"; readonly node: Node }
  /** `versions`: there is a node of that name, and these versions of it; undefined where the name itself is unknown. */
  | {
      readonly kind: "missing";
      readonly suggestions: readonly string[];
      readonly versions: readonly string[] | undefined;
    };

/** Where a `source()` leads. */
export type ResolvedSource =
  | { readonly kind: "found"; readonly source: SourceTable }
  | { readonly kind: "disabled"; readonly source: SourceTable }
  /** `unknown` says which of the two names is wrong; the suggestions are for that one. */
  | { readonly kind: "missing"; readonly unknown: "source" | "table"; readonly suggestions: readonly string[] };

/** The parts of a snapshot that names are looked up in. */
export interface Names {
  readonly environment: Environment;
  readonly nodes: NodeTable;
}

/**
 * Finds the node that `ref()` means in a file of `fromPackage`.
 *
 * Spec 6.6: without a package argument the root project is searched first, then the file's own
 * package, then any. A node that is enabled beats one that isn't.
 */
export function resolveRef({ environment, nodes }: Names, fromPackage: string, call: RefCall): ResolvedRef {
  const named = nodes.named(call.name);
  const [only] = named;
  // Nearly every name is one node's: nothing has to be put in order.
  const isOne = named.length === 1 && only && isMeant(only, call) && isIn(only, call.packageName);
  const inOrder = isOne ? named : ordered({ environment, fromPackage, call }, named);
  const found = inOrder.find((it) => it.facts.config.enabled);
  if (found) return { kind: "found", node: found };
  const [disabled] = inOrder;
  // dbt knows disabled nodes by their whole name only, so it finds none of a model's versions without one.
  if (disabled && (call.version !== undefined || !disabled.version)) return { kind: "disabled", node: disabled };
  const versions = versionsOf(named, call);
  return missing(versions, () => (versions ? [] : namesLike(call.name, knownNames(nodes, call.packageName))));
}

function ordered(
  {
    environment,
    fromPackage,
    call,
  }: { readonly environment: Environment; readonly fromPackage: string; readonly call: RefCall },
  named: readonly Node[],
): readonly Node[] {
  const candidates = named.filter((it) => isMeant(it, call));
  const places = call.packageName === undefined ? searchOrder(environment, fromPackage) : [call.packageName];
  return places.flatMap((place) => candidates.filter((it) => place === ANYWHERE || it.packageName === place));
}

function isIn({ packageName }: Node, wanted: string | undefined): boolean {
  return wanted === undefined || wanted === packageName;
}

/** Which versions there are of a name that is there; none for a model without versions. */
function versionsOf(named: readonly Node[], call: RefCall): readonly string[] | undefined {
  const there = named.filter((it) => isIn(it, call.packageName));
  return there.length === 0 ? undefined : there.flatMap((it) => it.version?.v ?? []);
}

/** Finds the table that `source()` means: own package or any other, as dbt looks it up. */
export function resolveSource(environment: Environment, source: string, table: string): ResolvedSource {
  const candidates = environment.sources.filter((it) => it.source === source && it.table === table);
  const found = candidates.find((it) => it.enabled);
  if (found) return { kind: "found", source: found };
  const [disabled] = candidates;
  if (disabled) return { kind: "disabled", source: disabled };
  const tables = environment.sources.filter((it) => it.source === source).map((it) => it.table);
  if (tables.length > 0) return { kind: "missing", unknown: "table", suggestions: namesLike(table, tables) };
  return {
    kind: "missing",
    unknown: "source",
    suggestions: namesLike(
      source,
      environment.sources.map((it) => it.source),
    ),
  };
}

/** Looking at every name takes a while, and few callers want to know. */
function missing(versions: readonly string[] | undefined, suggest: () => readonly string[]): ResolvedRef {
  let found: readonly string[] | undefined;
  return {
    kind: "missing",
    versions,
    get suggestions() {
      found ??= suggest();
      return found;
    },
  };
}

const ANYWHERE = Symbol("any package");

function searchOrder({ root }: Environment, fromPackage: string): readonly (string | typeof ANYWHERE)[] {
  const ownFirst = root.flags["require_ref_searches_node_package_before_root"] === true;
  return ownFirst ? [fromPackage, root.name, ANYWHERE] : [root.name, fromPackage, ANYWHERE];
}

/** Without a version the latest is meant; a model that has none is nobody's version 1. */
function isMeant({ version }: Node, call: RefCall): boolean {
  if (call.version !== undefined) return version?.v === String(call.version);
  return version === undefined || version.v === version.latest;
}

function knownNames(nodes: NodeTable, packageName: string | undefined): readonly string[] {
  return nodes.ids.flatMap((id) => {
    const node = nodes.get(id);
    return node && (packageName === undefined || node.packageName === packageName) ? [node.name] : [];
  });
}
