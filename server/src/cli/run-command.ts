import { err, ok, type Result } from "../base/result.ts";
import type { World } from "../base/world.ts";
import { projectRefusal } from "../compile/run-refusal.ts";
import type { Node, ProjectSnapshot, ResourceType } from "../project/snapshot.ts";
import { presentFailure } from "../runner/present-failure.ts";
import { chosenNodes, rehearseNodes, runNodes, stampOf } from "../runner/run.ts";
import { type Cli, ExitCode } from "./command.ts";
import { engineAgain, engineWish } from "./engine-flags.ts";
import { flagsAgain, located, openChosen, type ProjectChoice, shellWord } from "./open.ts";
import { rehearsalReport } from "./rehearsal-report.ts";
import { runReport } from "./run-report.ts";
import { watermarkColumn } from "./watermark-column.ts";

/** What `run` and `seed` were asked for. */
export interface RunChoice extends ProjectChoice {
  readonly select?: readonly string[] | undefined;
  readonly exclude?: readonly string[] | undefined;
  readonly "full-refresh"?: boolean | undefined;
  readonly json?: boolean | undefined;
  readonly engine?: string | undefined;
  readonly "dbt-path"?: string | undefined;
  readonly threads?: string | undefined;
  readonly "fail-fast"?: boolean | undefined;
  readonly "dry-run"?: boolean | undefined;
}

/** Runs the chosen nodes and reports on them; the part that `run` and `seed` share. */
export async function runChosen(
  cli: Cli,
  flags: RunChoice,
  { name, resources }: { readonly name: string; readonly resources: readonly ResourceType[] },
): Promise<ExitCode> {
  const fail = (message: string, code: ExitCode) => {
    cli.stderr.write(`${message}\n`);
    return code;
  };
  const engine = engineWish(cli, flags);
  if (!engine.ok) return fail(engine.error, ExitCode.usage);
  if (flags["dry-run"] && engine.value.choice === "dbt")
    return fail("--dry-run tells what the built-in runner would send: leave --engine dbt out.", ExitCode.usage);
  const threads = threadsOf(flags.threads);
  if (!threads.ok) return fail(threads.error, ExitCode.usage);
  const project = await openChosen(cli, flags);
  if (!project.ok) return fail(project.error, ExitCode.usage);
  const refusal = project.value.environment.target.known ? null : projectRefusal(project.value);
  if (refusal !== null) return fail(refusal, ExitCode.usage);
  const world: World = flags["full-refresh"] ? "full-refresh" : "incremental";
  const select = flags.select ?? [];
  const ids = chosenNodes(project.value, { select, exclude: flags.exclude ?? [], resources });
  if (!ids.ok) return fail(ids.error, ExitCode.usage);

  cli.stderr.write(projectWarnings(project.value));
  const warn = (message: string) => cli.stderr.write(`${message}\n`);
  const inWords = flags["dry-run"] ? rehearsalReport(cli.stdout, cli.stderr) : runReport(cli.stdout, cli.stderr);
  const report = flags.json ? (event: unknown) => cli.stdout.write(`${JSON.stringify(event)}\n`) : inWords;
  const wish = {
    ...{ ids: ids.value, world, command: commandLine(name, flags), warn, engine: engine.value },
    ...{ threads: threads.value, failFast: flags["fail-fast"] },
    watermarkOf: (node: Node) => watermarkColumn(project.value, node),
  };
  const run = flags["dry-run"]
    ? rehearseNodes(project.value, { ...wish, stamp: stampOf(new Date()) }, cli.signal)
    : runNodes(project.value, wish, cli.signal);
  let next = await run.next();
  while (!next.done) {
    report(next.value);
    next = await run.next();
  }
  const { status, failure } = next.value;
  if (failure) cli.stderr.write(`${presentFailure(failure)}\n`);
  if (status === "cancelled") return ExitCode.cancelled;
  return status === "ok" ? ExitCode.ok : ExitCode.failed;
}

/** The number of `--threads`; undefined without the flag. */
function threadsOf(text: string | undefined): Result<number | undefined, string> {
  if (text === undefined) return ok(undefined);
  const count = Number(text);
  return Number.isInteger(count) && count > 0 ? ok(count) : err(`--threads is a number from 1, not ${text}.`);
}

/** At most so many problems of the project are told before a run. */
const MOST = 10;

/** What is wrong with the project's macros and YAML: dbt would run nothing of it. */
function projectWarnings(snapshot: ProjectSnapshot): string {
  const problems = snapshot.environment.problems.filter((it) => it.kind !== "config");
  if (problems.length === 0) return "";
  const lines = problems.slice(0, MOST).map((it) => `warning ${located(snapshot, it)}`);
  const more = problems.length > MOST ? [`warning ${problems.length - MOST} more: highwater lint tells them all.`] : [];
  return `${[...lines, ...more, "dbt refuses a project with this; what doesn't depend on it is run."].join("\n")}\n`;
}

function commandLine(name: string, flags: RunChoice): string {
  const words = (flag: string, values: readonly string[] | undefined) =>
    (values ?? []).map((it) => ` --${flag} ${shellWord(it)}`).join("");
  const full = flags["full-refresh"] ? " --full-refresh" : "";
  return `highwater ${name}${words("select", flags.select)}${words("exclude", flags.exclude)}${full}${engineAgain(flags)}${flagsAgain(flags)}`;
}
