import { memo } from "../base/memo.ts";
import { overlaps } from "../base/span.ts";
import type { World } from "../base/world.ts";
import type { Compiled } from "../compile/compiled.ts";
import type { Environment, Node, ProjectSnapshot, SqlTree } from "../project/snapshot.ts";
import { dialectOf } from "../sql/dialect.ts";
import { sameName } from "../sql/names.ts";
import { type FromItem, type Outline, type Query, outline as read } from "../sql/outline.ts";

/** One world's SQL, and what is known of its structure. */
export interface WorldView {
  readonly compiled: Compiled;
  readonly outline: Outline;
  /** What `node-sql-parser` made of it: undefined until its worker has answered. */
  readonly tree: SqlTree | "unparsable" | undefined;
}

/** An incremental model as both worlds see it: all that an analysis may ask about. */
export interface Subject {
  readonly snapshot: ProjectSnapshot;
  readonly environment: Environment;
  readonly node: Node;
  readonly worlds: Readonly<Record<World, WorldView>>;
}

/** Puts together what the analyses work on. The outline of a SQL is made once for each compile result. */
export function subjectOf(snapshot: ProjectSnapshot, node: Node, compiled: Readonly<Record<World, Compiled>>): Subject {
  const { incremental, "full-refresh": full } = compiled;
  // Two worlds of one text are read once.
  const outline = outlineOf(snapshot, incremental);
  const view = (world: World): WorldView => ({
    compiled: compiled[world],
    outline: incremental.sql === full.sql ? outline : outlineOf(snapshot, compiled[world]),
    tree: snapshot.trees.get(compiled[world].sql),
  });
  return {
    snapshot,
    environment: snapshot.environment,
    node,
    worlds: { incremental: view("incremental"), "full-refresh": view("full-refresh") },
  };
}

/** The outline of a compile result, made once. */
export function outlineOf({ environment }: ProjectSnapshot, compiled: Compiled): Outline {
  return outlinesOf(environment)(compiled);
}

const outlinesOf = memo((environment: Environment) =>
  memo((compiled: Compiled) => read(compiled.sql, dialectOf(environment.target.type))),
);

/** Which relations of one world's SQL are the model's own table: itself, and CTEs that read it. */
export interface SelfReads {
  isSelf(item: FromItem): boolean;
  /** Whether any select of the query reads it, at any depth. */
  reads(query: Query): boolean;
}

/** Finds where a world's SQL reads the table that the model is about to change. */
export function selfReadsOf({ compiled, outline: { query } }: WorldView, node: Node): SelfReads {
  const uses = compiled.thisUses.flatMap((it) => it.rendered ?? []);
  const { schema, identifier } = node.facts.relation;
  const ctes = new Set<string>();
  const self: SelfReads = {
    isSelf(item) {
      if (item.kind !== "relation") return false;
      if (uses.some((it) => overlaps(it, item.span))) return true;
      const [name, ofSchema] = item.relation.toReversed();
      if (name === undefined) return false;
      if (ofSchema === undefined) return ctes.has(name.toLowerCase());
      return sameName(name, identifier) && sameName(ofSchema, schema);
    },
    reads(inner) {
      return (
        inner.ctes.some((it) => self.reads(it.query)) ||
        inner.branches.some(
          (it) =>
            it.from.some((item) => self.isSelf(item) || (item.query !== undefined && self.reads(item.query))) ||
            it.subqueries.some((sub) => self.reads(sub.query)),
        )
      );
    },
  };
  for (const cte of query.ctes) if (onlyReadsSelf(cte.query, self)) ctes.add(cte.name.toLowerCase());
  return self;
}

/** A CTE stands for the table only when every relation it selects from does: others merely look at it. */
function onlyReadsSelf(query: Query, self: SelfReads): boolean {
  const items = query.branches.flatMap((it) => it.from);
  return (
    items.length > 0 &&
    items.every((it) => self.isSelf(it) || (it.query !== undefined && onlyReadsSelf(it.query, self)))
  );
}
