import { existsSync, statSync } from "node:fs";
import { homedir, release } from "node:os";
import { join } from "node:path";
import type { Result } from "../base/result.ts";
import { projectRefusal } from "../compile/run-refusal.ts";
import { profileTargets } from "../project/profile-targets.ts";
import { profilesPaths } from "../project/profiles.ts";
import type { ProjectSnapshot } from "../project/snapshot.ts";
import { duckdb, duckdbVersion } from "../runner/adapters/duckdb.ts";
import { type EngineWish, lookForDbt, whyDbt } from "../runner/choose-engine.ts";
import { presentFailure } from "../runner/present-failure.ts";
import type { Cli } from "./command.ts";
import { located } from "./open.ts";
import { VERSION } from "./version.ts";

/** One line of what `doctor` found. */
export interface Symptom {
  readonly what: string;
  /** `missing`: something can't work without it, and the text says how to get it. */
  readonly state: "fine" | "missing" | "note";
  readonly text: string;
}

/**
 * What is installed, what the project is, and what is missing.
 *
 * It is made to be pasted into a bug report: of the profile only names are told, never a field that could be
 * a secret, and the home folder is written `~`.
 */
export async function diagnosis(
  cli: Cli,
  project: Result<ProjectSnapshot, string>,
  engine: EngineWish,
): Promise<readonly Symptom[]> {
  const symptoms = [...(await program(cli)), ...(project.ok ? await ofProject(cli, project.value, engine) : [])];
  if (!project.ok) symptoms.push({ what: "project", state: "missing", text: project.error });
  return symptoms.map((it) => ({ ...it, text: withoutHome(it.text) }));
}

async function program({ dist }: Cli): Promise<readonly Symptom[]> {
  const machine = `${process.platform}-${process.arch}`;
  const engine = await duckdbVersion();
  const hasWorker = existsSync(join(dist, "sql-worker.js"));
  return [
    { what: "highwater", state: "fine", text: VERSION },
    { what: "node", state: "fine", text: `${process.versions.node} on ${machine}, ${release()}` },
    engine.ok
      ? { what: "built-in engine", state: "fine", text: engine.value }
      : { what: "built-in engine", state: "missing", text: presentFailure(engine.error) },
    hasWorker
      ? { what: "SQL worker", state: "fine", text: "there" }
      : {
          what: "SQL worker",
          state: "missing",
          text: "sql-worker.js is missing beside cli.js: install Highwater again",
        },
  ];
}

async function ofProject({ env }: Cli, snapshot: ProjectSnapshot, engine: EngineWish): Promise<readonly Symptom[]> {
  const { environment, nodes, root } = snapshot;
  const { target } = environment;
  const count = (type: string) => nodes.ids.filter((id) => id.startsWith(`${type}.`)).length;
  const counted = (type: string) => `${count(type)} ${type}${count(type) === 1 ? "" : "s"}`;
  const counts = ["model", "seed", "snapshot"].map(counted).join(", ");
  const looked = profilesPaths({ root, home: homedir(), env, profilesDir: engine.flags.profilesDir ?? undefined });
  const used = looked.find((it) => snapshot.files.has(it));
  const names = profileTargets(snapshot);
  return [
    { what: "project", state: "fine", text: `${environment.root.name} in ${root}: ${counts}` },
    used === undefined
      ? {
          what: "profiles.yml",
          state: "missing",
          text: `not found; looked for ${looked.join(", then ")}. Make one, or name its folder with --profiles-dir`,
        }
      : { what: "profiles.yml", state: "fine", text: `${used} (looked for ${looked.join(", then ")})` },
    target.known
      ? {
          what: "target",
          state: "fine",
          text: `${target.name} of ${target.profileName} (it has ${names.join(", ")}), on ${target.type}`,
        }
      : { what: "target", state: "missing", text: projectRefusal(snapshot) ?? "not known" },
    ...(target.known ? await engines(snapshot, engine) : []),
    packages(snapshot),
    ...problems(snapshot),
  ];
}

/** Which engine a run would take, and what it needs. */
async function engines(snapshot: ProjectSnapshot, wish: EngineWish): Promise<readonly Symptom[]> {
  const reason = wish.choice === "dbt" ? "--engine dbt." : await whyDbt(snapshot);
  const found = await lookForDbt(snapshot, { ...wish, isForRun: false });
  const dbt = found.ok ? `${found.value.version} at ${found.value.path}` : found.error;
  if (reason === null) {
    return [
      await database(snapshot),
      { what: "runs on", state: "fine", text: "the built-in engine" },
      { what: "dbt", state: found.ok ? "fine" : "note", text: dbt },
    ];
  }
  const isNative = wish.choice === "native";
  return [
    {
      what: "runs on",
      state: isNative ? "missing" : "fine",
      text: `${isNative ? "nothing" : "your own dbt"}: ${reason}`,
    },
    { what: "dbt", state: found.ok ? "fine" : "missing", text: dbt },
  ];
}

/** Whether a run could begin: the database is opened to look only, and closed again. */
async function database(snapshot: ProjectSnapshot): Promise<Symptom> {
  const what = "database";
  const { path } = snapshot.environment.target;
  const opened = await duckdb.inspect(snapshot.environment.target, { root: snapshot.root });
  if (!opened.ok && opened.error.kind !== "missing")
    return { what, state: "missing", text: presentFailure(opened.error) };
  if (!opened.ok) return { what, state: "note", text: presentFailure(opened.error) };
  opened.value.close();
  if (path === undefined || path === ":memory:") return { what, state: "note", text: "in memory: empty at each run" };
  return { what, state: "fine", text: `${path}, ${statSync(path).size.toLocaleString("en")} bytes` };
}

function packages({ environment, root }: ProjectSnapshot): Symptom {
  const missing = environment.missingPackages.map((it) => it.name);
  const installed = environment.packages.filter((it) => it !== environment.root).map((it) => it.name);
  const has = installed.length === 0 ? "none installed" : `installed: ${installed.join(", ")}`;
  if (missing.length === 0)
    return { what: "packages", state: "fine", text: installed.length === 0 ? "none wanted" : has };
  const text = `missing: ${missing.join(", ")} (${has}). Run dbt deps in ${root}`;
  return { what: "packages", state: "missing", text };
}

/** What is wrong with the project's macros, YAML and settings; of the models themselves `lint` tells. */
function problems(snapshot: ProjectSnapshot): readonly Symptom[] {
  const all = snapshot.environment.problems.filter((it) => it.kind !== "config");
  const [first] = all;
  if (!first) return [];
  const more = all.length > 1 ? `, and ${all.length - 1} more: highwater lint` : "";
  return [{ what: "problems", state: "note", text: `${located(snapshot, first)}${more}` }];
}

function withoutHome(text: string): string {
  const home = homedir();
  return home.length > 1 ? text.replaceAll(home, "~") : text;
}
