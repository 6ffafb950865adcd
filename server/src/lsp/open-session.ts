import type { ChildProcess } from "node:child_process";
import { CodeLensRefreshRequest, type Connection } from "vscode-languageserver/node";
import type { Log } from "../base/log.ts";
import { readSettings } from "../protocol/read-settings.ts";
import { DEFAULT_SETTINGS, type Settings } from "../protocol/settings.ts";
import { openOffload } from "../sql/offload.ts";
import type { ClientFeatures } from "./client-features.ts";
import { type DiagnosticSink, Diagnostics } from "./diagnostics.ts";
import { Documents } from "./documents.ts";
import type { OpenProject } from "./open-project.ts";
import { pathWithin, uriOfFile } from "./paths.ts";
import { ProjectLives } from "./project-lives.ts";
import { PullDiagnostics } from "./pull-diagnostics.ts";
import { pushDiagnostics } from "./push-diagnostics.ts";
import { RunnerClient } from "./runner-client.ts";
import { Runs } from "./runs.ts";
import { notify, type Session, unanswered, uriOf } from "./session.ts";
import { SqlStructure } from "./sql-structure.ts";
import { Workspace } from "./workspace.ts";

export interface SessionOptions {
  readonly log: Log;
  readonly version: string;
  readonly fork: () => ChildProcess;
  /** The SQL worker's bundle. */
  readonly workerPath: string;
  /** Folder of the rules' pages, with a slash at its end. */
  readonly rulePages: string;
}

const GRACE_MS = 3_000;
const IDLE_MS = 60_000;
const BACK_OFF_MS = 250;

/** Puts a client's session together. What each part does is its own file's; here it is said who tells whom. */
export function openSession(connection: Connection, features: ClientFeatures, options: SessionOptions): Session {
  const { log, fork, workerPath, rulePages } = options;
  const trust = { trusted: features.trusted };
  const documents = new Documents();
  const runner = new RunnerClient({ fork, log, graceMs: GRACE_MS, idleMs: IDLE_MS, backOffMs: BACK_OFF_MS });
  const isTrusted = () => trust.trusted;
  const lives = new ProjectLives({ runner, log, isTrusted, clientWatches: features.watchesFiles });
  const onCrash = (error: unknown) => log("warn", `the SQL worker: ${error}`);
  const structure = new SqlStructure(openOffload({ workerPath, onCrash }));
  const pulled = features.pullsDiagnostics ? new PullDiagnostics(connection) : undefined;

  const openPaths = (project: OpenProject) => {
    return documents.all().flatMap(({ file }) => pathWithin(project.root, file) ?? []);
  };
  const told = { connection, features };
  let closed = false;
  const refreshLenses = () => {
    if (features.refreshesLenses && !closed) unanswered(connection.sendRequest(CodeLensRefreshRequest.type));
  };
  const changed = (project: OpenProject, edited: string | undefined) => {
    if (closed) return;
    diagnostics.changed(project, edited);
    // Lenses of the edited file are asked for by the client itself.
    if (edited === undefined) refreshLenses();
    notify(told, "highwater/changed", { root: project.root, revision: project.snapshot?.revision ?? 0 });
  };
  const diagnostics = new Diagnostics({
    documents,
    log,
    presentation: ({ settings }) => ({ features, settings, rulePages, uriOf: (file) => uriOf({ documents }, file) }),
    sink: (it): DiagnosticSink => pulled ?? pushDiagnostics(connection)(it),
    onSettled: (project) => void structure.look(project, openPaths(project)),
  });
  const workspace = new Workspace({
    documents,
    log,
    settingsOf: (root) => settingsOf(connection, features, root),
    async onOpen(project) {
      await lives.begin(project);
      changed(project, undefined);
      if (openPaths(project).length > 0) lives.of(project)?.inspection.begin();
    },
    onClose: (project) => lives.end(project),
    onChange: changed,
  });
  const runs = new Runs({
    runner,
    onEvent: (uri, event) => notify(told, "highwater/runEvent", { uri, event }),
    onProgress: refreshLenses,
    async onEnd(project) {
      const life = lives.of(project);
      await life?.history.refresh();
      changed(project, undefined);
      void life?.inspection.refresh();
    },
  });

  return {
    connection,
    log,
    features,
    documents,
    workspace,
    diagnostics,
    pulled,
    runs,
    trust,
    refreshLenses,
    lastRun: (project, uniqueId) => lives.of(project)?.history.last(uniqueId, targetOf(project)),
    lastBuild: (project, uniqueId) => lives.of(project)?.history.built(uniqueId, targetOf(project)),
    engine: (project) => ({
      choice: project.settings.runnerEngine,
      dbt: lives.of(project)?.inspection.dbt ?? null,
    }),
    opened: (project) => lives.of(project)?.inspection.begin(),
    statements: (request, signal) => runner.statements(request, signal),
    look: async (project) => lives.of(project)?.inspection.refresh(),
    async close() {
      closed = true;
      diagnostics.stop();
      runs.cancelAll();
      lives.endAll();
      runner.dispose();
      await structure.close();
    },
  };
}

const targetOf = ({ snapshot }: OpenProject) => snapshot?.environment.target.name ?? "";

/** The settings that hold for a folder; the defaults where the client has none. */
export async function settingsOf(connection: Connection, features: ClientFeatures, root: string): Promise<Settings> {
  if (!features.hasConfiguration) return DEFAULT_SETTINGS;
  const scope = { scopeUri: uriOfFile(root), section: "highwater" };
  return readSettings(await connection.workspace.getConfiguration(scope));
}
