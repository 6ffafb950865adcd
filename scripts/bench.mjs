// How fast Highwater is on large projects: opens generated dbt projects over the wire, edits them, and holds what it
// measures against scripts/bench/budgets.json. HIGHWATER_DBT_LSP="/path/to/dbt lsp" measures that server in the same run.
// Usage: node scripts/bench.mjs [--models 1000,5000] [--rounds 100] [--edits 2000]
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { measureEditing } from "./bench/measure-editing.mjs";
import { writeProject } from "./bench/project.mjs";
import { repository, run } from "./setup/shell.mjs";

const { values } = parseArgs({
  options: {
    models: { type: "string", default: "1000,5000,10000" },
    rounds: { type: "string", default: "100" },
    edits: { type: "string", default: "2000" },
  },
});
const budgets = JSON.parse(readFileSync(join(import.meta.dirname, "bench/budgets.json"), "utf8"));
const cli = join(repository, "dist/cli.js");
if (!existsSync(cli)) run(process.execPath, ["scripts/build.mjs"]);

const round = (value) => (value === undefined ? "-" : value < 100 ? value.toFixed(1) : Math.round(value));
const over = [];

function report(server, models, measured) {
  const cells = Object.entries(measured).map(([name, value]) => `${name} ${round(value)}`);
  console.log(`${String(models).padStart(6)}  ${server.padEnd(10)} ${cells.join("  ")}`);
}

function check(models, measured) {
  for (const [name, most] of Object.entries(budgets[models] ?? {}))
    if (!(measured[name] <= most)) over.push(`${models} models: ${name} is ${round(measured[name])}, budget ${most}`);
}

for (const models of values.models.split(",").map(Number)) {
  const folder = join(repository, `out/bench/${models}`);
  const { incremental } = writeProject(folder, models);
  const ours = { command: process.execPath, args: [cli, "lsp", "--stdio"], folder, model: incremental };
  const measured = await measureEditing({ ...ours, rounds: Number(values.rounds) });
  report("highwater", models, measured);
  check(models, measured);
  const long = await measureEditing({ ...ours, rounds: Math.ceil(Number(values.edits) / 2) });
  console.log(`        after ${values.edits} edits: ${long.memoryAfterMB} MB (before: ${long.memoryMB} MB)`);
  const other = process.env.HIGHWATER_DBT_LSP?.split(" ");
  if (!other) continue;
  const file = join(folder, incremental);
  const env = { DBT_PROJECT_DIR: folder, DBT_PROFILES_DIR: folder };
  const [command, ...args] = other;
  const saves = (text) => writeFileSync(file, text);
  report("dbt", models, await measureEditing({ command, args, env, folder, model: incremental, rounds: 12, saves }));
}
if (over.length > 0) {
  console.log(`\nOver budget:\n  ${over.join("\n  ")}`);
  process.exit(1);
}
console.log("\nWithin budget.");
