import type { Log } from "../base/log.ts";
import { IGNORE_FILE } from "../project/ignore.ts";
import { extensionOf, fileName, isUnder } from "../project/paths.ts";
import type { ProjectSnapshot } from "../project/snapshot.ts";
import type { OpenProject } from "./open-project.ts";
import { pathWithin } from "./paths.ts";
import { isProjectFile } from "./project-files.ts";
import type { Workspace } from "./workspace.ts";

/** What happened to a file or a folder on disk. */
export interface FileEvent {
  readonly file: string;
  readonly kind: "created" | "changed" | "deleted";
}

const EXTENSIONS: ReadonlySet<string> = new Set([".sql", ".yml", ".yaml", ".csv", ".md", ".py"]);

/** For the client: what it is asked to watch. A folder that is deleted is reported as such, so folders are watched too. */
export const WATCHED = "**/*";

/** Files that are read one by one at most; above it everything is read again. */
const MANY = 200;

/** A batch is read after so many milliseconds of quiet: a checkout touches files one after the other. */
const QUIET_MS = 25;

/**
 * Brings what happened on disk into the projects, in batches.
 *
 * A new dbt_project.yml opens a project, and one that is gone leaves an empty project that says so.
 */
export function watchedFiles(workspace: Workspace, log: Log): (events: readonly FileEvent[]) => void {
  const waiting = new Map<string, FileEvent>();
  let timer: NodeJS.Timeout | undefined;

  const work = async () => {
    const events = [...waiting.values()];
    waiting.clear();
    for (const { file, kind } of events) {
      if (kind !== "deleted" && file.endsWith("dbt_project.yml") && !workspace.projectOf(file)) {
        await workspace.loaded(file);
      }
    }
    for (const project of workspace.projects) await takeIn(project, events);
  };
  return (events) => {
    for (const event of events) waiting.set(event.file, event);
    clearTimeout(timer);
    timer = setTimeout(() => {
      work().catch((error) => log("error", `reading changed files failed: ${error}`));
    }, QUIET_MS);
  };
}

async function takeIn(project: OpenProject, events: readonly FileEvent[]): Promise<void> {
  const { snapshot } = project;
  if (!snapshot) return;
  const paths = new Set<string>();
  let reload = false;
  for (const { file, kind } of events) {
    const path = pathWithin(project.root, file) ?? (snapshot.files.has(file) ? file : undefined);
    if (path === undefined) continue;
    if (EXTENSIONS.has(extensionOf(path)) || fileName(path) === IGNORE_FILE) {
      if (isProjectFile(snapshot, path) || isInstalled(snapshot, path)) paths.add(path);
    }
    // A folder that was moved here may be all that is told of the files in it.
    else if (kind === "created") reload ||= isProjectFile(snapshot, `${path}/any.sql`);
    if (kind === "deleted") for (const it of below(project, path)) paths.add(it);
  }
  if (paths.size === 0 && !reload) return;
  if (reload || paths.size > MANY || [...paths].some((it) => needsListing(snapshot, it))) await project.reload();
  else await project.reread([...paths]);
}

/** What a deleted folder held. */
function below({ snapshot }: OpenProject, folder: string): readonly string[] {
  const held = [...(snapshot?.files.keys() ?? []), ...(snapshot?.environment.seedPaths.map((it) => it.path) ?? [])];
  return held.filter((it) => it.startsWith(`${folder}/`));
}

/** What files there are may be another now: by a changed dbt_project.yml or .dbtignore, or by `dbt deps`. */
function needsListing(snapshot: ProjectSnapshot, path: string): boolean {
  return fileName(path) === "dbt_project.yml" || fileName(path) === IGNORE_FILE || isInstalled(snapshot, path);
}

function isInstalled({ environment }: ProjectSnapshot, path: string): boolean {
  const { installPath } = environment.root;
  return installPath !== "" && isUnder(installPath, path);
}
