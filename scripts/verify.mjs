// Everything that CI runs, from a bare clone: installs what the suites need, runs all of them, and ends with one plain
// line, `N passed, N failed`, over all suites. A suite that runs no test counts as a failure.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { ensureDbt } from "./setup/dbt.mjs";
import { ensurePackages } from "./setup/machine.mjs";
import { repository, run } from "./setup/shell.mjs";
import { ensureVSCode } from "./setup/vscode.mjs";

const out = join(repository, "out/verify");
const started = Date.now();
const totals = { passed: 0, failed: 0 };
const failures = [];

const say = (line) => console.log(`[${String(Math.round((Date.now() - started) / 1000)).padStart(4)} s] ${line}`);

function count(name, passed, failed, why = "") {
  totals.passed += passed;
  totals.failed += failed;
  say(`${name}: ${passed} passed, ${failed} failed`);
  if (failed > 0) failures.push(`${name}${why ? `: ${why}` : ""}`);
}

/** One thing that either holds or doesn't. Answers whether it held. */
function step(name, act) {
  try {
    const value = act();
    count(name, 1, 0);
    return { value };
  } catch (error) {
    console.error(error.message);
    count(name, 0, 1, error.message.split("\n")[0]);
    return undefined;
  }
}

/** A vitest suite, counted from its own report; what the runner prints goes through. */
function suite(name, args, env = {}) {
  const report = join(out, `${name.replaceAll(/\W+/g, "-")}.json`);
  rmSync(report, { force: true });
  const vitest = join(repository, "node_modules/vitest/vitest.mjs");
  const done = spawnSync(
    process.execPath,
    [vitest, "run", "--reporter=dot", "--reporter=json", `--outputFile.json=${report}`, ...args],
    {
      cwd: repository,
      env: { ...process.env, ...env },
      stdio: ["ignore", "inherit", "inherit"],
    },
  );
  if (!existsSync(report)) return count(name, 0, 1, "no report");
  const { numPassedTests, numFailedTests, numPendingTests, numTodoTests } = JSON.parse(readFileSync(report, "utf8"));
  const skipped = numPendingTests + numTodoTests;
  const broken = numPassedTests + numFailedTests === 0 || (done.status !== 0 && numFailedTests === 0) ? 1 : 0;
  return count(name, numPassedTests, numFailedTests + skipped + broken, skipped ? `${skipped} skipped` : "see above");
}

mkdirSync(out, { recursive: true });
const [major, minor] = process.versions.node.split(".").map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`Node ${process.versions.node} is too old: 20.19 or newer is needed.`);
  process.exit(2);
}

say("installing npm packages");
run("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund"]);
step("build", () => run(process.execPath, ["scripts/build.mjs", "--production"]));
step("types", () => ["server", "client", "client/webview"].map((it) => run("npx", ["--no-install", "tsc", "-p", it])));
step("lint", () => run("npx", ["--no-install", "biome", "check", "--error-on-warnings"]));
step("dead code", () => run("npx", ["--no-install", "knip"]));
step("generated files", () => run(process.execPath, ["scripts/codegen.mjs", "--check"]));
step("grammars", () => run("npm", ["run", "--silent", "test:grammar"]));
suite("fast suite", []);

say("installing real dbt");
const python = step("dbt installed", ensureDbt)?.value;
if (python)
  suite("conformance with dbt", ["--config", "server/conformance/vitest.config.mts"], { HIGHWATER_DBT_PYTHON: python });

say("installing real VS Code and Chromium");
const vscode = step("VS Code installed", () => {
  ensurePackages(["chromium", "fonts-dejavu-core"]);
  return ensureVSCode("latest");
})?.value;
const vsix = step("VSIX packed", () => {
  const file = join(out, "highwater-linux-x64.vsix");
  run(process.execPath, ["scripts/package-vsix.mjs", "linux-x64", file]);
  return file;
})?.value;
if (vscode && vsix) {
  const env = { HIGHWATER_VSCODE_NODE: vscode.node, HIGHWATER_VSCODE_MAIN: vscode.main, HIGHWATER_VSIX: vsix };
  suite("real VS Code", ["--config", "client/test/vitest.config.mts"], env);
}
step("demo", () => run(process.execPath, ["scripts/demo.mjs"], { env: { HIGHWATER_DEMO_INSTALLED: "1" } }));

for (const it of failures) console.error(`failed: ${it}`);
say(`done`);
console.log(`${totals.passed} passed, ${totals.failed} failed`);
process.exit(totals.failed > 0 || totals.passed === 0 ? 1 : 0);
