import { memo } from "../base/memo.ts";
import { compile } from "../compile/compile.ts";
import type { Compiled } from "../compile/compiled.ts";
import type { Environment, Node, ProjectSnapshot } from "../project/snapshot.ts";
import { itemColumns, queryColumns } from "./columns.ts";
import type { Input } from "./inputs.ts";
import { knowsColumns } from "./known-rows.ts";
import { columnRoots, rootOf } from "./lineage.ts";
import { type Columns, outermost, type Roots, type Scope, scopeOf, type Upstream } from "./scope.ts";
import { outlineOf, type Subject } from "./subject.ts";
import { isSurelyRead } from "./surely-read.ts";

/** What a model has asked of others, with the answers: what was made of them stays right while they hold. Plain, so that it keeps no snapshot alive. */
export interface Asked {
  readonly columns: Map<string, Columns | undefined>;
  readonly roots: Map<string, { readonly id: string; readonly column: string; readonly answer: Roots | undefined }>;
}

/** An upstream that takes notes. */
export interface NotingUpstream extends Upstream {
  readonly asked: Asked;
}

/** Models that select from each other, or in a longer row than this, are unknown to each other. */
const LONGEST = 60;

interface Answers {
  readonly columns: Map<string, Columns | undefined>;
  readonly roots: Map<string, Roots | undefined>;
  /** Nodes whose columns are being asked for. */
  readonly open: Set<string>;
  readonly upstreams: Map<string, NotingUpstream>;
}

const answersOf = memo((_: ProjectSnapshot) => {
  const empty = (): Answers => ({ columns: new Map(), roots: new Map(), open: new Set(), upstreams: new Map() });
  return { sql: empty(), properties: empty() };
});

/** What a model may ask of others in a snapshot: one and the same for as long as the snapshot lives. */
export function upstreamOf(
  snapshot: ProjectSnapshot,
  { uniqueId }: Node,
  trusts: Upstream["trusts"] = "sql",
): NotingUpstream {
  const { upstreams } = answersOf(snapshot)[trusts];
  const known = upstreams.get(uniqueId) ?? newUpstream(snapshot, trusts);
  upstreams.set(uniqueId, known);
  return known;
}

function newUpstream(snapshot: ProjectSnapshot, trusts: Upstream["trusts"]): NotingUpstream {
  const asked: Asked = { columns: new Map(), roots: new Map() };
  return {
    trusts,
    asked,
    columns(node) {
      const answer = modelColumns(snapshot, node, trusts);
      asked.columns.set(node.uniqueId, answer);
      return answer;
    },
    roots(node, column) {
      const answer = modelRoots(snapshot, node, column);
      asked.roots.set(`${node.uniqueId} ${column}`, { id: node.uniqueId, column, answer });
      return answer;
    },
  };
}

/** Whether all that was asked has the same answer in this snapshot. */
export function stillHolds(
  { columns, roots }: Asked,
  snapshot: ProjectSnapshot,
  trusts: Upstream["trusts"] = "sql",
): boolean {
  const { nodes } = snapshot;
  for (const [id, answer] of columns) {
    const node = nodes.get(id);
    if (!node || !sameColumns(modelColumns(snapshot, node, trusts), answer)) return false;
  }
  for (const { id, column, answer } of roots.values()) {
    const node = nodes.get(id);
    if (!node || !sameRoots(modelRoots(snapshot, node, column), answer)) return false;
  }
  return true;
}

function sameColumns(a: Columns | undefined, b: Columns | undefined): boolean {
  if (a === b || !a || !b) return a === b;
  return (
    a.names.length === b.names.length &&
    a.names.every((it, at) => it === b.names[at]) &&
    sameRoots(a.perhaps, b.perhaps)
  );
}

function sameRoots(a: Roots | undefined, b: Roots | undefined): boolean {
  if (a === b || !a || !b) return a === b;
  return a.size === b.size && [...a].every((it) => b.has(it));
}

interface Remembered {
  readonly environment: Environment;
  readonly asked: Asked;
  readonly columns: Columns | undefined;
}

const remembered: Readonly<Record<Upstream["trusts"], WeakMap<Compiled, Remembered>>> = {
  sql: new WeakMap(),
  properties: new WeakMap(),
};

