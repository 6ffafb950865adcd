import type { AnyCommand, Flag } from "./command.ts";

/** Help for a terminal: all commands, or one with its flags. */
export function helpText(commands: readonly AnyCommand[], name: string | undefined): string {
  const command = commands.find((it) => it.name === name);
  if (!command) {
    const width = Math.max(...commands.map((it) => it.name.length));
    const list = commands.map((it) => `  ${it.name.padEnd(width)}  ${it.summary}`);
    return `highwater: dbt incremental models in both worlds\n\nUsage: highwater <command> [flags]\n\n${list.join("\n")}\n\nhighwater help <command> shows its flags.\n`;
  }
  const flags = Object.entries(command.flags).map(([flag, it]) => `  ${usage(flag, it)}\n      ${it.describe}`);
  const details = command.details === undefined ? "" : `\n${command.details}\n`;
  const listed = flags.length === 0 ? "" : `\n${flags.join("\n")}\n`;
  return `${command.summary}\n\nUsage: highwater ${command.name}${flags.length > 0 ? " [flags]" : ""}\n${listed}${details}`;
}

/** `docs/cli.md`, from the same objects that parse the arguments. */
export function helpMarkdown(commands: readonly AnyCommand[]): string {
  return [INTRODUCTION, ...commands.map(section)].join("\n");
}

const INTRODUCTION = `# Command line

<!-- Generated from server/src/cli/commands: edit those, then \`npm test -- -u\` writes this file. -->

\`highwater <command> [flags]\`. Results go to stdout, talk goes to stderr. Colours only on a terminal and never with
\`NO_COLOR\`.

| exit code | means |
|---|---|
| 0 | everything went well |
| 1 | a model failed, or there is a finding or a problem of error severity |
| 2 | the command line is wrong, or the project can't be read |
| 130 | cancelled (Ctrl-C): what ran was rolled back |
`;

function section({ name, summary, details, flags }: AnyCommand): string {
  const rows = Object.entries(flags).map(([flag, it]) => `| \`${usage(flag, it)}\` | ${it.describe} |`);
  const table = rows.length === 0 ? "" : `\n| flag | |\n|---|---|\n${rows.join("\n")}\n`;
  return `## ${name}\n\n${summary}\n${table}${details === undefined ? "" : `\n${details}\n`}`;
}

function usage(name: string, { short, type, value }: Flag): string {
  const letter = short === undefined ? "" : `-${short}, `;
  return `${letter}--${name}${type === "string" ? ` <${value ?? "text"}>` : ""}`;
}
