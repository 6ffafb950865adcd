import { resolve } from "node:path";
import { err, ok, type Result } from "../base/result.ts";
import { ENGINE_CHOICES } from "../protocol/settings.ts";
import type { EngineWish } from "../runner/choose-engine.ts";
import type { Cli, Flags } from "./command.ts";
import { type ProjectChoice, shellWord } from "./open.ts";

/** Flags of every command that runs something. */
export const engineFlags = {
  engine: {
    type: "string",
    value: "engine",
    describe: "`auto` (the default), `native` (the built-in runner) or `dbt` (your own).",
  },
  "dbt-path": {
    type: "string",
    value: "file",
    describe: "The dbt to use. Default: the one in the project's virtual environment, else on PATH.",
  },
} as const satisfies Flags;

/** Help on engines, in Markdown. */
export const ENGINE_DETAILS = `With \`--engine auto\` the built-in runner runs what it can. A run goes to your own dbt (Core 1.8 or newer, or v2) as a whole
when the target is another warehouse, when the DuckDB file or profile is not for the built-in DuckDB (a newer storage
version, MotherDuck, secrets), or when a selected model is not for the built-in runner (microbatch, Python, a contract, a
custom strategy or materialization). The first line names the engine and why. Without a dbt, models of the last kind are
refused one by one and the others run. dbt is looked for in \`.venv\`, \`venv\`, \`env\` and Poetry's environments of the project
and the folders above it in the repository, in VIRTUAL_ENV, CONDA_PREFIX, PATH and \`~/.local/bin\`. It writes below
\`.highwater/dbt\`, and \`target/\` stays as it is.`;

interface EngineChoiceFlags {
  readonly engine?: string | undefined;
  readonly "dbt-path"?: string | undefined;
}

/** What the flags say of the engine, or a sentence about what is wrong with them. */
export function engineWish(cli: Cli, flags: EngineChoiceFlags & ProjectChoice): Result<EngineWish, string> {
  const choice = ENGINE_CHOICES.find((it) => it === (flags.engine ?? "auto"));
  if (choice === undefined) return err(`--engine is ${ENGINE_CHOICES.join(", ")}; not ${flags.engine}.`);
  const absolute = (path: string | undefined) => (path === undefined ? null : resolve(cli.cwd, path));
  return ok({
    choice,
    dbtPath: absolute(flags["dbt-path"]),
    workspace: cli.cwd,
    flags: {
      target: flags.target ?? null,
      profilesDir: absolute(flags["profiles-dir"]),
      vars: flags.vars ?? null,
    },
    env: cli.env,
    home: homeOf(cli.env),
  });
}

/** The user's home by the environment, where a dbt may be installed for them alone; empty where it names none. */
export function homeOf(env: Cli["env"]): string {
  return env["HOME"] ?? env["USERPROFILE"] ?? "";
}

/** The flags once more, for a command line that does the same. */
export function engineAgain(flags: EngineChoiceFlags): string {
  const engine = flags.engine === undefined || flags.engine === "auto" ? "" : ` --engine ${shellWord(flags.engine)}`;
  const path = flags["dbt-path"];
  return path === undefined ? engine : `${engine} --dbt-path ${shellWord(path)}`;
}