/**
 * The columns that a node's table has: of a model by its SQL, or by its contract, which dbt enforces.
 *
 * Seeds, snapshots and Python models are unknown unless the properties file is to be trusted. Within a snapshot each
 * is found out once; from one snapshot to the next the answer stays while the SQL and the answers that it was made from do.
 */
export function modelColumns(
  snapshot: ProjectSnapshot,
  node: Node,
  trusts: Upstream["trusts"] = "sql",
): Columns | undefined {
  const { columns, open } = answersOf(snapshot)[trusts];
  const { uniqueId } = node;
  if (columns.has(uniqueId)) return columns.get(uniqueId);
  if (open.has(uniqueId) || open.size > LONGEST) return undefined;
  open.add(uniqueId);
  try {
    const found = findColumns(snapshot, node, trusts);
    columns.set(uniqueId, found);
    return found;
  } finally {
    open.delete(uniqueId);
  }
}

/** The columns of a model as far as a suggestion needs to know: what properties files list counts as all there is. */
export function suggestedColumns({
  snapshot,
  node,
}: Pick<Subject, "snapshot" | "node">): readonly string[] | undefined {
  return upstreamOf(snapshot, node, "properties").columns(node)?.names;
}

/** As `suggestedColumns`, of what stands in a select's FROM. */
export function suggestedItemColumns(
  { snapshot, node, worlds }: Subject,
  { select, item }: Input,
): readonly string[] | undefined {
  const { outline } = worlds.incremental;
  const scope = outermost({ snapshot, node, upstream: upstreamOf(snapshot, node, "properties"), outline });
  return itemColumns(item, scopeOf(select, outline.query, scope) ?? scope)?.names;
}

function findColumns(snapshot: ProjectSnapshot, node: Node, trusts: Upstream["trusts"]): Columns | undefined {
  const declared =
    node.facts.columns.length > 0
      ? { names: node.facts.columns.map((it) => it.name), perhaps: new Set<string>() }
      : undefined;
  if (hasContract(node)) return declared;
  if (node.resourceType !== "model" || !node.path.endsWith(".sql"))
    return trusts === "properties" ? declared : undefined;
  const compiled = compile(snapshot, node, "full-refresh");
  const last = remembered[trusts].get(compiled);
  if (last && last.environment === snapshot.environment && stillHolds(last.asked, snapshot, trusts))
    return last.columns;
  const upstream = newUpstream(snapshot, trusts);
  const outline = outlineOf(snapshot, compiled);
  const isKnown =
    isSurelyRead(outline, snapshot.environment) && (trusts === "properties" || knowsColumns({ compiled, outline }));
  const columns = isKnown ? queryColumns(outline.query, outermost({ snapshot, node, upstream, outline })) : undefined;
  remembered[trusts].set(compiled, { environment: snapshot.environment, asked: upstream.asked, columns });
  return columns;
}

function hasContract({ facts: { config } }: Node): boolean {
  const contract = config["contract"];
  return typeof contract === "object" && contract !== null && "enforced" in contract && contract["enforced"] === true;
}

function modelRoots(snapshot: ProjectSnapshot, node: Node, column: string): Roots | undefined {
  const { roots, open } = answersOf(snapshot).sql;
  const key = `${node.uniqueId} ${column.toLowerCase()}`;
  if (roots.has(key)) return roots.get(key);
  if (open.has(key) || open.size > LONGEST) return undefined;
  open.add(key);
  try {
    const found = findRoots(snapshot, node, column);
    roots.set(key, found);
    return found;
  } finally {
    open.delete(key);
  }
}

function findRoots(snapshot: ProjectSnapshot, node: Node, column: string): Roots | undefined {
  if (node.resourceType !== "model" || !node.path.endsWith(".sql")) return new Set([rootOf(node.uniqueId, column)]);
  const scope = outputScope(snapshot, node);
  return scope && columnRoots(scope.outline.query, column, scope);
}

/** The scope of a model's own query in the full-refresh world; undefined where its columns are partly unknown. */
function outputScope(snapshot: ProjectSnapshot, node: Node): Scope | undefined {
  const compiled = compile(snapshot, node, "full-refresh");
  const outline = outlineOf(snapshot, compiled);
  if (!isSurelyRead(outline, snapshot.environment) || !knowsColumns({ compiled, outline })) return undefined;
  return outermost({ snapshot, node, upstream: upstreamOf(snapshot, node), outline });
}
