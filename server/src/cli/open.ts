import { existsSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import type { Problem } from "../base/problem.ts";
import { err, type Result } from "../base/result.ts";
import { profileTargets } from "../project/profile-targets.ts";
import type { ProjectSnapshot } from "../project/snapshot.ts";
import { rangeOf } from "../runner/file-range.ts";
import { openProject } from "../runner/open-project.ts";
import { parseYaml } from "../yaml/parse.ts";
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
export async function openChosen(
  cli: Cli,
  flags: ProjectChoice,
  options: { readonly brokenProjectFile?: "accept" } = {},
): Promise<Result<ProjectSnapshot, string>> {
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
  if (!opened.ok) return opened;
  process.chdir(root);
  const snapshot = opened.value;
  const broken = options.brokenProjectFile === "accept" ? undefined : projectFileProblem(snapshot);
  const refusal = broken ?? profilesDirRefusal(flags, snapshot) ?? targetRefusal(flags, snapshot);
  return refusal === undefined ? opened : err(refusal);
}

/** What keeps dbt_project.yml from being read: every name and setting would be a guess. */
function projectFileProblem(snapshot: ProjectSnapshot): string | undefined {
  const path = "dbt_project.yml";
  const file = snapshot.files.get(path);
  const [syntax] = file ? parseYaml(file).problems : [];
  // Where the text can't be read, what is missing in it is only a consequence.
  if (syntax) return located(snapshot, { at: { path, span: syntax.span }, message: syntax.message });
  const shape = snapshot.environment.problems.find((it) => it.at.path === path && it.kind === "yaml-syntax");
  return shape && located(snapshot, shape);
}

/** A folder that was named must hold a profiles.yml; without the flag only running needs one. */
function profilesDirRefusal(flags: ProjectChoice, { environment, files }: ProjectSnapshot): string | undefined {
  const folder = flags["profiles-dir"];
  const isThere = [...files.keys()].some((it) => /(^|[\\/])profiles\.yml$/.test(it));
  if (folder === undefined || environment.target.known || isThere) return undefined;
  return `There is no profiles.yml in ${folder}: name its folder with --profiles-dir.`;
}

function targetRefusal(flags: ProjectChoice, snapshot: ProjectSnapshot): string | undefined {
  const { profileName } = snapshot.environment.target;
  const known = profileTargets(snapshot);
  if (flags.target === undefined || known.length === 0 || known.includes(flags.target)) return undefined;
  return `The profile "${profileName}" has no target "${flags.target}". It has: ${known.join(", ")}.`;
}

/** A problem as a terminal shows it: `models/orders.sql:3:1 …`. */
export function located(snapshot: ProjectSnapshot, { at, message }: Pick<Problem, "at" | "message">): string {
  const place = rangeOf(snapshot, at);
  return `${at.path}:${place?.line ?? 1}:${place?.column ?? 1} ${message}`;
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
