// Types of all three programs, then lint, then dead code. Prints only what is wrong.
import { spawnSync } from "node:child_process";

const steps = [
  ["tsc", "-p", "server"],
  ["tsc", "-p", "client"],
  ["tsc", "-p", "client/webview"],
  ["biome", "check", "--error-on-warnings"],
  ["knip"],
];

let failed = false;
for (const [command, ...args] of steps) {
  const { status } = spawnSync("npx", ["--no-install", command, ...args], { stdio: "inherit" });
  failed ||= status !== 0;
}
process.exit(failed ? 1 : 0);
