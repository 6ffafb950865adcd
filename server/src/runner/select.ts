import { ok, type Result } from "../base/result.ts";
import type { Plain } from "../project/plain.ts";
import type { Node, NodeTable } from "../project/snapshot.ts";
import { type Criterion, parseCriterion } from "./selector.ts";

/**
 * The nodes that a `--select` names, in the order of their paths (spec 6.8).
 *
 * A space or another argument is a union, a comma an intersection. Without any argument all enabled nodes
 * are selected. A criterion that is written wrong is an error; one that matches nothing is `unmatched`.
 */
export function selectNodes(
  nodes: NodeTable,
  root: string,
  arguments_: readonly string[],
): Result<{ readonly ids: readonly string[]; readonly unmatched: readonly string[] }, string> {
  const unions = arguments_.flatMap((it) => it.split(/\s+/)).filter((it) => it !== "");
  const enabled = nodes.ids.filter((id) => nodes.get(id)?.facts.config.enabled === true);
  if (unions.length === 0) return ok({ ids: enabled, unmatched: [] });

  const chosen = new Set<string>();
  const unmatched: string[] = [];
  for (const union of unions) {
    let common: ReadonlySet<string> | undefined;
    for (const part of union.split(",")) {
      const criterion = parseCriterion(part);
      if (!criterion.ok) return criterion;
      const found = idsOf(criterion.value, nodes, root);
      if (found.size === 0) unmatched.push(part);
      const before: ReadonlySet<string> = common ?? found;
      common = new Set([...before].filter((it) => found.has(it)));
    }
    for (const id of common ?? []) chosen.add(id);
  }
  return ok({ ids: enabled.filter((it) => chosen.has(it)), unmatched });
}

function idsOf(criterion: Criterion, nodes: NodeTable, root: string): ReadonlySet<string> {
  const matched = nodes.ids.filter((id) => {
    const node = nodes.get(id);
    return node !== undefined && matches(node, criterion, root);
  });
  const found = new Set(matched);
  if (matched.length === 0) return found;
  const { parents, children } = criterion;
  if (criterion.at) {
    // `@x`: x, its descendants, and the ancestors of all of those.
    const below = reach(matched, nodes.graph.children, Number.POSITIVE_INFINITY);
    return reach([...below], nodes.graph.parents, Number.POSITIVE_INFINITY);
  }
  if (parents > 0) for (const id of reach(matched, nodes.graph.parents, parents)) found.add(id);
  if (children > 0) for (const id of reach(matched, nodes.graph.children, children)) found.add(id);
  return found;
}

/** Everything at most `depth` steps from the starting points, which are included. */
export function reach(
  from: readonly string[],
  edges: ReadonlyMap<string, readonly string[]>,
  depth: number,
): ReadonlySet<string> {
  const found = new Set(from);
  let edge = [...from];
  for (let step = 0; step < depth && edge.length > 0; step++) {
    const next = edge.flatMap((id) => edges.get(id) ?? []).filter((id) => !found.has(id));
    for (const id of next) found.add(id);
    edge = [...new Set(next)];
  }
  return found;
}

function matches(node: Node, { method, argument, value }: Criterion, root: string): boolean {
  switch (method) {
    case "fqn":
      return matchesFqn(node, value);
    case "path":
      return matchesPath(node.path, value);
    case "file":
      return glob(value)(node.path.split("/").at(-1) ?? "") || glob(value)(stem(node.path));
    case "tag":
      return node.facts.config.tags.some(glob(value));
    case "package":
      return glob(value === "this" ? root : value)(node.packageName);
    case "resource_type":
      return node.resourceType === value;
    case "config":
      return matchesConfig(node.facts.config, argument, value);
  }
}

/** A name alone, or a prefix of `package.folder.name`, with or without the package; parts may be patterns. */
function matchesFqn(node: Node, value: string): boolean {
  const { name, version } = node;
  const names = version ? [name, `${name}.v${version.v}`, `${name}_v${version.v}`] : [name];
  if (names.some(glob(value))) return true;
  const wanted = value.split(".");
  const begins = (parts: readonly string[]) =>
    wanted.length <= parts.length && wanted.every((it, at) => glob(it)(parts[at] ?? ""));
  return begins(node.fqn) || begins(node.fqn.slice(1));
}

function matchesPath(path: string, value: string): boolean {
  const wanted = value.replaceAll("\\", "/").replace(/^\.\//, "").replace(/\/+$/, "");
  if (path === wanted || path.startsWith(`${wanted}/`)) return true;
  if (!/[*?[]/.test(wanted)) return false;
  // A pattern may name a folder above the file as well as the file itself.
  const parts = path.split("/");
  return parts.some((_, at) => glob(wanted)(parts.slice(0, at + 1).join("/")));
}

function matchesConfig(config: Plain, keys: readonly string[], value: string): boolean {
  const found = keys.reduce<Plain | undefined>((it, key) => (isRecord(it) ? it[key] : undefined), config);
  const same = glob(value);
  if (found === undefined) return false;
  if (Array.isArray(found)) return found.some((it) => same(String(it)));
  if (isRecord(found)) return Object.keys(found).some(same);
  // Written as in YAML or as Python prints it.
  return same(String(found)) || (typeof found === "boolean" && same(found ? "True" : "False"));
}

function isRecord(value: Plain | undefined): value is { readonly [key: string]: Plain } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

const stem = (path: string) => (path.split("/").at(-1) ?? "").replace(/\.[^.]*$/, "");

const patterns = new Map<string, RegExp>();

/** Shell-style: `*` any text, `?` one character, `[…]` one of these. */
function glob(pattern: string): (text: string) => boolean {
  if (!/[*?[]/.test(pattern)) return (text) => text === pattern;
  let compiled = patterns.get(pattern);
  if (!compiled) {
    const source = pattern.replaceAll(/\[!?[^\]]*\]|[*?]|[^*?[]|\[/g, (it) => {
      if (it === "*") return ".*";
      if (it === "?") return ".";
      if (it.length > 1 && it.startsWith("[")) return it.replace(/^\[!/, "[^").replaceAll("\\", "\\\\");
      return it.replace(/[.+^${}()|\\[\]]/, "\\$&");
    });
    compiled = new RegExp(`^${source.replaceAll(/(\.\*)+/g, ".*")}$`, "su");
    patterns.set(pattern, compiled);
  }
  const regex = compiled;
  return (text) => regex.test(text);
}
