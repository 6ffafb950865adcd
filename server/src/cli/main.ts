import type { Cli, Output } from "./command.ts";
import { ExitCode } from "./command.ts";
import { commands } from "./commands/index.ts";
import { helpMarkdown, helpText } from "./help.ts";
import { VERSION } from "./version.ts";

/** The program `highwater`: finds the command, gives it the terminal, and ends with its exit code. */
async function main(args: readonly string[]): Promise<ExitCode> {
  const [name, ...rest] = args;
  const cli = terminal();
  if (name === "--version" || name === "-v" || name === "-V" || name === "version") {
    cli.stdout.write(`highwater ${VERSION}\n`);
    return ExitCode.ok;
  }
  if (name === undefined || name === "help" || name === "--help" || name === "-h") {
    cli.stdout.write(rest[0] === "--markdown" ? helpMarkdown(commands) : helpText(commands, rest[0]));
    return name === undefined ? ExitCode.usage : ExitCode.ok;
  }
  const command = commands.find((it) => it.name === name);
  if (!command) {
    cli.stderr.write(`There is no command ${name}.\n\n${helpText(commands, undefined)}`);
    return ExitCode.usage;
  }
  if (rest.includes("--help") || rest.includes("-h")) {
    cli.stdout.write(helpText(commands, name));
    return ExitCode.ok;
  }
  return command.invoke(cli, rest);
}

function terminal(): Cli {
  const abort = new AbortController();
  process.on("SIGINT", () => {
    // Someone who asks twice doesn't want to wait for the rollback.
    if (abort.signal.aborted) process.exit(ExitCode.cancelled);
    abort.abort();
  });
  process.once("SIGTERM", () => abort.abort());
  // A reader that has seen enough (`| head`) ends the program quietly.
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code === "EPIPE") process.exit(ExitCode.ok);
    throw error;
  });
  const env = Object.fromEntries(
    Object.entries(process.env).flatMap(([key, it]) => (it === undefined ? [] : [[key, it]])),
  );
  return {
    cwd: process.cwd(),
    env,
    dist: __dirname,
    signal: abort.signal,
    stdout: output(process.stdout),
    stderr: output(process.stderr),
  };
}

function output(stream: NodeJS.WriteStream): Output {
  const isTerminal = stream.isTTY === true;
  return {
    write: (text) => void stream.write(text),
    isColourful: isTerminal && !process.env["NO_COLOR"] && process.env["TERM"] !== "dumb",
    width: isTerminal ? stream.columns : undefined,
  };
}

main(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
  },
  (bug: unknown) => {
    process.stderr.write(`highwater failed, which is a bug: ${bug instanceof Error ? bug.stack : String(bug)}\n`);
    process.exitCode = ExitCode.failed;
  },
);
