import { createHash } from "node:crypto";
import type { Diagnostic } from "vscode-languageserver/node";
import type { Log } from "../base/log.ts";
import { lintFile, lintProject } from "../lint/engine.ts";
import type { ProjectSnapshot } from "../project/snapshot.ts";
import type { Documents } from "./documents.ts";
import type { OpenProject } from "./open-project.ts";
import { fileAt, pathWithin } from "./paths.ts";
import { drive, messagesIn } from "./slices.ts";
import { type Presentation, type Shown, toDiagnostics } from "./to-diagnostics.ts";

/** What is known of one file. Equal `id`s mean equal diagnostics. */
export interface FileReport {
  readonly uri: string;
  /** Of the open document that it is about. */
  readonly version: number | undefined;
  readonly id: string;
  readonly diagnostics: readonly Diagnostic[];
}

/** Takes reports to the editor: pushed, or kept until they are pulled. */
export interface DiagnosticSink {
  /** The file that the user is typing in, right after the keystroke. */
  edited(project: OpenProject, path: string): void;
  /** A report of the background lane; called for every file that it looked at. */
  found(report: FileReport): void;
  /** The lane has looked at every open file, and later at everything. */
  settled(): void;
}

export interface DiagnosticsOptions {
  readonly documents: Documents;
  readonly log: Log;
  readonly presentation: (project: OpenProject) => Presentation;
  readonly sink: (diagnostics: Diagnostics) => DiagnosticSink;
  /** The lane has looked at everything of a project. */
  readonly onSettled: (project: OpenProject) => void;
}

/**
 * Keeps the editor's diagnostics equal to the projects'.
 *
 * The edited file is reported at once. The others follow in a background lane that works in slices
 * and starts anew with every change; what is memoised on the snapshot costs nothing the second time.
 */
export class Diagnostics {
  readonly #options: DiagnosticsOptions;
  readonly #sink: DiagnosticSink;
  /** Files with diagnostics, by project: path and the URI that they were reported under. */
  readonly #reported = new Map<OpenProject, Map<string, string>>();
  readonly #running = new Map<OpenProject, symbol>();
  #stopped = false;

  constructor(options: DiagnosticsOptions) {
    this.#options = options;
    this.#sink = options.sink(this);
  }

  /** The project has a new revision. */
  changed(project: OpenProject, edited: string | undefined): void {
    if (edited !== undefined) this.#sink.edited(project, edited);
    void this.#runLane(project, edited);
  }

  /** The report of a file as the project is now. */
  report(project: OpenProject, path: string): FileReport | undefined {
    const { snapshot } = project;
    return snapshot && this.#toReport(project, snapshot, path, lintFile(snapshot, path));
  }

  /** Ends the lanes; nothing is reported any more. */
  stop(): void {
    this.#running.clear();
    this.#stopped = true;
  }

  async #runLane(project: OpenProject, edited: string | undefined): Promise<void> {
    const { snapshot } = project;
    if (!snapshot || this.#stopped) return;
    const turn = Symbol();
    this.#running.set(project, turn);
    // The edited file was answered already; the next keystroke would only throw this work away.
    if (edited === undefined) await messagesIn();
    else await new Promise<void>((resume) => setTimeout(resume, QUIET_MS).unref());
    const isStopped = () => this.#running.get(project) !== turn;
    if (isStopped()) return;
    try {
      const { done } = await drive(this.#lane(project, snapshot, edited), isStopped);
      if (!done) return;
      this.#sink.settled();
      this.#options.onSettled(project);
    } catch (error) {
      this.#options.log("error", `bug in the diagnostics lane: ${error instanceof Error ? error.stack : error}`);
    }
  }

  *#lane(project: OpenProject, snapshot: ProjectSnapshot, edited: string | undefined): Generator<void, void> {
    const open = this.#openPaths(project);
    for (const path of open) {
      if (path === edited) continue;
      this.#sink.found(this.#toReport(project, snapshot, path, lintFile(snapshot, path)));
      yield;
    }
    this.#sink.settled();
    if (!this.#showsWholeProject(project)) return this.#clearAllBut(project, open);
    const all = yield* lintProject(snapshot);
    const looked = new Set(open);
    for (const [path, findings] of all) {
      if (looked.has(path)) continue;
      looked.add(path);
      this.#sink.found(this.#toReport(project, snapshot, path, findings));
      yield;
    }
    this.#clearAllBut(project, looked);
  }

  /** What was reported on files that are gone, or that nothing is wrong with any more. */
  #clearAllBut(project: OpenProject, paths: ReadonlySet<string>): void {
    const reported = this.#reported.get(project);
    for (const [path, uri] of reported ?? []) {
      if (paths.has(path)) continue;
      this.#sink.found({ uri, version: undefined, id: CLEAN, diagnostics: [] });
      reported?.delete(path);
    }
  }

  #showsWholeProject({ settings }: OpenProject): boolean {
    return settings.diagnosticsEnable && settings.diagnosticsScope === "project";
  }

  #openPaths(project: OpenProject): ReadonlySet<string> {
    const paths = this.#options.documents.all().map((it) => pathWithin(project.root, it.file));
    return new Set(paths.filter((it) => it !== undefined));
  }

  #toReport(
    project: OpenProject,
    snapshot: ProjectSnapshot,
    path: string,
    findings: ReturnType<typeof lintFile>,
  ): FileReport {
    const file = fileAt(project.root, path);
    const open = this.#options.documents.of(file);
    const presentation = this.#options.presentation(project);
    const shown: Shown = open ? "all" : this.#showsWholeProject(project) ? "errors" : "nothing";
    const diagnostics = toDiagnostics(snapshot, findings, shown, presentation);
    const uri = open?.uri ?? presentation.uriOf(file);
    if (diagnostics.length > 0) this.#reportedOf(project).set(path, uri);
    return { uri, version: open?.version, id: idOf(diagnostics), diagnostics };
  }

  #reportedOf(project: OpenProject): Map<string, string> {
    const known = this.#reported.get(project) ?? new Map<string, string>();
    this.#reported.set(project, known);
    return known;
  }
}

/** How long after a keystroke the lane waits for the next one. */
const QUIET_MS = 60;

const CLEAN = "clean";

function idOf(diagnostics: readonly Diagnostic[]): string {
  if (diagnostics.length === 0) return CLEAN;
  return createHash("sha1").update(JSON.stringify(diagnostics)).digest("base64");
}
