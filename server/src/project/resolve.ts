import { namesLike } from "./edit-distance.ts";
import type { Environment, Node, NodeTable, RefCall, SourceTable } from "./snapshot.ts";

/** Where a `ref()` leads. `suggestions` are names that exist, the most similar first. */
export type ResolvedRef =
  | { readonly kind: "found"; readonly node: Node }
  | { readonly kind: "disabled"; readonly node: Node }
  | { readonly kind: "missing"; readonly suggestions: readonly string[] };

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
  const candidates = fileNames(environment, call).flatMap((it) => nodes.named(it));
  const places = call.packageName === undefined ? searchOrder(environment, fromPackage) : [call.packageName];
  const inOrder = places.flatMap((place) => candidates.filter((it) => place === ANYWHERE || it.packageName === place));
  const found = inOrder.find((it) => it.facts.config.enabled);
  if (found) return { kind: "found", node: found };
  const [disabled] = inOrder;
  if (disabled) return { kind: "disabled", node: disabled };
  return missing(() => namesLike(call.name, knownNames(nodes, call.packageName)));
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
function missing(suggest: () => readonly string[]): ResolvedRef {
  let found: readonly string[] | undefined;
  return {
    kind: "missing",
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

/** A versioned model's nodes carry their files' names: `ref('orders', v=2)` is the node `orders_v2`. */
function fileNames(environment: Environment, { name, version }: RefCall): readonly string[] {
  const patches = environment.packages.flatMap((it) => environment.patches.get(`${it.name}.${name}`) ?? []);
  const versions = patches.flatMap((patch) => {
    const wanted = version === undefined ? patch.latestVersion : String(version);
    return patch.versions.filter((it) => it.v === wanted).map((it) => it.definedIn);
  });
  return version === undefined ? [...versions, name] : versions.length > 0 ? versions : [name];
}

function knownNames(nodes: NodeTable, packageName: string | undefined): readonly string[] {
  return nodes.ids.flatMap((id) => {
    const node = nodes.get(id);
    return node && (packageName === undefined || node.packageName === packageName) ? [node.name] : [];
  });
}
