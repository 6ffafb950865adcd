import { homedir } from "node:os";
import type { Log } from "../base/log.ts";
import { readVars } from "../project/command-line-vars.ts";
import { ProjectHost } from "../project/host.ts";
import type { Change, ProjectSettings } from "../project/inputs.ts";
import { loadProject } from "../project/load.ts";
import { readFileAt } from "../project/read-file.ts";
import type { ProjectSnapshot } from "../project/snapshot.ts";
import type { InspectRequest } from "../protocol/runner.ts";
import type { Settings } from "../protocol/settings.ts";
import { isProjectFile } from "./project-files.ts";

export interface OpenProjectOptions {
  readonly root: string;
  /** The folder of the workspace that it was found in. */
  readonly workspace: string | null;
  readonly log: Log;
  /** The texts of open documents by path, for the moment when the project is loaded. */
  readonly overlays: () => ReadonlyMap<string, string>;
  /** A new revision; `edited` is the file that the user is typing in, when that made it. */
  readonly onChange: (project: OpenProject, edited: string | undefined) => void;
}

/** One dbt project of the workspace: loaded in the background, then changed by what editor, disk and runner say. */
export class OpenProject {
  readonly root: string;
  readonly #options: OpenProjectOptions;
  #host: ProjectHost | undefined;
  #settings: Settings;
  /** Settles when the project can be asked; a project that can't be read stays without a snapshot. */
  readonly ready: Promise<void>;

  constructor(options: OpenProjectOptions, settings: Settings) {
    this.root = options.root;
    this.#options = options;
    this.#settings = settings;
    this.ready = this.#load();
  }

  get snapshot(): ProjectSnapshot | undefined {
    return this.#host?.snapshot;
  }

  get settings(): Settings {
    return this.#settings;
  }

  /** Of every request to the runner, which reads the project from disk itself. */
  get runnerRequest(): InspectRequest {
    const { target, profilesDir, vars, runnerEngine, dbtPath } = this.#settings;
    const engine = { choice: runnerEngine, dbtPath, workspace: this.#options.workspace };
    return { root: this.root, target, profilesDir, vars, engine };
  }

  apply(changes: readonly Change[], edited?: string): void {
    if (!this.#host || changes.length === 0) return;
    this.#host.apply(changes);
    this.#options.onChange(this, edited);
  }

  /** The text of an open document is another, or the document was closed. What dbt would not read is no part of the project. */
  edit(path: string, text: string | undefined): void {
    if (!this.snapshot || !isProjectFile(this.snapshot, path)) return;
    this.apply([{ kind: "overlay", path, text }], text === undefined ? undefined : path);
  }

  /** Takes in new settings; a profile elsewhere has to be read first. */
  async configure(settings: Settings): Promise<void> {
    const before = this.#settings;
    this.#settings = settings;
    if (before.profilesDir !== settings.profilesDir) await this.reload();
    this.apply([{ kind: "settings", settings: projectSettings(settings, this.#options.log) }]);
  }

  /** Reads files of the disk again, but for those that dbt leaves out; one that is gone is deleted. */
  async reread(paths: readonly string[]): Promise<void> {
    const { snapshot } = this;
    const read = paths.filter((it) => !snapshot?.environment.isIgnored(it));
    this.apply(await Promise.all(read.map((path) => this.#onDisk(path))));
  }

  /** Reads everything again: cheaper than file by file when many changed. */
  async reload(): Promise<void> {
    this.apply([{ kind: "reload", inputs: await this.#inputs() }]);
  }

  async #load(): Promise<void> {
    const started = performance.now();
    try {
      const host = new ProjectHost(await this.#inputs());
      const overlays = [...this.#options.overlays()].filter(([path]) => isProjectFile(host.snapshot, path));
      host.apply(overlays.map(([path, text]) => ({ kind: "overlay", path, text })));
      this.#host = host;
      this.#options.log("info", `${this.root}: loaded in ${Math.round(performance.now() - started)} ms`);
    } catch (error) {
      this.#options.log("error", `${this.root} can't be read: ${error instanceof Error ? error.stack : error}`);
    }
  }

  #inputs() {
    return loadProject(this.root, {
      settings: projectSettings(this.#settings, this.#options.log),
      env: process.env as Readonly<Record<string, string>>,
      home: homedir(),
    });
  }

  async #onDisk(path: string): Promise<Change> {
    const found = await readFileAt(this.root, path);
    if (path.endsWith(".csv")) return { kind: "seed", path, exists: found !== undefined };
    return { kind: "disk", path, text: found?.file.text, problem: found?.problem };
  }
}

/** What of the editor's settings the project itself depends on. Vars that can't be read are left out, and said so in the log. */
function projectSettings({ target, profilesDir, vars }: Settings, log: Log): ProjectSettings {
  const read = readVars(vars ?? "");
  if (!read.ok) log("warn", `highwater.vars: ${read.error}`);
  return { target: target ?? undefined, profilesDir: profilesDir ?? undefined, vars: read.ok ? read.value : {} };
}
