import { homedir } from "node:os";
import type { Log } from "../base/log.ts";
import { profilesPaths } from "../project/profiles.ts";
import { ProjectWatcher } from "../project/watch.ts";
import type { OpenProject } from "./open-project.ts";

/** Watches the disk under a project, for clients that don't; undefined while the project is not loaded. */
export function watchProject(project: OpenProject, log: Log): ProjectWatcher | undefined {
  const { root, snapshot, settings } = project;
  if (!snapshot) return undefined;
  return new ProjectWatcher({
    root,
    packages: snapshot.environment.packages,
    profiles: profilesPaths({
      root,
      home: homedir(),
      profilesDir: settings.profilesDir ?? undefined,
      env: process.env as Readonly<Record<string, string>>,
    }),
    log,
    onBatch({ paths, reload }) {
      const reading = reload ? project.reload() : project.reread(paths);
      reading.catch((error) => log("error", `${root}: changed files can't be read: ${error}`));
    },
  });
}
