import { type ChildProcess, type ForkOptions, fork } from "node:child_process";

/**
 * How the runner is forked. `execPath` is left alone: Electron's own `fork` picks the right
 * executable, and `ELECTRON_RUN_AS_NODE` keeps it from starting as an app. An empty `execArgv`
 * keeps the child off the parent's debugging port.
 */
export function runnerForkOptions(env: NodeJS.ProcessEnv): ForkOptions {
  return { execArgv: [], env: { ...env, ELECTRON_RUN_AS_NODE: "1" }, stdio: ["ignore", "pipe", "pipe", "ipc"] };
}

/** Starts the command line as the runner of an editor. */
export function forkRunner(file: string): ChildProcess {
  return fork(file, ["serve"], runnerForkOptions(process.env));
}
