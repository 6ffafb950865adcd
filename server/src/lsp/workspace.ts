import { dirname, sep } from "node:path";
import type { Log } from "../base/log.ts";
import { findProjectAbove, findProjects, rootOf } from "../project/find.ts";
import type { Settings } from "../protocol/settings.ts";
import type { Documents, OpenDocument } from "./documents.ts";
import { OpenProject } from "./open-project.ts";
import { pathWithin } from "./paths.ts";

export interface WorkspaceOptions {
  readonly documents: Documents;
  readonly log: Log;
  /** The settings that hold in a folder. */
  readonly settingsOf: (root: string) => Promise<Settings>;
  readonly onOpen: (project: OpenProject) => void;
  readonly onClose: (project: OpenProject) => void;
  readonly onChange: (project: OpenProject, edited: string | undefined) => void;
}

/** The dbt projects of the workspace's folders, and those of files that were opened from elsewhere. */
export class Workspace {
  readonly #options: WorkspaceOptions;
  readonly #projects = new Map<string, OpenProject>();
  readonly #searches = new Set<Promise<void>>();

  constructor(options: WorkspaceOptions) {
    this.#options = options;
  }

  get projects(): readonly OpenProject[] {
    return [...this.#projects.values()];
  }

  /** Looks for projects below a folder; files of it wait until the search is over. */
  search(folder: string): void {
    const { log } = this.#options;
    const search = this.#search(folder)
      .catch((error) => log("error", `${folder} can't be searched: ${error}`))
      .finally(() => this.#searches.delete(search));
    this.#searches.add(search);
  }

  close(folder: string): void {
    for (const [root, project] of this.#projects) {
      if (root !== folder && !root.startsWith(folder + sep)) continue;
      this.#projects.delete(root);
      this.#options.onClose(project);
    }
  }

  /** The innermost project that a file belongs to. */
  projectOf(file: string): OpenProject | undefined {
    const root = rootOf(file, this.#projects.keys());
    return root === undefined ? undefined : this.#projects.get(root);
  }

  /** As `projectOf`, once it is known and loaded; a project above a file from elsewhere is opened. */
  async loaded(file: string): Promise<OpenProject | undefined> {
    while (!this.projectOf(file) && this.#searches.size > 0) await Promise.all(this.#searches);
    if (!this.projectOf(file)) {
      const root = await findProjectAbove(dirname(file));
      if (root !== undefined) await this.#open(root);
    }
    const project = this.projectOf(file);
    await project?.ready;
    return project;
  }

  /** The text of an open document is another: its project hears of it at once. */
  documentChanged({ file, text }: OpenDocument): void {
    const project = this.projectOf(file);
    const path = project && pathWithin(project.root, file);
    if (path !== undefined) project?.edit(path, text);
  }

  documentClosed({ file }: OpenDocument): void {
    const project = this.projectOf(file);
    const path = project && pathWithin(project.root, file);
    if (path !== undefined) project?.edit(path, undefined);
  }

  async #search(folder: string): Promise<void> {
    const roots = await findProjects([folder]);
    await Promise.all(roots.map((root) => this.#open(root, folder)));
  }

  async #open(root: string, folder: string | null = null): Promise<void> {
    const { documents, log, onChange, onOpen, settingsOf } = this.#options;
    const settings = await settingsOf(root);
    if (this.#projects.has(root)) return;
    const overlays = () =>
      new Map(
        documents.all().flatMap(({ file, text }) => {
          const path = pathWithin(root, file);
          return path === undefined ? [] : [[path, text] as const];
        }),
      );
    const project = new OpenProject({ root, workspace: folder, log, overlays, onChange }, settings);
    this.#projects.set(root, project);
    void project.ready.then(() => {
      if (this.#projects.get(root) === project && project.snapshot) onOpen(project);
    });
  }
}
