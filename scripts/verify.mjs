// Everything that CI runs, from a bare clone: installs what the suites need, runs all of them, and ends with one plain
// line, `N passed, N failed`, over all suites. A suite that runs no test counts as a failure.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { ensureDbt } from "./setup/dbt.mjs";
import { ensureDesktop } from "./setup/desktop.mjs";
import { ensurePackages } from "./setup/machine.mjs";
import { ensureNeovims } from "./setup/neovim.mjs";
import { repository, run } from "./setup/shell.mjs";
import { ensureVSCode, PACKAGES, VERSIONS } from "./setup/vscode.mjs";

const out = join(repository, "out/verify");
const started = Date.now();
const totals = { passed: 0, failed: 0 };
const failures = [];
const times = [];

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

/** A vitest suite, counted from its own report; what the runner prints goes through. `under` is a command to start it by. */
function suite(name, args, env = {}, under = []) {
  const began = Date.now();
  const report = join(out, `${name.replaceAll(/\W+/g, "-")}.json`);
  rmSync(report, { force: true });
  const vitest = join(repository, "node_modules/vitest/vitest.mjs");
  const reporters = ["--reporter=dot", "--reporter=json", `--outputFile.json=${report}`];
  const [command, ...rest] = [...under, process.execPath, vitest, "run", ...reporters, ...args];
  const done = spawnSync(command, rest, {
    cwd: repository,
    env: { ...process.env, ...env },
    stdio: ["ignore", "inherit", "inherit"],
  });
  times.push([name, Math.round((Date.now() - began) / 1000)]);
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

say("packing for every platform");
const packages = step("nine packages", () => {
  rmSync(join(repository, "out/packages"), { recursive: true, force: true });
  run(process.execPath, ["scripts/package-vsix.mjs"]);
  return join(repository, "out/packages");
})?.value;
const { version } = JSON.parse(readFileSync(join(repository, "package.json"), "utf8"));
const packageOf = (target) => join(repository, `out/packages/highwater-${version}-${target}.vsix`);
const inVSCode = ["--config", "client/test/vitest.config.mts"];
if (packages) suite("packages", [...inVSCode, "packages/"], { HIGHWATER_PACKAGES: packages });

say("installing real VS Code and Chromium");
for (const which of Object.keys(VERSIONS)) {
  const name = `VS Code ${VERSIONS[which].vscode}`;
  const vscode = step(`${name} installed`, () => {
    ensurePackages(PACKAGES);
    return ensureVSCode(which);
  })?.value;
  if (!vscode || !packages) continue;
  const env = {
    HIGHWATER_VSCODE_NODE: vscode.node,
    HIGHWATER_VSCODE_MAIN: vscode.main,
    HIGHWATER_VSIX: packageOf("linux-x64"),
    ...(python ? { HIGHWATER_DBT_PYTHON: python } : {}),
    HIGHWATER_VSIX_UNIVERSAL: packageOf("universal"),
    HIGHWATER_SCREENSHOTS: join(repository, "out/screenshots", VERSIONS[which].vscode),
  };
  // The walkthrough's pictures need a terminal, which the oldest build has only with a native module.
  const elsewhere = ["packages/**", "editors/**", "desktop.e2e.ts", ...(which === "oldest" ? ["pictures.e2e.ts"] : [])];
  suite(name, [...inVSCode, ...elsewhere.map((it) => `--exclude=${it}`)], env);
}
for (const { vscode } of Object.values(VERSIONS)) {
  const name = `desktop VS Code ${vscode}`;
  const executable = await ensureDesktop(vscode).catch((error) => count(name, 0, 1, error.message));
  if (executable) suite(name, [...inVSCode, "desktop.e2e.ts"], { HIGHWATER_DESKTOP: executable }, ["xvfb-run", "-a"]);
}
const neovims = step("Neovim installed", ensureNeovims)?.value;
if (neovims) {
  const env = { HIGHWATER_NEOVIM: neovims.newest, HIGHWATER_NEOVIM_DEBIAN: neovims.debian };
  suite("Neovim", [...inVSCode, "editors/"], env);
}
step("demo", () => run(process.execPath, ["scripts/demo.mjs"], { env: { HIGHWATER_DEMO_INSTALLED: "1" } }));

for (const it of failures) console.error(`failed: ${it}`);
say(`done; seconds per suite: ${times.map(([name, seconds]) => `${name} ${seconds}`).join(", ")}`);
console.log(`${totals.passed} passed, ${totals.failed} failed`);
process.exit(totals.failed > 0 || totals.passed === 0 ? 1 : 0);
