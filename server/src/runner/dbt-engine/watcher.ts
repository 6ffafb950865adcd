import { spawn } from "node:child_process";

/**
 * Runs in a process of its own and reads a pipe that only the runner holds: a letter means that dbt is over,
 * its end means that the runner is gone, and dbt is interrupted and then killed.
 */
const WATCHER = `
const [pid, graceMs] = process.argv.slice(-2).map(Number);
const isWindows = process.platform === "win32";
const stop = (signal) => {
  if (isWindows) require("node:child_process").spawnSync("taskkill", ["/pid", String(pid), "/T", "/F"]);
  else try { process.kill(-pid, signal); } catch { process.exit(0); }
};
process.on("SIGINT", () => {});
process.on("SIGTERM", () => {});
process.stdin.on("data", () => process.exit(0));
process.stdin.on("end", () => {
  stop("SIGINT");
  const until = Date.now() + graceMs;
  setInterval(() => {
    if (Date.now() >= until) { stop("SIGKILL"); process.exit(0); }
    stop(0);
  }, 50);
});
`;

/** Makes sure that a process group does not outlive this process, however this one ends. */
export function watchOver(pid: number, graceMs: number): { release(): void } {
  const watcher = spawn(process.execPath, ["-e", WATCHER, String(pid), String(graceMs)], {
    env: { ...process.env, ELECTRON_RUN_AS_NODE: "1" },
    detached: true,
    stdio: ["pipe", "ignore", "ignore"],
    windowsHide: true,
  });
  watcher.unref();
  watcher.on("error", () => {});
  // A watcher that is gone already has nothing to be told.
  watcher.stdin?.on("error", () => {});
  return { release: () => void watcher.stdin?.end("x") };
}
