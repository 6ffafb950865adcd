import type { Cli } from "../src/cli/command.ts";

/** A terminal that remembers what was written to it. */
export interface FakeCli extends Cli {
  printed(): string;
  said(): string;
}

export function fakeCli(
  options: { readonly cwd?: string; readonly signal?: AbortSignal; readonly width?: number } = {},
): FakeCli {
  const out: string[] = [];
  const err: string[] = [];
  const output = (to: string[]) => ({
    write: (text: string) => void to.push(text),
    isColourful: false,
    width: options.width,
  });
  return {
    cwd: options.cwd ?? "/",
    env: {},
    dist: "/nowhere",
    signal: options.signal ?? new AbortController().signal,
    stdout: output(out),
    stderr: output(err),
    printed: () => out.join(""),
    said: () => err.join(""),
  };
}
