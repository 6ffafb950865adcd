// A dbt for tests of the engine: a real process whose behaviour its environment names, and which touches no database.
import { spawn } from "node:child_process";
import { appendFileSync, writeFileSync } from "node:fs";

const args = process.argv.slice(2);
const { FAKE_DBT: behaviour = "runs", FAKE_DBT_VERSION: version = "1.11.16", FAKE_DBT_LOG: log } = process.env;
const { FAKE_DBT_ADAPTERS: adapters = "duckdb" } = process.env;
if (log !== undefined) appendFileSync(log, `${JSON.stringify(args)}\n`);

if (args[0] === "--version") {
  if (behaviour === "never-answers") setInterval(() => {}, 1_000);
  else {
    const plugins = adapters.split(",").map((it) => `  - ${it}: 1.0.0 - Up to date!`);
    process.stdout.write(`Core:\n  - installed: ${version}\n  - latest: 9.9.9\n\nPlugins:\n${plugins.join("\n")}\n`);
  }
} else run();

function run() {
  const uniqueIds = args
    .filter((it) => it.startsWith("fqn:"))
    .map((it) => it.slice(4).split("."))
    .map((it) => `model.${it[0]}.${it.at(-1)}`);
  switch (behaviour) {
    case "silent":
      process.exit(1);
      break;
    case "garbage":
      process.stdout.write("\u0000\u0001 not a log\n{\"info\": 3\n");
      process.stderr.write("ModuleNotFoundError: No module named 'dbt' with password s3cret-word\n");
      process.exit(1);
      break;
    case "hangs": {
      process.on("SIGINT", () => {});
      // A child of its own, as the launchers of virtual environments have one.
      const child = spawn(process.execPath, ["-e", "process.on('SIGINT', () => {}); setInterval(() => {}, 1000)"]);
      writeFileSync(process.env.FAKE_DBT_PIDS, `${process.pid} ${child.pid}`);
      for (const id of uniqueIds) say("NodeStart", id, {});
      setInterval(() => {}, 1_000);
      break;
    }
    case "stops":
      process.on("SIGINT", () => process.exit(2));
      for (const id of uniqueIds) say("NodeStart", id, {});
      setInterval(() => {}, 1_000);
      break;
    default:
      for (const id of uniqueIds) {
        say("NodeStart", id, {});
        say("SQLQuery", id, { sql: "merge into t using s; -- s3cret-word" });
        say("NodeFinished", id, { run_result: { status: "success", execution_time: 0.5, adapter_response: { rows_affected: 7 } } });
      }
  }
}

function say(name, uniqueId, data) {
  process.stdout.write(`${JSON.stringify({ data: { node_info: { unique_id: uniqueId }, ...data }, info: { name, level: "debug", msg: "" } })}\n`);
}
