import type { World } from "../base/world.ts";
import type { ResourceType } from "../project/snapshot.ts";
import { presentFailure } from "../runner/present-failure.ts";
import { chosenNodes, runNodes } from "../runner/run.ts";
import { type Cli, ExitCode } from "./command.ts";
import { flagsAgain, openChosen, type ProjectChoice, shellWord } from "./open.ts";
import { runReport } from "./run-report.ts";

/** What `run` and `seed` were asked for. */
export interface RunChoice extends ProjectChoice {
  readonly select?: readonly string[] | undefined;
  readonly exclude?: readonly string[] | undefined;
  readonly "full-refresh"?: boolean | undefined;
  readonly json?: boolean | undefined;
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
  const project = await openChosen(cli, flags);
  if (!project.ok) return fail(project.error, ExitCode.usage);
  const world: World = flags["full-refresh"] ? "full-refresh" : "incremental";
  const select = flags.select ?? [];
  const ids = chosenNodes(project.value, { select, exclude: flags.exclude ?? [], resources });
  if (!ids.ok) return fail(ids.error, ExitCode.usage);

  const report = flags.json
    ? (event: unknown) => cli.stdout.write(`${JSON.stringify(event)}\n`)
    : runReport(cli.stdout, cli.stderr);
  const run = runNodes(project.value, { ids: ids.value, world, command: commandLine(name, flags) }, cli.signal);
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

function commandLine(name: string, flags: RunChoice): string {
  const words = (flag: string, values: readonly string[] | undefined) =>
    (values ?? []).map((it) => ` --${flag} ${shellWord(it)}`).join("");
  const full = flags["full-refresh"] ? " --full-refresh" : "";
  return `highwater ${name}${words("select", flags.select)}${words("exclude", flags.exclude)}${full}${flagsAgain(flags)}`;
}
