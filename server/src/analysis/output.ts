import { memo } from "../base/memo.ts";
import { WORLDS, type World } from "../base/world.ts";
import type { Compiled } from "../compile/compiled.ts";
import type { Select, TokenRange } from "../sql/outline.ts";
import { hasColumn, queryColumns } from "./columns.ts";
import { knowsColumns } from "./known-rows.ts";
import { columnRoots, expressionRoots } from "./lineage.ts";
import { type Columns, outermost, type Roots, type Scope, scopeOf, type Upstream } from "./scope.ts";
import type { Subject } from "./subject.ts";
import { isSurelyRead } from "./surely-read.ts";
import { upstreamOf } from "./upstream.ts";

/** The columns that a world's SQL makes; undefined where the SQL leaves any of them open. */
export function outputOf(subject: Subject, world: World): Columns | undefined {
  const scope = worldScope(subject, world);
  return scope && queryColumns(scope.outline.query, scope);
}

/**
 * Whether neither world makes a column of that name, so that the table can't have it.
 *
 * `no` needs both worlds to be known: a column that only one of them makes may be in the table.
 */
export function makesColumn(subject: Subject, name: string): boolean {
  return WORLDS.some((world) => {
    const columns = outputOf(subject, world);
    return !columns || hasColumn(columns, name) !== "no";
  });
}

/** What a column of the incremental world's output is made from. */
export function outputRoots(subject: Subject, column: string): Roots | undefined {
  const scope = worldScope(subject, "incremental");
  return scope && columnRoots(scope.outline.query, column, scope);
}

/** What an expression of one of the incremental world's selects is made from. */
export function rootsIn(subject: Subject, select: Select, range: TokenRange): Roots | undefined {
  const scope = worldScope(subject, "incremental");
  const inner = scope && scopeOf(select, scope.outline.query, scope);
  return inner && expressionRoots(range, select, inner);
}

/**
 * The scope around a world's SQL; undefined where what its columns are called isn't certain.
 *
 * Nor is it for a disabled model, which may have been written for another adapter.
 */
export function worldScope({ snapshot, node, worlds }: Subject, world: World): Scope | undefined {
  const view = worlds[world];
  const scopes = scopesOf(upstreamOf(snapshot, node));
  if (!scopes.has(view.compiled)) {
    const { outline } = view;
    const isKnown = node.facts.config.enabled && isSurelyRead(outline, snapshot.environment) && knowsColumns(view);
    const scope = isKnown ? outermost({ snapshot, node, outline, upstream: upstreamOf(snapshot, node) }) : undefined;
    scopes.set(view.compiled, scope);
  }
  return scopes.get(view.compiled);
}

// Rules ask one after the other, and each would find out the same.
const scopesOf = memo((_: Upstream) => new Map<Compiled, Scope | undefined>());

/** Whether hooks or settings give the table columns that its SELECT doesn't make. */
export function hasOtherColumns({ node: { facts } }: Subject): boolean {
  const { config } = facts;
  const hooks = ["pre_hook", "pre-hook", "post_hook", "post-hook"].flatMap((it) => config[it]);
  const text = JSON.stringify(hooks);
  return addsColumn.test(text);
}

const addsColumn =
  /\balter\s+table\b.*\badd\b(?!\s+(?:search|constraint|primary|unique|foreign|partition|tag|row|clustering|index|check)\b)/is;

const hidden =
  /^(?:_PARTITION(?:TIME|DATE)|_TABLE_SUFFIX|METADATA\$.*|ROWID|CTID|XMIN|_PART(?:_.*)?|\$PATH|_METADATA)$/i;

/** Columns that databases give every table by themselves. */
export function isPseudoColumn(name: string): boolean {
  return hidden.test(name);
}
