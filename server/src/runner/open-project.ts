import { homedir } from "node:os";
import { err, ok, type Result } from "../base/result.ts";
import { readVars } from "../project/command-line-vars.ts";
import { ProjectHost } from "../project/host.ts";
import { loadProject } from "../project/load.ts";
import type { ProjectSnapshot } from "../project/snapshot.ts";

/** Which project, and what the command line or the editor decides about it. */
export interface ProjectRequest {
  readonly root: string;
  readonly target: string | null;
  readonly profilesDir: string | null;
  /** As YAML or JSON. */
  readonly vars: string | null;
  readonly env: { readonly [name: string]: string };
  /** An editor's texts, which beat the disk's. */
  readonly unsaved?: readonly { readonly path: string; readonly text: string }[];
}

/** Reads a project from disk, or says in one sentence why it can't be read. */
export async function openProject(request: ProjectRequest): Promise<Result<ProjectSnapshot, string>> {
  const vars = readVars(request.vars ?? "");
  if (!vars.ok) return vars;
  const settings = {
    target: request.target ?? undefined,
    profilesDir: request.profilesDir ?? undefined,
    vars: vars.value,
  };
  const inputs = await loadProject(request.root, { settings, env: request.env, home: homedir() });
  if (!inputs.files.has("dbt_project.yml")) {
    return err(`There is no dbt_project.yml in ${request.root}: name the project's folder with --project-dir.`);
  }
  const host = new ProjectHost(inputs);
  const unsaved = request.unsaved ?? [];
  if (unsaved.length === 0) return ok(host.snapshot);
  return ok(host.apply(unsaved.map(({ path, text }) => ({ kind: "overlay", path, text }))));
}
