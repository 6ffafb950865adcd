import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { watchOver } from "./watcher.ts";

export interface DbtStart {
  readonly program: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: { readonly [name: string]: string };
  readonly signal: AbortSignal;
  /** From the interrupt until the kill. */
  readonly graceMs: number;
}

export type DbtEnd =
  | { readonly kind: "not-started"; readonly message: string }
  | {
      readonly kind: "ended";
      readonly code: number | null;
      readonly signal: NodeJS.Signals | null;
      /** The end of what it wrote to stderr. */
      readonly stderr: string;
    };

/** A dbt in flight. `ended` settles after the last line. */
export interface RunningDbt {
  readonly lines: AsyncIterable<string>;
  readonly ended: Promise<DbtEnd>;
}

const TAIL = 4_000;

/**
 * Starts dbt in a process group of its own, never through a shell.
 *
 * Aborting interrupts it as Ctrl-C does, so that it cancels its queries; what then doesn't end is killed with
 * everything it started. A watcher does the same when this process dies before dbt does.
 */
export function startDbt({ program, args, cwd, env, signal, graceMs }: DbtStart): RunningDbt {
  const { ELECTRON_RUN_AS_NODE: _, ...own } = env;
  const child = spawn(program, args, {
    cwd,
    env: own,
    detached: process.platform !== "win32",
    shell: false,
    stdio: ["ignore", "pipe", "pipe"],
    windowsHide: true,
  });
  const watcher = child.pid === undefined ? undefined : watchOver(child.pid, graceMs);
  let killing: NodeJS.Timeout | undefined;
  const cancel = () => {
    stop(child, "SIGINT");
    killing = setTimeout(() => stop(child, "SIGKILL"), graceMs);
  };
  signal.addEventListener("abort", cancel, { once: true });
  if (signal.aborted) cancel();

  let stderr = "";
  child.stderr?.setEncoding("utf8").on("data", (text: string) => {
    stderr = (stderr + text).slice(-TAIL);
  });
  const ended = new Promise<DbtEnd>((resolve) => {
    const over = (end: DbtEnd) => {
      clearTimeout(killing);
      signal.removeEventListener("abort", cancel);
      watcher?.release();
      resolve(end);
    };
    child.once("error", (cause) => {
      if (child.pid === undefined) over({ kind: "not-started", message: cause.message });
    });
    child.once("exit", (code, by) => {
      // A grandchild that outlives dbt would hold its output open.
      if (process.platform !== "win32") stop(child, "SIGKILL");
      child.once("close", () => over({ kind: "ended", code, signal: by, stderr }));
    });
  });
  return { lines: linesOf(child), ended };
}

/** Reads only when somebody listens, so that no line is lost. */
async function* linesOf({ pid, stdout }: ChildProcess): AsyncIterable<string> {
  if (pid !== undefined && stdout) yield* createInterface({ input: stdout, crlfDelay: Number.POSITIVE_INFINITY });
}

/** Signals the whole group; on Windows, which has neither groups nor interrupts, the tree is ended. */
function stop({ pid }: ChildProcess, signal: "SIGINT" | "SIGKILL"): void {
  if (pid === undefined) return;
  if (process.platform === "win32") {
    spawn("taskkill", ["/pid", String(pid), "/T", "/F"], { stdio: "ignore", windowsHide: true }).on("error", () => {});
    return;
  }
  try {
    process.kill(-pid, signal);
  } catch (cause) {
    // It ended by itself meanwhile; macOS says EPERM of a group of which only a zombie is left.
    if (!["ESRCH", "EPERM"].includes((cause as NodeJS.ErrnoException).code ?? "")) throw cause;
  }
}
