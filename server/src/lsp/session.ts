import type { Connection } from "vscode-languageserver/node";
import type { Log } from "../base/log.ts";
import type { EngineFacts } from "../features/engine-of.ts";
import type { ProjectSnapshot } from "../project/snapshot.ts";
import type { RunRecord } from "../protocol/history.ts";
import type { LspNotifications } from "../protocol/lsp.ts";
import type { ClientFeatures } from "./client-features.ts";
import type { Diagnostics } from "./diagnostics.ts";
import type { Documents } from "./documents.ts";
import type { OpenProject } from "./open-project.ts";
import { fileOf, pathWithin, uriOfFile } from "./paths.ts";
import type { PullDiagnostics } from "./pull-diagnostics.ts";
import type { RunnerClient } from "./runner-client.ts";
import type { Runs } from "./runs.ts";
import type { Workspace } from "./workspace.ts";

/** Everything that one client's session consists of; made once, when the client has said what it can. */
export interface Session {
  readonly connection: Connection;
  readonly log: Log;
  readonly features: ClientFeatures;
  readonly documents: Documents;
  readonly workspace: Workspace;
  readonly diagnostics: Diagnostics;
  /** Undefined for clients that wait to be told. */
  readonly pulled: PullDiagnostics | undefined;
  readonly runs: Runs;
  readonly trust: { trusted: boolean };
  readonly refreshLenses: () => void;
  readonly lastRun: (project: OpenProject, uniqueId: string) => RunRecord | undefined;
  /** What is known of what would run the project's models. */
  readonly engine: (project: OpenProject) => EngineFacts;
  /** The last run of a node that succeeded: what its table is made by. */
  readonly lastBuild: (project: OpenProject, uniqueId: string) => RunRecord | undefined;
  /** A file of the project was opened: its target is looked at, once. */
  readonly opened: (project: OpenProject) => void;
  /** What a run would send; the runner process is asked. */
  readonly statements: RunnerClient["statements"];
  /** Looks at the project's target again. */
  readonly look: (project: OpenProject) => Promise<void>;
  readonly close: () => Promise<void>;
}

/** A file, its project, and one revision of it: what a request is answered from. */
export interface FileContext {
  readonly session: Session;
  readonly project: OpenProject;
  readonly snapshot: ProjectSnapshot;
  readonly path: string;
  /** As the client spells it. */
  readonly uri: string;
}

/** The context of a file once its project is loaded; undefined for a file of none. */
export async function contextOf(session: Session, uri: string): Promise<FileContext | undefined> {
  const file = fileOf(uri);
  const project = file === undefined ? undefined : await session.workspace.loaded(file);
  const path = file === undefined || !project ? undefined : pathWithin(project.root, file);
  if (!project?.snapshot || path === undefined) return undefined;
  return { session, project, snapshot: project.snapshot, path, uri };
}

/** The URI of a file as the client spells it, where it has the file open. */
export function uriOf({ documents }: Pick<Session, "documents">, file: string): string {
  return documents.of(file)?.uri ?? uriOfFile(file);
}

/** Tells our own client something; any other would have to ignore it. */
export function notify<M extends keyof LspNotifications>(
  { connection, features }: Pick<Session, "connection" | "features">,
  method: M,
  params: LspNotifications[M],
): void {
  if (features.asksBeforeRuns) unanswered(connection.sendNotification(method, params));
}

/** For messages whose answer tells nothing: a client that hangs up meanwhile is no fault. */
export function unanswered(sent: Promise<unknown>): void {
  sent.catch(() => undefined);
}
