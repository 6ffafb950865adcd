import type { Log } from "../base/log.ts";
import type { ProjectWatcher } from "../project/watch.ts";
import { Inspection } from "./inspection.ts";
import type { OpenProject } from "./open-project.ts";
import { standingFailures } from "./run-failures.ts";
import { RunHistory } from "./run-history.ts";
import type { RunnerClient } from "./runner-client.ts";
import { watchProject } from "./watch-project.ts";

/** What the server keeps of an open project beside its snapshot. */
export interface ProjectLife {
  readonly history: RunHistory;
  readonly inspection: Inspection;
}

export interface ProjectLivesOptions {
  readonly runner: RunnerClient;
  readonly log: Log;
  readonly isTrusted: () => boolean;
  /** Whether the client watches files. */
  readonly clientWatches: boolean;
}

/** Begins and ends what goes on around each open project: its run history, looks at its target, its watcher. */
export class ProjectLives {
  readonly #options: ProjectLivesOptions;
  readonly #lives = new Map<OpenProject, ProjectLife & { readonly watcher: ProjectWatcher | undefined }>();

  constructor(options: ProjectLivesOptions) {
    this.#options = options;
  }

  of(project: OpenProject): ProjectLife | undefined {
    return this.#lives.get(project);
  }

  async begin(project: OpenProject): Promise<void> {
    const { runner, log, isTrusted, clientWatches } = this.#options;
    const history = new RunHistory(project.root);
    const inspection = new Inspection({ project, runner, log, isTrusted });
    const watcher = clientWatches ? undefined : watchProject(project, log);
    this.#lives.set(project, { history, inspection, watcher });
    await history.refresh();
    const { snapshot } = project;
    if (snapshot) project.apply(standingFailures(snapshot, history.ended(snapshot.environment.target.name)));
  }

  end(project: OpenProject): void {
    const life = this.#lives.get(project);
    life?.inspection.dispose();
    life?.watcher?.close();
    this.#lives.delete(project);
  }

  endAll(): void {
    for (const project of [...this.#lives.keys()]) this.end(project);
  }
}
