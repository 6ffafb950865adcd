import type { World, WorldReason } from "../base/world.ts";
import type { Outcome, RunEvent } from "./events.ts";

/**
 * Messages between the editor's client and the language server beside the standard ones. Any LSP
 * client may send them; `docs/protocol.md` describes them. URIs are strings, positions as in LSP.
 */
export interface LspRequests {
  /** The SQL of a model in both worlds, from the unsaved text. Null when the file is no model. */
  "highwater/compiled": { params: { readonly uri: string }; result: CompiledModel | null };
  /** What a run would send, in order, from the unsaved text; nothing is written. Null when the file is no model. */
  "highwater/statements": {
    params: { readonly uri: string; readonly world: World };
    result: PlannedStatements | null;
  };
  /** The lines of a model's SQL, from 0, that a place in its file or in a macro's makes. Null when `uri` is no model, or `at` no file of its project. */
  "highwater/linesMade": {
    params: { readonly uri: string; readonly at: { readonly uri: string; readonly position: Position } };
    result: Readonly<Record<World, readonly number[]>> | null;
  };
  /** Where a line of a model's SQL, from 0, was written. Null for what stands in no file. */
  "highwater/sourceOfLine": {
    params: { readonly uri: string; readonly world: World; readonly line: number };
    result: { readonly uri: string; readonly range: { readonly start: Position; readonly end: Position } } | null;
  };
  /** What a run would really do, so that the client can ask before a table is replaced. */
  "highwater/plan": { params: { readonly uri: string; readonly world: World }; result: RunPlan };
  /** Runs one model. Answers when the run is over; cancelling the request cancels the run. */
  "highwater/run": {
    params: {
      readonly uri: string;
      readonly world: World;
      readonly withParents?: boolean;
      /** Rebuilds the incremental models below, too, and what lies between. */
      readonly withDownstream?: boolean;
    };
    result: RunResult;
  };
  /** Stops the run in flight of that file, if there is one. */
  "highwater/cancel": { params: { readonly uri: string }; result: null };
  /** The state of the project that a file belongs to, for the status bar. */
  "highwater/status": { params: { readonly uri: string }; result: ProjectStatus | null };
  /** The record of a model's last run, as Markdown. Null when it never ran here. */
  "highwater/runRecord": { params: { readonly uri: string }; result: RunRecord | null };
}

/** As in LSP: both from 0, `character` in UTF-16 code units. */
export interface Position {
  readonly line: number;
  readonly character: number;
}

export interface LspNotifications {
  /** Server to client: something that panels or lenses show may have changed. */
  "highwater/changed": { readonly root: string; readonly revision: number };
  /** Server to client: every event of a run in flight. */
  "highwater/runEvent": { readonly uri: string; readonly event: RunEvent };
  /** Client to server: the workspace is (not) trusted. Untrusted workspaces run nothing. */
  "highwater/trust": { readonly trusted: boolean };
}

export interface CompiledModel {
  readonly uniqueId: string;
  readonly name: string;
  /** `merge on order_id into dev.main.orders_daily`, or the materialization. */
  readonly headline: string;
  readonly worlds: Readonly<Record<World, CompiledWorld>>;
  readonly revision: number;
}

export interface CompiledWorld {
  readonly sql: string;
  readonly status: "ok" | "partly-unknown" | "error";
  /** `full_refresh: false`: what the full-refresh tab shows is the first run. */
  readonly note: string | null;
  readonly problems: readonly { readonly message: string; readonly path: string; readonly line: number }[];
  readonly unknowns: readonly { readonly reason: string; readonly start: number; readonly end: number }[];
  /** Text that macros printed: where, and which. */
  readonly macros: readonly { readonly start: number; readonly end: number; readonly name: string }[];
}

export interface PlannedStatements {
  /** The world that would really run; null for what has only one, and where nothing could be planned. */
  readonly world: World | null;
  /** Why that world and not the one asked for. */
  readonly why: WorldReason | null;
  /** In the order in which they would be sent. The number in a temporary table's name is another on each run. */
  readonly statements: readonly string[];
  /** `DuckDB 1.5.5`; empty when the target could not be opened. */
  readonly engine: string;
  /** Why the list ends early or is empty, with the next step; null when it is whole. */
  readonly reason: string | null;
}

export interface RunPlan {
  /** Null when nothing stands in the way; else one sentence with the next step. */
  readonly refusal: string | null;
  /** Unknown while the target could not be looked at. */
  readonly world: World | "unknown";
  readonly why: WorldReason | null;
  readonly target: string;
  /** The target's name matches `highwater.protectedTargets`. */
  readonly isProtected: boolean;
  /** Printed as `database.schema.identifier`. */
  readonly relation: string;
  readonly rows: number | null;
  /** An existing table would be replaced (or might be, when the target is unknown). */
  readonly replaces: boolean;
  readonly downstreamIncremental: readonly string[];
  /** The names that a full refresh with downstream selects besides the model: those incremental models, and what lies between. */
  readonly downstream: readonly string[];
  /** Parents that do not exist in the target. */
  readonly missingParents: readonly string[];
  /** Nothing can run it but a dbt, which was not found: the user may name one in `highwater.dbtPath`. */
  readonly wantsDbt: boolean;
  /** What the engine finds out only when it runs, in a sentence. */
  readonly note: string | null;
  /** The command line that does the same. */
  readonly terminal: string;
}

export interface RunResult {
  readonly outcome: Outcome;
  readonly runId: string;
  readonly name: string;
}

export interface ProjectStatus {
  readonly root: string;
  readonly project: string;
  readonly target: string;
  readonly adapter: string;
  /** Null: fine. Else what is missing and how to get it. */
  readonly problem: string | null;
  readonly indexing: boolean;
  /** Name of the model that the file defines. */
  readonly model: string | null;
  /** Targets of the profile; empty when it could not be read. */
  readonly targets: readonly string[];
}

export interface RunRecord {
  readonly name: string;
  readonly markdown: string;
  /** Where the run failed, when it did and the place is in a file of the project. */
  readonly failure: { readonly uri: string; readonly line: number; readonly column: number } | null;
}

/** Commands that lenses and quick fixes carry; the client registers them, or the server does where the client can't. */
export const COMMANDS = {
  runIncremental: "highwater.runIncremental",
  runFullRefresh: "highwater.runFullRefresh",
  compiledSql: "highwater.showCompiledSql",
  cancel: "highwater.cancelRun",
  showRun: "highwater.showRun",
  showFailure: "highwater.showFailure",
} as const;

/** `initializationOptions` of our own client. */
export interface InitializationOptions {
  /** The client registers the commands itself and asks before a table is replaced. */
  readonly asksBeforeRuns?: boolean;
  readonly trusted?: boolean;
  /** Where the page of a rule is, without its id: `vscode://highwater.highwater/rules/`. */
  readonly rulePages?: string;
}
