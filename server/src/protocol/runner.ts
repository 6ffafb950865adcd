import type { World, WorldReason } from "../base/world.ts";
import type { RunEvent } from "./events.ts";
import type { EngineChoice } from "./settings.ts";

/**
 * Messages between the language server and `highwater serve`, its runner process: one JSON object
 * each over Node's IPC channel. Every request is answered by exactly one `answer`; runs send `event`s before it.
 */
export type ToRunner =
  | { readonly kind: "run"; readonly id: number; readonly request: RunRequest }
  | { readonly kind: "inspect"; readonly id: number; readonly request: InspectRequest }
  | { readonly kind: "statements"; readonly id: number; readonly request: StatementsRequest }
  | { readonly kind: "cancel"; readonly id: number }
  | { readonly kind: "shutdown" };

export type FromRunner =
  | { readonly kind: "ready"; readonly version: string }
  | { readonly kind: "event"; readonly id: number; readonly event: RunEvent }
  | { readonly kind: "answer"; readonly id: number; readonly answer: RunnerAnswer }
  | { readonly kind: "log"; readonly level: "debug" | "info" | "warn" | "error"; readonly message: string };

export type RunnerAnswer = RunAnswer | InspectAnswer | StatementsAnswer;
/** What decides which engine runs a project; the runner looks for a dbt itself. */
export interface EngineRequest {
  readonly choice: EngineChoice;
  readonly dbtPath: string | null;
  /** The folder of the workspace that holds the project; virtual environments up to it count. */
  readonly workspace: string | null;
}

/** The runner reads the project from disk itself, as the command line does. */
export interface RunRequest {
  readonly root: string;
  readonly select: readonly string[];
  readonly world: World;
  readonly target: string | null;
  readonly profilesDir: string | null;
  readonly vars: string | null;
  readonly engine: EngineRequest;
}

export interface RunAnswer {
  readonly kind: "run";
  readonly status: "ok" | "error" | "cancelled";
  /** A failure before anything ran: message with the next step. */
  readonly failure: string | null;
}

/** Read-only: never creates a database, never waits for a lock. */
export interface InspectRequest {
  readonly root: string;
  readonly target: string | null;
  readonly profilesDir: string | null;
  readonly vars: string | null;
  readonly engine: EngineRequest;
}

export interface InspectAnswer {
  readonly kind: "inspect";
  /** Null when the database could not be looked at; `reason` says why. */
  readonly relations: readonly InspectedRelation[] | null;
  readonly database: string;
  readonly schemas: readonly string[];
  readonly reason: string | null;
  /** Null where nobody had to look for a dbt. */
  readonly dbt: DbtReport | null;
}

/** The user's own dbt, as far as the target needs it. */
export interface DbtReport {
  /** Why the built-in runner can't have this target; null when it can. */
  readonly needed: string | null;
  /** The dbt that would run; null when none was found. */
  readonly found: { readonly path: string; readonly version: string } | null;
  /** Why none was found, with the next step. */
  readonly missing: string | null;
}

export interface InspectedRelation {
  readonly database: string;
  readonly schema: string;
  readonly identifier: string;
  readonly type: "table" | "view" | "other";
  readonly columns: readonly { readonly name: string; readonly type: string }[];
  readonly rows: number | null;
}

/** What a run of one model would send. The target is looked at and nothing is written. */
export interface StatementsRequest extends InspectRequest {
  readonly uniqueId: string;
  readonly world: World;
  /** Texts of the editor that beat the disk's, by path from the project's root. */
  readonly unsaved: readonly { readonly path: string; readonly text: string }[];
}

export interface StatementsAnswer {
  readonly kind: "statements";
  /** The world that would really run, and why another than the one asked for; null for what has only one world. */
  readonly world: World | null;
  readonly why: WorldReason | null;
  /** In the order in which they would be sent. */
  readonly statements: readonly string[];
  /** `DuckDB 1.5.5`; empty when it could not be opened. */
  readonly engine: string;
  /** Why the list ends early or is empty, with the next step; null when it is whole. */
  readonly reason: string | null;
}
