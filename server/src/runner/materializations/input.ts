import type { Branch, Existing } from "../../compile/branch.ts";
import type { NodeConfig, RelationName } from "../../project/snapshot.ts";

/** All that a script may know: the node, its compiled SQL, and what stands in the target. */
export interface ScriptInput {
  readonly relation: RelationName;
  readonly config: NodeConfig;
  /** The model's compiled SQL. */
  readonly sql: string;
  readonly existing: Existing;
  readonly branch: Branch;
  /** What an earlier run that was killed (or dbt's) left behind under this model's helper names. */
  readonly leftovers: readonly { readonly relation: RelationName; readonly type: Existing }[];
  readonly schemaExists: boolean;
  readonly hooks: Hooks;
  readonly comments: Comments;
  /** Digits that make the temporary table's name this run's own. */
  readonly stamp: string;
}

/** Hooks, rendered, in order; `transaction: false` ones run before the first and after the last statement of the transaction. */
export interface Hooks {
  readonly pre: readonly Hook[];
  readonly post: readonly Hook[];
}

export interface Hook {
  readonly sql: string;
  readonly inTransaction: boolean;
}

/** What `persist_docs` asks to be written. */
export interface Comments {
  readonly relation: string | null;
  readonly columns: readonly { readonly name: string; readonly description: string }[];
}
