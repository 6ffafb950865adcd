import { existsSync, unwatchFile, watchFile } from "node:fs";
import type { Log } from "../base/log.ts";
import { refusalOf } from "../compile/run-refusal.ts";
import { type Catalog, type CatalogRelation, type ProjectSnapshot, relationKey } from "../project/snapshot.ts";
import type { DbtReport, InspectAnswer } from "../protocol/runner.ts";
import type { OpenProject } from "./open-project.ts";
import type { RunnerClient } from "./runner-client.ts";

/** How often the database file is looked at for changes. */
const POLL_MS = 2_000;

export interface InspectionOptions {
  readonly project: OpenProject;
  readonly runner: RunnerClient;
  readonly log: Log;
  readonly isTrusted: () => boolean;
}

/**
 * What is known of a project's warehouse: read by the runner when a model is opened, after a run, and
 * when the database file changes. Never awaited by a feature; locked or untrusted means unknown.
 */
export class Inspection {
  readonly #options: InspectionOptions;
  readonly #stop = new AbortController();
  #watched: string | undefined;
  #looking: Promise<void> | undefined;
  #outdated = false;
  #asked = false;
  #dbt: DbtReport | null = null;

  constructor(options: InspectionOptions) {
    this.#options = options;
  }

  /** Which dbt the runner has found; null while it hasn't looked, or didn't have to. */
  get dbt(): DbtReport | null {
    return this.#dbt;
  }

  /** Looks once; later looks come by themselves. */
  begin(): void {
    if (!this.#asked) void this.refresh();
  }

  /** Looks again; settles when an answer is in that was asked for after this call. */
  refresh(): Promise<void> {
    this.#outdated = true;
    this.#looking ??= this.#look().finally(() => {
      this.#looking = undefined;
    });
    return this.#looking;
  }

  dispose(): void {
    this.#stop.abort();
    if (this.#watched !== undefined) unwatchFile(this.#watched);
  }

  async #look(): Promise<void> {
    while (this.#outdated) {
      this.#outdated = false;
      await this.#lookOnce();
    }
  }

  async #lookOnce(): Promise<void> {
    const { project, runner, log, isTrusted } = this.#options;
    const { snapshot } = project;
    const target = snapshot?.environment.target;
    if (!target || !isTrusted() || this.#stop.signal.aborted) return;
    this.#asked = true;
    if (!target.known) return;
    const { runnerEngine } = project.settings;
    if (target.type === "duckdb" && target.path !== undefined) this.#watch(target.path);
    if (runnerEngine === "native" && target.type !== "duckdb") return;
    if (target.type === "duckdb" && target.path !== undefined && isMissing(target.path)) {
      // Nothing can be in a database that is not there; the runner need not be started to say so.
      this.#file({ relations: new Map(), complete: complete(target.database, [target.schema]) });
      if (runnerEngine !== "dbt" && isAllNative(snapshot)) return;
    }
    const answer = await runner.inspect(project.runnerRequest, this.#stop.signal);
    if (!answer.ok) return log("warn", `The target can't be looked at: ${answer.error.message}`);
    this.#dbt = answer.value.dbt;
    if (answer.value.relations === null) log("info", `The target can't be looked at: ${answer.value.reason}`);
    this.#file(catalogOf(answer.value));
  }

  #file(catalog: Catalog): void {
    this.#options.project.apply([{ kind: "catalog", catalog }]);
  }

  #watch(path: string): void {
    if (this.#watched === path || !isLocalFile(path)) return;
    if (this.#watched !== undefined) unwatchFile(this.#watched);
    this.#watched = path;
    watchFile(path, { interval: POLL_MS, persistent: false }, () => void this.refresh());
  }
}

/** `:memory:` and addresses of other machines are no files. */
const isLocalFile = (path: string) => path !== ":memory:" && !/^[a-z][a-z0-9+]+:/i.test(path);

const isMissing = (path: string) => isLocalFile(path) && !existsSync(path);

/** Whether the built-in runner has every model that a run is offered for, so that no dbt has to be looked for. */
function isAllNative(snapshot: ProjectSnapshot): boolean {
  return snapshot.nodes.ids.every((id) => {
    const node = snapshot.nodes.get(id);
    return node?.facts.config.materialized !== "incremental" || refusalOf(snapshot, node) === null;
  });
}

/** The runner lists a DuckDB database whole, so that what is in no list is missing. */
function catalogOf({ relations, database, schemas }: InspectAnswer): Catalog {
  if (relations === null) return { relations: new Map(), complete: new Set() };
  const known = relations.map((it): [string, CatalogRelation] => {
    return [relationKey(it), { type: it.type, columns: it.columns, rows: it.rows ?? undefined }];
  });
  return { relations: new Map(known), complete: complete(database, schemas) };
}

function complete(database: string, schemas: readonly string[]): ReadonlySet<string> {
  return new Set([database, ...schemas.map((it) => `${database}.${it}`)].map((it) => it.toLowerCase()));
}
