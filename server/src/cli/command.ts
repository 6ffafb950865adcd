import { type ParseArgsConfig, parseArgs } from "node:util";

/** How the command line ends; documented in `docs/cli.md`. */
export const ExitCode = { ok: 0, failed: 1, usage: 2, cancelled: 130 } as const;
export type ExitCode = (typeof ExitCode)[keyof typeof ExitCode];

type Option = NonNullable<ParseArgsConfig["options"]>[string];

/** A flag with what the help says about it. */
export type Flag = Option & {
  readonly describe: string;
  /** What stands for the value in the help: `--select <nodes>`. */
  readonly value?: string;
};
export type Flags = { readonly [name: string]: Flag };
type Values<F extends Flags> = ReturnType<typeof parseArgs<{ options: F }>>["values"];

/** What a command may touch: stdout is for results, stderr for talk. */
export interface Cli {
  readonly cwd: string;
  readonly env: { readonly [name: string]: string };
  /** The folder of the bundles, where the SQL worker lies. */
  readonly dist: string;
  /** Aborted by the first Ctrl-C. */
  readonly signal: AbortSignal;
  readonly stdout: Output;
  readonly stderr: Output;
}

export interface Output {
  write(text: string): void;
  /** Colour is welcome: a terminal, and no `NO_COLOR`. */
  readonly isColourful: boolean;
  /** Undefined where lines have no end, in a file or a pipe. */
  readonly width: number | undefined;
}

export interface Command<F extends Flags = Flags> {
  readonly name: string;
  readonly summary: string;
  /** More for the help, in Markdown. */
  readonly details?: string;
  readonly flags: F;
  run(cli: Cli, flags: Values<F>): Promise<ExitCode>;
}

/** A command as the registry holds it, its flags' types folded in. */
export interface AnyCommand {
  readonly name: string;
  readonly summary: string;
  readonly details?: string;
  readonly flags: Flags;
  /** Reads the arguments and runs; a bad flag is a sentence. */
  invoke(cli: Cli, args: readonly string[]): Promise<ExitCode>;
}

/** Ties a command to the types of its flags. */
export function defineCommand<const F extends Flags>(command: Command<F>): AnyCommand {
  const { name, summary, details, flags } = command;
  return {
    name,
    summary,
    ...(details === undefined ? {} : { details }),
    flags,
    async invoke(cli, args) {
      let values: Values<F>;
      try {
        values = parseArgs({ args: spread(args, flags), options: flags, allowPositionals: false }).values as Values<F>;
      } catch (cause) {
        // `parseArgs` throws for what the user typed, and only for that.
        cli.stderr.write(`${cause instanceof Error ? cause.message : String(cause)}\nSee: highwater help ${name}\n`);
        return ExitCode.usage;
      }
      return command.run(cli, values);
    },
  };
}

/** `-s a b` means `-s a -s b`, as with dbt. */
export function spread(args: readonly string[], flags: Flags): string[] {
  const several = new Set(
    Object.entries(flags)
      .filter(([, flag]) => flag.multiple)
      .flatMap(([name, flag]) => [`--${name}`, ...(flag.short === undefined ? [] : [`-${flag.short}`])]),
  );
  const result: string[] = [];
  let flag: string | undefined;
  let hasValue = false;
  for (const arg of args) {
    if (arg.startsWith("-") && !/^-?\d/.test(arg.slice(1))) {
      flag = several.has(arg) ? arg : undefined;
      hasValue = false;
    } else if (flag !== undefined) {
      if (hasValue) result.push(flag);
      hasValue = true;
    }
    result.push(arg);
  }
  return result;
}
