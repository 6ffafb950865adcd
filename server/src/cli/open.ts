import { existsSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { err, type Result } from "../base/result.ts";
import type { ProjectSnapshot } from "../project/snapshot.ts";
import { openProject } from "../runner/open-project.ts";
import type { Cli } from "./command.ts";

/** The values of `projectFlags`. */
export interface ProjectChoice {
  readonly "project-dir"?: string | undefined;
  readonly "profiles-dir"?: string | undefined;
  readonly target?: string | undefined;
  readonly vars?: string | undefined;
}

/**
 * Opens the project that a command is about.
 *
 * The process moves to the project's root, as dbt does: relative paths in profiles and models are meant from there.
 */
export async function openChosen(cli: Cli, flags: ProjectChoice): Promise<Result<ProjectSnapshot, string>> {
  const named = flags["project-dir"];
  const root = named === undefined ? nearestProject(cli.cwd) : resolve(cli.cwd, named);
  if (root === undefined) {
    return err(`There is no dbt_project.yml in ${cli.cwd} or above it: name the project's folder with --project-dir.`);
  }
  const profilesDir = flags["profiles-dir"];
  const opened = await openProject({
    root,
    target: flags.target ?? null,
    profilesDir: profilesDir === undefined ? null : resolve(cli.cwd, profilesDir),
    vars: flags.vars ?? null,
    env: cli.env,
  });
  if (opened.ok) process.chdir(root);
  return opened;
}

function nearestProject(from: string): string | undefined {
  if (existsSync(join(from, "dbt_project.yml"))) return from;
  const above = dirname(from);
  return above === from ? undefined : nearestProject(above);
}

/** The flags once more, for a command line that does the same. */
export function flagsAgain(flags: ProjectChoice): string {
  const names = ["project-dir", "profiles-dir", "target", "vars"] as const;
  return names.map((name) => (flags[name] === undefined ? "" : ` --${name} ${shellWord(flags[name])}`)).join("");
}

/** A word as a POSIX shell reads it. */
export function shellWord(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}
