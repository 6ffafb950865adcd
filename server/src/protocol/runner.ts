import type { World } from "../base/world.ts";
import type { RunEvent } from "./events.ts";

/**
 * Messages between the language server and `highwater serve`, its runner process: one JSON object
 * each over Node's IPC channel. Every request is answered by exactly one `answer`; runs send `event`s before it.
 */
export type ToRunner =
  | { readonly kind: "run"; readonly id: number; readonly request: RunRequest }
  | { readonly kind: "inspect"; readonly id: number; readonly request: InspectRequest }
  | { readonly kind: "cancel"; readonly id: number }
  | { readonly kind: "shutdown" };

export type FromRunner =
  | { readonly kind: "ready"; readonly version: string }
  | { readonly kind: "event"; readonly id: number; readonly event: RunEvent }
  | { readonly kind: "answer"; readonly id: number; readonly answer: RunAnswer | InspectAnswer }
  | { readonly kind: "log"; readonly level: "debug" | "info" | "warn" | "error"; readonly message: string };

/** The runner reads the project from disk itself, as the command line does. */
export interface RunRequest {
  readonly root: string;
  readonly select: readonly string[];
  readonly world: World;
  readonly target: string | null;
  readonly profilesDir: string | null;
  readonly vars: string | null;
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
}

export interface InspectAnswer {
  readonly kind: "inspect";
  /** Null when the database could not be looked at; `reason` says why. */
  readonly relations: readonly InspectedRelation[] | null;
  readonly database: string;
  readonly schemas: readonly string[];
  readonly reason: string | null;
}

export interface InspectedRelation {
  readonly database: string;
  readonly schema: string;
  readonly identifier: string;
  readonly type: "table" | "view" | "other";
  readonly columns: readonly { readonly name: string; readonly type: string }[];
  readonly rows: number | null;
}
