import { type ChildProcess, spawn } from "node:child_process";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { build } from "esbuild";
import type { RunEvent } from "../../src/protocol/events.ts";

/** Bundles the command line as it ships, below node_modules so that it finds the native driver. */
export async function bundledCli(): Promise<string> {
  const root = new URL("../../..", import.meta.url).pathname;
  const outfile = join(root, "node_modules/.cache/highwater-conformance/cli.js");
  mkdirSync(join(outfile, ".."), { recursive: true });
  await build({
    absWorkingDir: root,
    entryPoints: ["server/src/cli/main.ts"],
    bundle: true,
    platform: "node",
    format: "cjs",
    target: "node20",
    mainFields: ["module", "main"],
    external: ["@duckdb/node-bindings-*"],
    outfile,
    logLevel: "error",
  });
  return outfile;
}

/** How a run of the real program ended, and what it had told by then. */
export interface Ended {
  readonly events: readonly RunEvent[];
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stderr: string;
}

/** Starts `highwater run --json` and tells every event as it arrives. */
export function runProcess(
  cli: string,
  root: string,
  {
    args,
    onEvent,
  }: { readonly args: readonly string[]; readonly onEvent?: (event: RunEvent, child: ChildProcess) => void },
): Promise<Ended> {
  const child = spawn(process.execPath, [cli, "run", "--json", ...args], {
    cwd: root,
    stdio: ["ignore", "pipe", "pipe"],
  });
  const events: RunEvent[] = [];
  let stderr = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    stderr += text;
  });
  const lines = createInterface({ input: child.stdout });
  lines.on("line", (line) => {
    // The last line of a killed process may be cut off.
    if (!line.endsWith("}")) return;
    const event = JSON.parse(line) as RunEvent;
    events.push(event);
    onEvent?.(event, child);
  });
  return new Promise((resolve) => {
    child.on("close", (code, signal) => resolve({ events, code, signal, stderr }));
  });
}

/** Whether the last thing a run told lies between its `begin` and its `commit`. */
export function isInsideTransaction(events: readonly RunEvent[]): boolean {
  const sent = events.flatMap((it) => (it.kind === "statement" ? [it.sql] : []));
  return sent.includes("begin") && !sent.includes("commit");
}
